"""The words of being held, by the part they play in a sentence; closed lists in the languages of letters. Pure."""

from intake.held.lists import phrasebook, wordset

# What is done to somebody: with an auxiliary before it, or bare behind a name; in front of a name, by others.
SEIZED = wordset(
    """gearresteerd opgepakt aangehouden veroordeeld vastgehouden gevangengezet ontvoerd detida detido detidas detidos
    condenadas заарештований заарештована затриманий затримана засуджений засуджена
    утримують taken detained arrested imprisoned jailed incarcerated sentenced convicted abducted kidnapped captured
    apprehended interned remanded seized rearrested re-arrested re-detained confined disappeared held condemned
    arrêté arrêtée arrêtés arrêtées détenu détenue détenus détenues emprisonné emprisonnée emprisonnés emprisonnées
    incarcéré incarcérée incarcérés incarcérées condamné condamnée condamnés condamnées enlevé enlevée enlevés
    enlevées écroué écrouée disparu disparue disparus disparues kidnappé kidnappée interpellé interpellée
    interpellés séquestré séquestrée verhaftet inhaftiert festgenommen festgehalten verurteilt entführt eingesperrt
    verschleppt inhaftierte inhaftierten inhaftierter verhaftete verhafteten festgenommene festgenommenen detenido
    detenida detenidos detenidas arrestado arrestada arrestados arrestadas encarcelado encarcelada encarcelados
    encarceladas condenado condenada condenados condenadas secuestrado secuestrada secuestrados secuestradas
    apresado apresada recluido recluida preso presa presos presas desaparecido desaparecida sentenciado sentenciada
    arrestato arrestata arrestati arrestate detenuto detenuta detenuti detenute incarcerato incarcerata incarcerati
    condannato condannata condannati condannate rapito rapita rapiti imprigionato imprigionata арестован арестована
    арестованы задержан задержана задержаны осужден осуждена осуждены осуждён осуждена приговорен приговорена
    приговорены приговорён похищен похищена похищены арестовали задержали осудили приговорили похитили арестованный
    арестованного арестованную арестованная арестованных арестованные задержанный задержанного задержанную
    задержанных осужденный осуждённый осужденного осуждённого осужденную осуждённую tutuklandı tutuklandılar
    gözaltına hapsedildi tutuklu tutuklanan kaçırıldı mahkum mahkûm cezaevinde tutuklanmıştır tutuklanmış hapsedilen
    həbs ձերբակալվել ձերբակալված կալանավորված դատապարտված կալանավորվել առևանգված"""
)
# What goes before, or with it; also said of those who answer for it, so that it makes nobody's being held sure.
ACCUSED = wordset(
    """accused charged tried indicted prosecuted interrogated snatched tortured mistreated extradited deported
    whereabouts missing became become interrogation harassment prosecution indictment verdict charges cell cells
    ordeal plight accusé accusée accusés inculpé inculpée angeklagt lebenszeichen acusado acusada acusados procesado
    procesada paradero accusato accusata imputato imputata обвинен обвинён обвинена судьба судьбе судьбой yargılanan
    yargılanıyor"""
)
LET_GO = wordset(
    """exchanged swapped released freed liberated pardoned libéré libérée libérés libérées relâché relâchée
    freigelassen entlassen befreit liberado liberada liberados liberadas excarcelado excarcelada liberato liberata
    liberati scarcerato scarcerata освобожден освобождена освобождены освобождён отпущен отпущена"""
)
HELD_FORMS = SEIZED | LET_GO

# Done to what follows; said of nobody before.
DOES = wordset(
    """detain detains detaining arrest arrests arresting imprison imprisons imprisoning jail jails jailing
    incarcerate incarcerating hold holds holding sentence sentencing convict convicts convicting abduct abducts
    abducting kidnap kidnapping capture capturing seize seizing apprehend apprehending free freeing frees release
    releases releasing liberate liberating pardon pardoning libérer libérez relâcher relâchez détient détiennent
    emprisonne emprisonner arrêter freizulassen freilassen freizugeben liberar liberen libere liberen excarcelar
    detuvo detuvieron arrestó arrestaron encarceló encarcelaron liberare rilasciare scarcerare liberate освободить
    освободите отпустить арестовать задержать arrestarono"""
)

# Of whom they are denied, somebody holds.
LETTING_GO = wordset("free freeing frees release releases releasing liberate liberating pardon pardoning")

# Nouns for it, of somebody or somebody's.
STATES = wordset(
    """arrestatie detentie gevangenschap vrijlating veroordeling prisão detenção libertação арешт арешту звільнення
    затримання ув’язнення harassment prosecution liberty
    deprivation detention detentions arrest arrests imprisonment incarceration captivity custody release liberation
    freedom abduction kidnapping disappearance sentencing sentence conviction trial pardon capture internment
    confinement pretrial re-arrest jailing detainment persecution détention arrestation emprisonnement incarcération
    libération enlèvement disparition condamnation procès captivité verhaftung freilassung inhaftierung haft
    haftentlassung festnahme entführung verurteilung gefangenschaft detención arresto encarcelamiento liberación
    secuestro excarcelación desaparición condena encierro arresto detenzione scarcerazione liberazione rapimento
    incarcerazione rilascio prigionia освобождение освобождения освобождении освобождению освобождением арест ареста
    аресте аресту арестом задержание задержания задержании задержанию задержанием заключение заключения заключении
    заключению заключением похищение похищения похищении похищением կալանավորման ձերբակալման բանտարկության ազատման
    կալանավորումը ձերբակալումը tutuklanması serbest gözaltı tutukluluğu hapsedilmesi tahliyesi kaçırılması"""
)

# Those who are held, as nouns.
PRISONERS = wordset(
    """prisoner prisoners detainee detainees hostage hostages captive captives inmate inmates cellmate cellmates
    internee internees pow
    pows abductee abductees prisoners-of-war convict convicts prisonnier prisonnière prisonniers prisonnières otage
    otages détenu détenue détenus gefangene gefangener gefangenen häftling häftlinge häftlingen geisel geiseln preso
    presa presos presas prisionero prisionera prisioneros rehén rehenes prigioniero prigioniera prigionieri
    prigioniere ostaggio ostaggi detenuto detenuti политзаключенный политзаключённый политзаключенного
    политзаключённого политзаключенные политзаключённые политзаключенных политзаключённых политзаключенную
    политзаключённую политзаключенная политзаключённая заложник заложника заложники заложников узник узника узники
    узников заключенный заключённый заключенных заключённых военнопленный военнопленного военнопленные военнопленных
    mahkum mahkumlar mahkûm tutuklu tutuklular rehine rehineler"""
)
# What belongs behind such a noun before a name follows.
OF_PRISONERS = frozenset({("of", "conscience"), ("of", "war"), ("d'opinion",), ("de", "guerre"), ("de", "conciencia"),
    ("politique",), ("politiques",), ("político",), ("política",), ("políticos",), ("políticas",),
                          ("politico",), ("politici",), ("politica",), ("politiche",)})  # fmt: skip

# Where somebody is who is held.
PREDICATES = phrasebook(
    """in voorarrest, in de gevangenis, achter de tralies, in de cel, behind bars, in custody, in detention, in
    pretrial detention, in pre-trial detention, in prison, in jail,
    in captivity, in solitary confinement, in arbitrary detention, in incommunicado detention, in police custody,
    in administrative detention, in state custody, in a penal colony, in a prison, in a labor camp, in a labour camp,
    under house arrest, under arrest, in house arrest, into custody, on trial, on death row,
    en détention, en prison, derrière les barreaux, en captivité, en garde à vue, assigné à résidence,
    assignée à résidence, in haft, im gefängnis, in untersuchungshaft, unter hausarrest, hinter gittern,
    in gefangenschaft, en prisión, en la cárcel, entre rejas, bajo arresto, en prisión preventiva, bajo custodia,
    bajo arresto domiciliario, in carcere, in prigione, agli arresti domiciliari, agli arresti, in custodia cautelare,
    под стражей, под арестом, под домашним арестом, в тюрьме, в заключении, в плену, в сизо, за решеткой, за решёткой,
    в следственном изоляторе, gözaltında, cezaevinde, ev hapsinde, parmaklıklar ardında"""
)

# Said of the one who suffers it, without an auxiliary.
SUFFERS = phrasebook(
    """disappeared, vanished, handed over to, went missing, gone missing, languishes, languish, languishing, languished,
    was disappeared, stood trial, standing trial, stands trial, found guilty, picked up, rounded up, locked up,
    put in prison, under investigation, still missing, not been seen, last seen, is missing, are missing,
    remains missing, remain missing,
    unaccounted for, awaiting trial, awaits trial, faces trial,
    facing trial, faces life, face life, facing life, faces up to, face up to, facing up to,
    serving a, serving an, serving his, serving her, serving their, serving life, serves a, is serving, are serving,
    on hunger strike in, has spent the last, tutuklandı, tutuklandılar, hapsedildi, kaçırıldı, purge une peine,
    cumple una condena, cumple condena, sitzt, sitzen, отбывает, отбывают, содержится, содержатся, sconta"""
)

# They are free: held no more without having been released, or never held.
FREE = phrasebook(
    """let go, let out, went into hiding, in hiding, acquitted, escaped, fled, got away, went into exile,
    in exile, left the country,
    acquitté, acquittée, absuelto, absuelta, freigesprochen, оправдан, оправдана, бежал, бежала"""
)

# They die, or are dead.
DIES = phrasebook(
    """did not survive, died, dies, put to death, was killed, were killed, was murdered, were murdered, was executed,
    were executed, was assassinated,
    est mort, est morte, est décédé, est décédée, starb, starben, wurde getötet, murió, murieron, fue asesinado,
    fue asesinada, è morto, è morta, умер, умерла, умерли, погиб, погибла, погибли, убит, убита, öldü, öldürüldü,
    passed away, perished, lost his life, lost her life"""
)
DEATHS = wordset(
    """death deaths killing murder assassination funeral grave memory mort décès tod muerte morte смерть смерти
    гибель"""
)

AUXILIARIES = wordset(
    """was were is are be been being am remain remains remained remaining stay stays stayed get gets got werd werden
    zit zitten blijft été est
    sont fut furent demeure demeurent reste restent étaient était soit soient wurde wurden wird werden ist sind
    bleibt bleiben war waren worden sei fue fueron es son está están estaba estado sido sigue siguen permanece
    permanecen sea sean estaban siendo ser stato stata stati state è sono resta restano fu furono rimane venne
    vennero sia был была были остается остаётся остаются находится находятся быть будет"""
)
# Before an auxiliary, of one verb with it.
HELPERS = wordset(
    """has have had will would should must can could may might shall to not also still yet since now then later
    reportedly allegedly currently recently subsequently first again both all themselves himself herself a ont ait
    aient avait hat haben ha han había habían hanno todavía aún noch immer auch debe deben doit doivent muss müssen
    toujours encore until immediately de already je continues continue continued ne y сейчас до сих пор
    по-прежнему"""
)
PLURALS = wordset(
    """were are have remain sont ont furent étaient wurden sind waren werden fueron son están han sono furono были
    остаются находятся"""
)

# Between an auxiliary and its participle stands none of these.
BLOCKS = wordset(
    """that who whom whose which what when while because if unless for about against regarding concerning over who's
    by whether where how though although but lest que qui dont quand lorsque pour par contre dass weil wenn als
    durch gegen für quien porque cuando por para che quando per contro da который что когда если для против"""
)
# What is held but is no person, and what one is held to: “held talks”, “was held accountable”.
NOT_HELD = wordset(
    """accountable responsible liable elections election talks meeting meetings hearing hearings office conference
    rally rallies protest protests vigil press consultations discussions power positions position posts negotiations
    sessions session dear high contempt in-esteem steady firm back true"""
)
NEGATIONS = wordset(
    """not never nor n't wasn't weren't isn't aren't jamais pas nicht nie no nunca jamás non mai не никогда değil"""
)
ABSENCE = (("in", "absentia"), ("in", "their", "absence"), ("in", "his", "absence"), ("in", "her", "absence"),
    ("par", "contumace"), ("en", "rebeldía"), ("in", "contumacia"), ("in", "abwesenheit"), ("заочно",))  # fmt: skip
# An arrest that is only wished for.
WISHED = wordset(
    """warrant warrants mandat haftbefehl orden mandato ордер threat threats threatened fear feared risk wanted"""
)

# The ways a group goes on with the people in it.
NAMING = phrasebook(
    """including, include, includes, included, such as, among them, amongst them, among whom, namely, notably,
    in particular, especially, particularly, like, they are, these are, are, were, is, was, as follows, for example,
    e.g., i.e.,
    :, dont, notamment, tels que, telles que, parmi lesquels, parmi eux, parmi lesquelles, à savoir, comme,
    darunter, unter ihnen, wie, wie etwa, nämlich, zum beispiel, insbesondere,
    como, entre ellos, entre ellas, incluidos, incluido, incluida, incluyendo, a saber, entre los que,
    entre los cuales,
    tra cui, fra cui, tra questi, come, cioè, compresi, в том числе, среди них, включая, такие как, а именно,
    например,
    aralarında, dahil"""
)
# Only when what is named is the subject: “Those arrested were A and B.”
COPULAS = wordset("are were is was : include includes included like wie como comme come")
