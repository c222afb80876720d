"""Closed classes of words by which names and roles are told from other words, in the languages letters come in. Pure.

All in lower case. A class that is open in the language (nouns for what people are) is met by its endings as well.
"""

from intake.held.lists import phrases, wordset

# Before a name, said to anybody: no part of the name, and no description.
COURTESY = wordset(
    """messrs messrs. deaconess mevrouw drs. hno. hna. lic. ing. dra. pbro. u daw sayadaw ashin monsignor msgr msgr.
    elder elders mr mr. mrs mrs. ms ms.
    miss mx mx. dr dr. doctor prof prof. professor sir dame lord lady rev rev. reverend fr fr. father sister brother
    sheikh sheikha shaykh imam rabbi honorable honourable hon hon. excellency h.e. m. mme mme. mlle monsieur madame
    maître me herr herrn frau señor señora señorita sr sr. sra sra. don doña signor signora dott. sig. avv. bay
    bayan sayın г-н г-жа господин господина госпожа госпожи доктор պրն. տիկին cənab xanım"""
)

# The same before the three words of a Burmese name; before fewer they may be a Chinese or Korean family name.
BURMESE = wordset("ko ma maung naw saw")

# Before a name, because of an office: the name begins behind it.
OFFICES = wordset(
    """ex-mp ex-mps bâtonnier bâtonnière muhabir yazar öğretmen doktor magistrate private corporal special rapporteur
    rapporteurs envoy president
    presidents vice-president ex-president premier prime minister ministers ex-minister deputy deputies speaker
    speakers chairmen congressmen senator senators sen. representative representatives rep. congressman
    congresswoman mayor mayors governor governors judge judges justice prosecutor prosecutors general generals gen.
    colonel colonels col. major captain capt. lieutenant lt. lt sergeant sgt. sgt commander commanders corporal
    brigadier admiral marshal ambassador ambassadors secretary secretaries chairman chairwoman chairperson chair
    director directors archbishop archbishops bishop bishops pastor pastors priest priests deacon archimandrite
    patriarch metropolitan catholicos mufti ayatollah king queen prince princess crown emir emperor sultan
    chancellor commissioner attorney attorneys counsel chief chiefs officer officers leader leaders head journalist
    journalists editor editors activist activists lawyer lawyers blogger bloggers reporter reporters publisher
    spokesman spokeswoman spokesperson economist teacher student writer poet scholar scientist researcher academic
    member members citizen citizens advocate defender defenders citizenship detainee detainees prisoner prisoners
    hostage hostages political former ex then acting incumbent late current first vice foreign interior defense
    defence state national internal opposition human independent imprisoned detained jailed arrested released fellow
    veteran präsident präsidentin ministerin journalistin rechtsanwalt rechtsanwältin présidente président ministre
    député députée sénateur juge procureur avocat avocate journaliste militant militante presidente presidenta
    ministro ministra diputado diputada juez fiscal abogado abogada periodista activista giornalista avvocato
    avvocata deputato attivista senatore президент министр депутат судья прокурор адвокат журналист журналистка
    активист активистка gazeteci avukat başkan başkanı bakan bakanı milletvekili savcı hakim"""
)

# Those of them through which things are done to people who are held, or said of them.
POWERS = wordset(
    """bâtonnier bâtonnière magistrate president premier prime minister deputy speaker senator sen. representative
    rep. congressman
    congresswoman governor judge judges justice prosecutor prosecutors general gen. colonel col. major captain capt.
    lieutenant lt. lt sergeant commander brigadier admiral marshal ambassador secretary chairman chairwoman chair
    director king queen prince emir sultan chancellor commissioner chief officer officers head vice attorney counsel
    rapporteur président ministre juge procureur presidente ministro ministra juez fiscal präsident minister
    ministerin президент министр судья прокурор savcı hakim bakan başkan"""
)

# An office that is held no more gives no power.
FORMERLY = wordset(
    """former ex ex-president ex-minister detained jailed imprisoned arrested ousted deposed ancien ancienne
    ehemalige " "ehemaliger ehemaligen expresidente ex-presidente бывший eski"""
)

# In the name of a body, a place or a thing, and in no name of a person.
BODIES = wordset(
    """defensoría academy act affairs agency airport alliance amnesty army article assembly association authority
    avenue bank battalion bay board brigade broadcasting bureau cabinet camp campaign cathedral center centre
    chamber channel chapter charter church city club coalition code college colony command commission committee
    community company conference congress constitution convention corporation corps corridor council county court
    covenant cup daily day declaration delegation department desert detention directorate district division economy
    embassy executive express faculty federation forces forum foundation freedom front fund games gazette government
    governorate group guard guards headquarters hill hills high-security hospital house human initiative
    inspectorate institute institution international investigative isolation isolator island islands jail journal
    justice kingdom laboratory lake law league legislature liberation liberty library magazine media ministry
    mission monastery monitor mosque mountain mountains movement museum nation nations network news newspaper
    observatory ocean office online orchestra organisation organization outlook palace parliament parliamentary
    party patrol peace peninsula penal penitentiary police port post press prison process program programme project
    protocol province public radio regiment region regional remand report republic resolution review rights river
    road school sea secretariat section security senate service services society square staff state states station
    store street summit supreme synod syndicate team television territory times today treaty tribunal troops tv
    union united university valley village voice war watch weekly works world affaires étrangères assemblée cour
    gouvernement ministère parlement prison république tribunal université asamblea corte gobierno ministerio
    parlamento prisión república universidad centro bundestag gericht gefängnis ministerium regierung universität
    staatsanwaltschaft republik суд тюрьма министерство республика партия комитет колония университет правительство
    служба mahkemesi cezaevi cezaevinde hapishanesi üniversitesi partisi bakanlığı cumhuriyeti emniyet meclisi
    repubblica ministero carcere università governo tribunale"""
)

# First word of a place's name; as a family name it never stands first.
DIRECTIONS = wordset(
    """north south east west northern southern eastern western central upper lower new saint st. st greater"""
)

# In small letters behind a name: the name is a place's.
PLACE_NOUNS = wordset(
    """authorities border camp city colony community corridor court district enclave gallery government jail
    peninsula police prefecture prison province region regime river road street territory town university valley
    village cities towns villages regions provinces countries places prisons facilities locations areas districts
    crimes charges articles offences offenses organizations organisations outlets bodies agencies institutions
    media"""
)

MONTHS_AND_DAYS = wordset(
    """january february march april may june july august september october november december jan. feb. mar. apr.
    jun. jul. aug. sept. sep. oct. nov. dec. monday tuesday wednesday thursday friday saturday sunday janvier
    février mars avril mai juin juillet août septembre octobre novembre décembre januar februar märz juni juli
    oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag ocak şubat mart nisan mayıs haziran
    temmuz ağustos eylül ekim kasım aralık christmas easter ramadan"""
)

NATIONS = wordset(
    """afghan afghans albanian albanians algerian american americans angolan arab arabs argentine armenian armenians
    australian australians austrian azerbaijani azerbaijanis azeri azeris bahraini bahrainis bangladeshi belarusian
    belarusians belgian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian canadians
    catholic chechen chilean chinese christian christians colombian congolese croatian cuban cubans cypriot czech
    danish dutch egyptian egyptians emirati eritrean estonian ethiopian european europeans filipino finnish french
    georgian georgians german germans greek guatemalan haitian hungarian indian indonesian iranian iranians iraqi
    iraqis irish israeli israelis italian japanese jewish jordanian karabakh kazakh kenyan korean kurdish kurds
    kuwaiti kyrgyz latvian lebanese libyan lithuanian malaysian mexican moldovan mongolian montenegrin moroccan
    muslim nepalese nicaraguan nigerian norwegian omani orthodox ottoman pakistani palestinian palestinians peruvian
    polish portuguese qatari romanian russian russians rwandan salvadoran saudi scottish serbian singaporean slovak
    somali soviet spanish sudanese swedish swiss syrian syrians taiwanese tajik thai tibetan tunisian turkish
    turkmen ugandan ukrainian ukrainians uyghur uyghurs uighur uzbek venezuelan vietnamese welsh yazidi yemeni
    zambian zimbabwean"""
)

# Places of several words whose possessive, or whose place in a list, could be a person's.
PLACES = frozenset(
    phrases(
        """abu dhabi, addis ababa, buenos aires, burkina faso, cape town, costa rica, dominican republic, el salvador,
        hong kong, kuala lumpur, las vegas, los angeles, mexico city, new delhi, new york, new zealand, papua new
        guinea, phnom penh, puerto rico, rio de janeiro, san francisco, san salvador, saudi arabia, sierra leone, sri
        lanka, são paulo, tel aviv, united kingdom, united states, white house, capitol hill, nagorno karabakh, great
        britain, soviet union, middle east, holy see, al jazeera, red cross, la paz, the hague, den haag, abu
        ghraib"""
    )
)

# Written small inside a name.
PARTICLES = wordset(
    """al el bin bint ben ibn abu de del della di da das do dos du des la le les lo van von der den ter ten zu af av
    " "oglu oğlu ogly kyzy kızı qızı qizi ould ag ap mac"""
)

# Capitalised at the head of a sentence, or always, and never in a name.
NO_NAMES = wordset(
    """вас просим просимо jahre jahren monate monaten no. nos. art. arts. opinion i we you he she it they who whom
    whose which what that this these those there here the a an our your my his her its their us them him me one two
    three four five six seven eight nine ten some many most several all both each every any no none other others
    another such same and or but nor so yet for if when where why how while although though because since until
    unless after before during despite as at by from in into of off on onto over to toward under upon with within
    without about above across against among amongst along around behind below beneath beside between beyond through
    throughout till via per than then now today yesterday tomorrow also not only just even still again already
    however therefore moreover furthermore meanwhile finally further additionally recently currently today
    consequently nevertheless nonetheless similarly specifically likewise thus hence instead otherwise according is
    are was were be been being am do does did has have had can could may might must shall should will would please
    dear thank thanks sincerely respectfully yours re cc let see let's free release released detained arrested
    imprisoned jailed sentenced held convicted abducted kidnapped freed hundreds thousands dozens including
    following given regarding concerning like unlike never ever yes first second third last next late early mid
    english french le la les l un une des du de d et ou où en au aux dans sur pour par avec sans nous vous il elle
    ils elles on ce cette ces son sa ses leur leurs notre nos votre vos monsieur que qui dont depuis selon après
    avant der die das den dem des ein eine einen einem einer eines und oder aber in im am an auf aus bei mit nach
    seit von vom vor zu zum zur für über unter wir sie er es ihr ihre ihren ihrem ihrer ihres sein seine seinem
    seinen seiner unser unsere unserem unseren dass wenn als wie auch nicht laut el los las y o u en con por para
    sin sobre desde según tras su sus nuestro nuestra él ella ellos ellas se que como il lo gli i e o di da con per
    tra fra su noi voi lui lei loro che նա նրա նրան մենք դուք այս այդ мы вы он она они в на с по о об и а но что как
    для от до из за при это его её ее их также после ve ile bu şu o biz siz onlar için da de ki gibi göre"""
)

# Of these, given names too, in the middle of a sentence and before another word in capitals.
ALSO_NAMES = wordset("can will so do per an lui son tra dai mai")

# What makes a description go with several people, in front of its noun.
BOTH = wordset("both all two three four five six seven eight nine ten")

DETERMINERS = wordset("the a an een het le la les l’ l' un une der die das den dem ein eine el los las il lo gli bir")

# A word of a description that is no noun but stands before one.
MODIFIERS = wordset(
    """former ex then current acting late prominent leading senior veteran independent opposition well-known
    renowned political human rights civil society pro-democracy dual freelance award-winning retired elected local
    fellow investigative anti-corruption environmental religious ethnic young elderly student peace labour labor
    union women's news newspaper radio television online deputy vice chief executive foreign national state defense
    defence prime ancien ancienne ehemalige ehemaliger ehemaligen antiguo antigua exministro ex-ministre бывший
    бывшая бывшего бывшей eski"""
)

# Nouns for what people are that no ending shows.
PERSON_NOUNS = wordset(
    """chief head heads mother mothers father fathers poet poets priest priests monk monks nun nuns cleric clerics
    critic critics chef scholar scholars academic academics president presidents minister ministers deputy deputies
    mayor governor general generals colonel captain dissident dissidents student students pupil pupils tycoon
    associate associates client clients constituent constituents advocate advocates attorney attorneys paralegal
    paralegals
    candidate candidates correspondent correspondents expert experts politician politicians
    musician musicians physician physicians statesman people person man men woman women boy girl child children
    youth national nationals resident residents citizen citizens civilian civilians pilot pilots nurse nurses guard
    guards soldier soldiers serviceman servicemen official officials professional professionals figure figures
    colleague colleagues son sons daughter daughters brother brothers sister sisters husband wife spouse uncle aunt
    cousin nephew niece co-defendant co-defendants cellmate relative relatives friend friends ally allies aide aides
    boss co-founder founder mp mps member members judge judges chair captive captives hostage hostages detainee
    detainees inmate inmates internee internees prisoner prisoners prisoners-of-war pow pows refugee refugees
    patriarch diplomat diplomats envoy graduate athlete athletes actor laureate laureates surgeon surgeons
    veterinarian bishop pastor imam rapper singer artist cook professor representative representatives senator
    ambassador state-minister economist historian librarian comedian mathematician technician electrician ministre
    député députée président présidente avocat avocate militant militante chercheur chercheuse écrivain opposant
    opposante professeur étudiant étudiante ancien periodista periodistas abogado abogada activista activistas
    ministro ministra presidente presidenta diputado diputada dirigente líder escritor escritora profesor profesora
    estudiante opositor opositora sindicalista giornalista avvocato avvocata attivista deputato scrittore scrittrice
    ricercatore ricercatrice oppositore журналист журналистка журналиста журналистку журналистки адвокат адвоката
    активист активистка активиста активистку политик политика министр министра президент президента депутат депутата
    учитель учителя правозащитник правозащитника правозащитница правозащитницу писатель писателя блогер блогера
    оппозиционер лидер լրագրող փաստաբան ակտիվիստ նախագահ նախարար ուսուցիչ բժիշկ gazeteci avukat milletvekili
    aktivist öğretmen yazar akademisyen öğrenci siyasetçi başkan bakan belediye
    confrère confrères consœur consœurs ingénieur ingénieure médecin infirmier infirmière instituteur institutrice
    photographe
    ingegnere medico insegnante maestro maestra fotografo fotografa apicoltore jornalista advogado advogada fotógrafo
    médico médica enfermeira enfermeiro professora apicultor apicultora ingeniero ingeniera enfermera enfermero
    фотограф фотографа инженер инженера врач врача поэт поэта художник художника лікар лікаря лікарка лікарки лікарку
    вчитель вчителя вчителька вчительки журналіст журналіста журналістка журналістки правозахисник правозахисника"""
)
PERSON_ENDINGS = tuple(
    wordset(
        """ist ists yer yers man men woman women tor tors sor sors ner ners cher chers der ders ger gers ker kers ter
    ters per pers her hers ser sers ver vers mer mers fer fers zer zers cer cers rer rers ler lers ier iers eer eers
    cian cians
    rian rians naire iste istes istin
    anwalt anwältin istas ista eur euse trice ant ants"""
    )
)

# Compounds of German, which writes its nouns with a capital.
GERMAN_ROLES = tuple(
    wordset(
        """journalist journalistin anwalt anwältin präsident präsidentin minister ministerin aktivist aktivistin lehrer
    lehrerin politiker politikerin führer führerin verteidiger verteidigerin schriftsteller schriftstellerin leiter
    leiterin sprecher sprecherin vorsitzende vorsitzenden vorsitzender richter richterin gefangene gefangenen
    gefangener häftling häftlings studentin rechtler rechtlerin unternehmer unternehmerin abgeordnete abgeordneten
    abgeordneter journalisten aktivisten staatsminister bürgermeister"""
    )
)

# Those who stand by a held person: of them it is not said that they are held.
KIN = wordset(
    """wife husband spouse mother father parents brother sister son daughter family relative relatives uncle aunt
    cousin nephew niece co-defendant co-defendants cellmate lawyer lawyers attorney attorneys counsel colleague
    colleagues friend friends supporter supporters ally allies successor employer doctor driver assistant spokesman
    spokeswoman spokesperson representative representatives advocate advocates solicitor barrister fiancé fiancée
    partner boyfriend girlfriend grandmother grandfather grandson granddaughter stepson biographer deputy widow
    children killer killers torturer jailer advokat avocat avocate épouse mari frère sœur mère père fils fille
    anwalt anwältin ehefrau frau mann bruder schwester abogado abogada esposa esposo hermano hermana avvocato moglie
    marito fratello sorella адвокат адвоката жена жены муж мужа брат брата сестра eşi avukatı"""
)

# Of those, whose fate is often the same.
FELLOWS = wordset("colleague colleagues friend friends co-defendant co-defendants cellmate ally allies")

POSSESSIVES = wordset(
    """his her their its my our your ihrem seinem seiner seines ihres eigenen son sa ses leur leurs sein seine
    seinen ihre ihren ihr su sus suo sua suoi его её ее их"""
)

PRONOUNS = wordset(
    """i we you he she it they him them us me il elle ils elles er sie es wir él ella ellos on он она они o onlar
    lui lei նա նրանք"""
)
RELATIVES = wordset("яку який яка які who whom qui dont que quien quienes che который которая которые которого которую")

SIBLINGS = wordset(
    """brothers sisters siblings twins cousins spouses couple frères sœurs époux brüder geschwister hermanos
    hermanas fratelli sorelle братья братьев сёстры сестры сестер супруги супругов"""
)

AND = wordset("and & und en et y e и ve և ու və or")
OF = wordset("of de du des del della dello dei di d’ d' von vom of’ do da")

# Words that end a list or a description: a clause, or something beside it, begins.
CLAUSE = wordset(
    """who whom whose which that where when while because since until after before if as by for from in into on at
    to with without during despite against about over under upon within through among between via per than is are
    was were be been being am do does did has have had can could may might must shall should will would said says
    told stated qui que dont où depuis est sont ont été fut sera seront était étaient pour par dans chez der-die-das
    ist sind war waren wurde wurden wird werden hat haben seit am im bei nach vor für que quien quienes fue fueron
    es son está están ha han desde por para en che è sono stato stata sono stati dal dalla per который которая
    которые был была были с по в на из за что not never also both"""
) - wordset("both also")

# Who speaks is not thereby held, and is not meant by a following `he`.
SPEECH = wordset(
    """said says say told stated states indicated announced claimed claims wrote writes added reported reports
    confirmed denied ordered warned argued insisted declared noted explained testified tweeted called visited met
    urged demanded described condemned recalled signed accused alleged asserted responded replied presided ruled
    filed represents"""
)
