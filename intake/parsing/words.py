"""Closed classes of words by which a letter's parts are told, in the languages letters come in. Pure.

Only what a language has few of stands here: openings and closings, courtesies, labels, kinds of office and of body.
"""

import re


def _any(words: str) -> str:
    return "(?:" + "|".join(word.strip() for word in words.split("|")) + ")"


_MARKUP = re.compile(r"^[\s#>*_]+|[\s*_\\]+$")

SALUTATION = re.compile(
    _any(
        r"dear|my dear|to whom it may concern|(?:your )?excellenc(?:y|ies)|your (?:honou?r|majesty|holiness|eminence|grace)"
        r"|honou?rable|esteemed|respected|greetings|ladies and gentlemen|gentlemen|sirs?|madam|colleagues"
        r"|(?:mr|mrs|ms|madam|mme)\.? (?:president|prime minister|minister|secretary|chair\w*|ambassador|speaker|commissioner"
        r"|high commissioner|director|attorney general|governor|mayor)"
        r"|ch[eè]re?s?|mon cher|ma chère|monsieur|madame|mesdames|messieurs|excellence"
        r"|sehr geehrte[rns]?|liebe[rs]?|verehrte[rs]?|hoch(?:ge|ver)ehrte[rs]?|geehrte[rs]?|(?:eure |ew\. ?)?exzellenz(?:en)?"
        r"|estimad[oa]s?|distinguid[oa]s?|querid[oa]s?|excelent[ií]sim[oa]s?|señora?s?|señor(?:es|as)?|muy señor\w*|respetad[oa]s?"
        r"|a quien corresponda|su excelencia|honorables?"
        r"|egregi[oa]|gentil[ei](?:ssim[oaie])?|spettabile|spett\.?(?:le)?|signora?|onorevol[ei]|illustrissim[oa]|illustre|car[oaie]"
        r"|eccellenza|stimat[oaie]|pregiatissim[oa]"
        r"|(?:глубоко|много)?уважаем(?:ый|ая|ые)|дорог(?:ой|ая|ие)|господин|госпожа|ваше превосходительство|милостивый государь"
        r"|шановн(?:ий|а|і)|հարգելի|մեծարգո|սիրելի|մեծահարգ|ձերդ գերազանցություն|պարոն|տիկին"
        r"|say[ıi]n|de[ğg]erli|sayg[ıi]de[ğg]er|sevgili|h[öo]rm[əe]tli|əziz|cənab|zati-?aliləri|ekselans(?:ları)?"
        r"|prezad[oa]s?|exm[oa]s?\.?|car[oa]s|geachte|beste|szanown[yai]\w*|ձերդ"
    )
    + r"(?![\w-])",
    re.IGNORECASE,
)

_CLOSING = re.compile(
    _any(
        r"(?:very |most )?(?:sincerely|respectfully|faithfully|cordially|truly|gratefully)(?: yours)?"
        r"|(?:with )?(?:(?:our|my|the|very) )?(?:kind(?:est)?|best|warm(?:est)?|sincere(?:st)?|deep(?:est)?|high(?:est)?|great|every good)"
        r" (?:regards|wishes|respect|appreciation|esteem|consideration|wish|gratitude)"
        r"|yours (?:very )?(?:sincerely|faithfully|truly|respectfully|cordially|ever|very truly)|yours|regards|best|with (?:respect|appreciation|gratitude|thanks|hope|concern|deep|sincere|much|great|our|my)\b"
        r"|in (?:solidarity|friendship|partnership|peace|hope|gratitude|anticipation)|(?:many |with )?thanks|thank you"
        r"|please accept[^.]*(?:assurances?|consideration|regards|respect|esteem)|accept[^.]*assurances?"
        r"|(?:bien |très )?(?:cordialement|respectueusement|sincèrement|amicalement)|(?:avec )?(?:mes|nos) (?:respectueuses )?salutations"
        r"|salutations|meilleures salutations|(?:bien )?à vous|avec (?:tout )?(?:notre|mon|nos|mes) (?:respect|considération|salutations)"
        r"|(?:mit )?(?:den )?(?:freundliche[nrm]?|besten?|herzliche[nrm]?|vorzüglicher|solidarischen|kollegialen) (?:grüße?n?|gruß|gruss|hochachtung|grüssen?)"
        r"|hochachtungsvoll|mit (?:vorzüglicher|ausgezeichneter|größter) (?:hochachtung|wertschätzung)|ergebenst|ihre?\b"
        r"|(?:muy )?(?:atentamente|cordialmente|respetuosamente|sinceramente)|(?:le|les|la) salud\w+|un cordial saludo|saludos|(?:con )?(?:un )?(?:atento|cordial) saludo"
        r"|(?:distinti|cordiali|migliori|vivi) saluti|cordialmente|con (?:osservanza|stima|i migliori saluti)|in fede|rispettosamente"
        r"|с (?:(?:глубоким|искренним|большим) )?(?:уважением|почтением|наилучшими)|искренне ваш\w*|с уважением"
        r"|հարգանքով|հարգանքներով|խորին հարգանքով|անկեղծորեն|հարգանոք"
        r"|sayg[ıi](?:lar[ıi]m[ıi]zla|lar[ıi]mla|lar|yla)|en derin sayg\w+|h[öo]rm[əe]tl[əe]|dərin hörmətlə|ehtiramla"
        r"|atenciosamente|cordialmente|hoogachtend|met vriendelijke groet\w*|z poważaniem"
    )
    + r"(?!\w)",
    re.IGNORECASE,
)
# Courtesies of a whole sentence, at the end of a letter.
_CLOSING_SENTENCE = re.compile(
    r"(?:(?:nous|je) (?:vous|te) pri(?:e|ons)|veuillez|daignez|recevez|soyez|en vous|dans l[’']attente)\b"
    r".{0,200}(?:agréer|recevoir|croire|assuré|salutations|considération|sentiments|hommage)"
    r"|(?:sin otro particular|reciba\w*|aprovech\w+|quedamos|le rogamos).{0,200}(?:salud|consideración|estima)"
    r"|(?:voglia|vogliate|la preghiamo|le porg\w+|porg\w+).{0,200}(?:salut|sentimenti|stima|considerazione)"
    r"|please accept\b.{0,200}(?:assurances?|consideration|regards|respect|esteem)"
    r"|(?:примите|просим принять).{0,200}(?:уверени|уважени)",
    re.IGNORECASE,
)
_CLOSING_END = re.compile(r"[,:;.!՝՜–—-]*$")
_LONGEST_CLOSING = 70

NOTES_HEADING = re.compile(
    r"(?:foot|end)?notes?|references|sources|works cited|citations|notes and sources|notes (?:de bas de page)|références"
    r"|fußnoten|fussnoten|endnoten|anmerkungen|quellen|notas(?: al pie)?|referencias|fuentes|note(?: a piè di pagina)?|fonti"
    r"|примечания|сноски|источники|ծանոթագրություններ|աղբյուրներ|dipnotlar|kaynaklar|kaynakça|mənbələr|qeydlər",
    re.IGNORECASE,
)
LABELS = {
    "subject": r"re|subject|subj|concerning|regarding|in re|objet|concerne|betreff|betr|betrifft|asunto|ref(?:erencia)? asunto|oggetto|тема"
    r"|касательно|о|առարկա|վերաբերյալ|թեմա|konu|mövzu|assunto|betreft|dotyczy",
    "to": r"to|attn|attention|for the attention of|à|à l['’]attention de|an|zu händen|z\. ?hd\.?|para|atención|al?|alla|all['’]attenzione (?:di|del|della)|кому"
    r"|ում|kime|kimə|addressed to|recipients?|destinataires?",
    "copy": r"cc|c\.c\.|copy(?: to)?|copies(?: to)?|bcc|copie(?: à)?|kopie(?: an)?|in kopie|con copia(?: a)?|copia|per conoscenza|p\.c\.|e p\.c\.|копия|պատճենը?|bilgi|surəti?|cópia",
    "from": r"from|de|von|da|от|от кого|kimden|kimdən|sender|ումից",
    "date": r"date|dated|datum|fecha|data|дата|ամսաթիվ|tarih|sent|gesendet|envoyé|enviado",
    "reference": r"(?:our |your )?ref(?:erence)?(?: (?:no|number|code))?|n/réf|réf(?:érence)?|aktenzeichen|az|unser zeichen|our file|your file|file(?: no)?|nº|no|index|protocollo|prot|исх|исх\. ?№|№",
    "enclosure": r"encl(?:osures?|s)?|attachments?|enc|anlagen?|pièces? jointes?|p\.j\.|pj|annex(?:es)?|adjuntos?|anexos?|allegat[io]|приложени[ея]|հավելված|ek|əlavə",
    "via": r"via|by|sent via|per",
}
_LABEL = {
    name: re.compile(rf"[*_#\s]*(?P<label>(?:{words})\.?)[*_]*\s?(?P<sign>[:։]|\s[-–—]\s)[*_\s]*", re.IGNORECASE)
    for name, words in LABELS.items()
}
_LABEL_ALONE = {
    "copy": re.compile(r"[*_\s]*(?P<label>cc|c\.c\.|CC|Cc)\.?[*_]*(?:\s+|$)"),
    "enclosure": re.compile(
        r"[*_\s]*(?P<label>encl(?:osures?|s)?|attachments?|anlagen?)\b\.?(?:\s*\(?\d*\)?)?$", re.IGNORECASE
    ),
    "via": re.compile(
        r"[*_\s]*(?P<label>(?:sent )?(?:via|by|per) (?:e-?mail|electronic mail|fax|facsimile|hand|courier|post|mail|first class mail"
        r"|certified mail|registered mail|overnight mail|e-?post|u\.s\. mail|email and [\w ]+|hand delivery))\b.{0,60}$",
        re.IGNORECASE,
    ),
}

HONORIFIC = re.compile(
    "(?:"
    + _any(
        r"the (?:right |most |very )?(?:honou?rable|reverend|rev\.|hon\.?)|the rt\.? hon(?:\.|ourable)?|rt\.? hon\.?|hon\.|hono[u]?rable"
        r"|(?:his|her|their|your) (?:excellenc(?:y|ies)|majesty|holiness|eminence|beatitude|grace|royal highness|highness|honou?r)"
        r"|h\. ?e\.|h\.h\.|h\.r\.h\.|he\b|dr\.?|prof\.?(?: dr\.?)?|professor|mr\.?|mrs\.?|ms\.?|mx\.?|miss|messrs\.?|sir|dame|lord|lady|baroness|rev\.?|reverend|fr\.|father"
        r"|son excellence|leurs excellences|s\. ?e\.(?: ?m\.)?|m\.|mm\.|mme\.?|mlle\.?|monsieur|madame|maître|docteur|dre?\.?"
        r"|herrn?|frau|seine[r]? exzellenz|ihre[r]? exzellenz|s\. ?exz\.|dipl\.-ing\."
        r"|excm[oa]\.?|ilm[oa]\.?|excelent[ií]sim[oa]|sr\.?|sra\.?|señora?|don|doña|d\.|dña\.|lic\.|dott\.?(?:ssa)?|sig\.?(?:ra)?|signora?|on\.|avv\.|sua eccellenza|s\.e\.|egregio|gentile|ill\.mo"
        r"|господину?|госпож[аеу]|г-ну|г-же|г-н|г-жа|его превосходительств[оу]|её превосходительств[оу]|д-р"
        r"|պարոն|պրն\.?|տիկին|տկն\.?|նորին գերազանցություն|n\.g\."
        r"|say[ıi]n|cənab|xanım|zati-?aliləri|ekselansları|h[öo]rm[əe]tli"
    )
    + r"(?![\w'’-])\.?,?\s*)+",
    re.IGNORECASE,
)
# Offices printed before a name: "Senator Markey", "President Aliyev".
RANK = re.compile(
    "(?i:"
    + _any(
        r"(?:u\.?s\.? )?(?:senators?|sen\.|representatives?|reps?\.|congress(?:man|woman|member|person)|delegate|del\.)|(?:vice[- ])?president|prime minister|(?:deputy |foreign |under)?secretary(?: general| of state)?"
        r"|(?:foreign |justice |interior |defen[cs]e )?minister|(?:high )?commissioner|ambassador|speaker|governor|gov\.|mayor|chair(?:man|woman|person)?|chairperson|director|administrator"
        r"|judge|justice|chief justice|attorney general|prosecutor general|general|gen\.|colonel|col\.|major|maj\.|captain|capt\.|lt\.|sgt\.|admiral|adm\.|archbishop|bishop|cardinal|rabbi|imam|sheikh|pastor|councill?or|chancellor|mp|mep"
        r"|député|sénat(?:eur|rice)|ministre|président|le président|abgeordneter?|bundeskanzler(?:in)?|ministra?|ministro|presidente|senador|сенатор|депутат|президент|министр|նախագահ|նախարար"
    )
    + r")\s+(?=[^\W\d_a-zа-яա-և])"
)
SUFFIX = re.compile(r"(?:,\s*|\s+)(?:Jr|Sr|II|III|IV|V)\b\.?$")
# Printed behind a name: degrees and the like, which are no office.
DEGREES = re.compile(
    r"(?:,\s*|\s+)(?:(?:Ph\.? ?D|M\.? ?D|J\.? ?D|Esq|Esquire|LL\.? ?[MBD]|M\.?A|M\.?Sc|B\.?A|B\.?Sc|M\.?P\.?H|M\.?B\.?A|M\.?S\.?W|R\.?N|Ed\.?D|D\.?D|S\.?J|"
    r"O\.?P|O\.?B\.?E|C\.?B\.?E|M\.?B\.?E|K\.?C|Q\.?C|P\.?C|F\.?R\.?S|C\.?M|Ret|USN|USA|USAF|USMC|Dr\. ?iur|к\.ю\.н)\.?)(?=,|$|\s)"
)
POST_OFFICE = re.compile(
    r"(?:,\s*|\s+)(?P<office>MP|M\.P\.|MEP|MSP|MdB|MdL|MdEP|TD|MLA|MHA|MNA|QC MP|KC MP|AM|MS|DC|député|deputy)$"
)
PARTY = re.compile(
    r"\s*[(\[]?\b(?P<party>Democrat(?:ic)?|Republican|Independent|Dem|Rep|Ind|[DRI])\.?(?:\s?[-–—,‑]\s?|\s)"
    r"(?P<state>[A-Z]{2}(?:\s?[-–]\s?(?:\d{1,2}|AL))?|[A-Z][a-z]{2,5}\.|(?:[A-Z][a-z]+ ?){1,3})(?:\b|(?<=\.))[)\]]?\s*$"
)
DISTRICT = re.compile(r"(?:,\s*|\s*[(\[]\s*)(?P<state>[A-Z]{2}\s?[-–]\s?(?:\d{1,2}(?:st|nd|rd|th)?|AL))\s*[)\]]?\s*$")

US_STATES = frozenset(
    [
        "Alabama",
        "Alaska",
        "Arizona",
        "Arkansas",
        "California",
        "Colorado",
        "Connecticut",
        "Delaware",
        "Florida",
        "Georgia",
        "Hawaii",
        "Idaho",
        "Illinois",
        "Indiana",
        "Iowa",
        "Kansas",
        "Kentucky",
        "Louisiana",
        "Maine",
        "Maryland",
        "Massachusetts",
        "Michigan",
        "Minnesota",
        "Mississippi",
        "Missouri",
        "Montana",
        "Nebraska",
        "Nevada",
        "New Hampshire",
        "New Jersey",
        "New Mexico",
        "New York",
        "North Carolina",
        "North Dakota",
        "Ohio",
        "Oklahoma",
        "Oregon",
        "Pennsylvania",
        "Rhode Island",
        "South Carolina",
        "South Dakota",
        "Tennessee",
        "Texas",
        "Utah",
        "Vermont",
        "Virginia",
        "Washington",
        "West Virginia",
        "Wisconsin",
        "Wyoming",
        "District of Columbia",
        "Puerto Rico",
        "Guam",
        "American Samoa",
    ]
)
STATE_CODES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "DC",
        "PR",
        "GU",
        "AS",
        "VI",
        "MP",
    ]
)

OFFICE = re.compile(
    r"\b"
    + _any(
        r"(?:under)?secretary|secretary[- ]general|\w*minister(?:in)?|(?:vice[- ])?president|senator|representative|member|congress(?:man|woman|member|person)|delegate"
        r"|(?:co-?|vice-?)?chair(?:man|woman|person)?|speaker|(?:co-?)?director|ambassador|commissioner|governor|mayor|attorney|judge|justice|prosecutor|administrator"
        r"|chief|officer|ceo|coo|cfo|counsel|counsell?or|professor|lecturer|fellow|researcher|(?:co-?)?coordinator|manager|advis[eo]r|editor(?:-in-chief)?|(?:co-?)?founder|rapporteur|envoy"
        r"|head|deputy|chancellor|dean|treasurer|spokes(?:man|woman|person)|analyst|advocate|lawyer|solicitor|barrister|associate|assistant|(?:arch)?bishop|rector|pastor|rabbi|imam|reverend"
        r"|author|writer|poet|journalist|activist|scholar|historian|leader|whip|consul|councill?or|mp|mep|mdb|msp|trustee|principal|convenor|convener|moderator|liaison|specialist|expert|general|king|queen|prince|pope"
        r"|ombuds(?:man|person)|registrar|publisher|owner|organi[sz]er|physician|engineer|artist|attach[eé]|chaplain|cardinal|patriarch|catholicos"
        r"|ministre|présidente?|secrétaire|direct(?:eur|rice)|députée?|sénat(?:eur|rice)|ambassad(?:eur|rice)|maire|procureure?|représentante?|membre|avocate?|responsable|chargée?|professeure?|porte-parole|coordinat(?:eur|rice)|délégué\w*"
        r"|\w*präsident(?:in)?|\w*kanzler(?:in)?|vorsitzender?|\w*führer(?:in)?|direktor(?:in)?|abgeordneter?|mitglied|\w*sekretär(?:in)?|botschafter(?:in)?|\w*leiter(?:in)?|\w*sprecher(?:in)?|\w*beauftragter?|referent(?:in)?|obmann|obfrau"
        r"|ministr[oa]|president[ea]|director[a]?|secretari[oa]|senadora?|diputad[oa]|embajadora?|coordinadora?|representante|miembro|relatora?|fiscal|abogad[oa]|jef[ea]|portavoz"
        r"|direttore|direttrice|segretari[oa]|senat(?:ore|rice)|deputat[oa]|ambasciat(?:ore|rice)|membro|portavoce|responsabile|sindac[oa]"
        r"|министру?|президент[ау]?|директор[ау]?|председател[ьюя]|секретар[ьюя]|депутату?|посол|послу|прокурор[ау]?|глав[аеы]|руководител[ьюя]|член|уполномоченн\w+|правозащитник|адвокат|журналист|редактор"
        r"|նախարար\w*|նախագահ\w*|տնօրեն\w*|քարտուղար\w*|պատգամավոր\w*|դեսպան\w*|վարչապետ\w*|դատախազ\w*|անդամ\w*|փաստաբան|ղեկավար\w*"
        r"|\w*bakanı?|\w*başkanı?|milletvekili|büyükelçi\w*|müdürü?|sekreteri?|üyesi|temsilcisi|avukat|yönetici\w*"
        r"|nazir\w*|prezident\w*|sədri?|direktoru?|deputatı?|səfiri?|vəkili?|katibi?|rəhbəri?|üzvü|müdiri?"
    )
    + r"\b",
    re.IGNORECASE,
)
ORGANIZATION = re.compile(
    r"\b"
    + _any(
        r"department|ministry|committee|commission|council|senate|house|congress|parliament|assembly|embassy|consulate|office|agency|bureau|association|foundation|institute|institution|cent(?:er|re)"
        r"|union|network|watch|rights|international|league|society|federation|coalition|alliance|group|project|fund|university|college|school|church|organi[sz]ation|initiative|movement"
        r"|inc|llc|ltd|llp|plc|gmbh|e\. ?v|forum|press|club|chamber|campaign|action|trust|nations|court|tribunal|bank|company|corporation|corp|party|service|services|observatory|academy|museum|library|board"
        r"|delegation|secretariat|mission|platform|partnership|collective|lawyers|journalists|reporters|advocates|defenders|writers|scholars|attorneys|physicians|teachers|students|workers|women|mothers|families|friends|citizens|voices"
        r"|front|guild|syndicate|synod|diocese|archdiocese|conference|consortium|confederation|government|authority|directorate|division|unit|taskforce|task force|caucus|clinic|studio|media|radio|monitor|times|post|journal"
        r"|caf[eé]|store|shop|museum|hospital|programme|program|chapter|branch|diaspora|community|communities|relief|aid|solidarity|democracy|freedom|justice initiative|defen[cs]e|assistance|resource|resources|legal|helpline|archive|lab|think tank|fellowship"
        r"|fondation|comité|ligue|ministère|assemblée|conseil|sénat|ambassade|fédération|mouvement|organisation|collectif|droits|maison|réseau|société|université|syndicat|amis|parlement|commission|union"
        r"|\w*verein|\w*verband|\w*stiftung|\w*gesellschaft|\w*ministerium|\w*bundestag|\w*rat|\w*amt|\w*ausschuss|\w*botschaft|\w*zentrum|\w*bund|\w*kammer|\w*hilfe|partei|fraktion|universität|initiative|netzwerk|hochschule|menschenrechte"
        r"|asociación|fundación|comisión|consejo|ministerio|senado|congreso|embajada|unión|red|liga|derechos|sociedad|universidad|instituto|centro|movimiento|organización|federación|secretaría|cámara|corte|colectivo|observatorio|plataforma|comité"
        r"|associazione|fondazione|comitato|ministero|senato|camera|ambasciata|unione|rete|lega|diritti|società|università|istituto|federazione|consiglio|movimento|osservatorio|organizzazione|parlamento|presidenza|palazzo"
        r"|фонд\w*|комитет\w*|организаци\w+|союз\w*|министерств\w+|совет\w*|центр\w*|ассоциаци\w+|движени\w+|общество|обществ\w+|институт\w*|университет\w*|дум[аеы]|парламент\w*|посольств\w+|комисси\w+|администраци\w+|инициатив\w+|лиг[аеи]|партия|правительств\w+|генпрокуратур\w+|прокуратур\w+"
        r"|կազմակերպություն\w*|հիմնադրամ\w*|նախարարություն\w*|միություն\w*|կոմիտե\w*|կենտրոն\w*|խորհուրդ\w*|խորհրդարան\w*|դեսպանություն\w*|ակումբ\w*|ժողով\w*|ընկերություն\w*|համալսարան\w*|ինստիտուտ\w*|կուսակցություն\w*|գրասենյակ\w*"
        r"|dernek|derneği|vakıf|vakfı|bakanlığı|meclisi?|büyükelçiliği|birliği?|komitesi|merkezi|kurulu|konseyi|üniversitesi|platformu|inisiyatifi|hareketi|partisi|federasyonu|barosu|sendikası"
        r"|nazirliyi?|məclisi?|səfirliyi|birliyi|komitəsi|mərkəzi|şurası?|universiteti|institutu|fondu|cəmiyyəti|təşkilatı|partiyası|assosiasiyası"
    )
    + r"\b",
    re.IGNORECASE,
)
# Small words inside names of bodies, never inside names of people.
JOINERS = re.compile(
    r"(?:^|\s)(?:the|of|for|and|against|without|to|in|on|at|with|und|für|gegen|ohne|der|des|et|pour|contre|sans|les|aux|para|por|contra|per|contro|и|за|против|для|և|ve|için|üçün)\s|&|\+",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "del",
        "della",
        "dello",
        "degli",
        "di",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "bint",
        "abu",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "zu",
        "zum",
        "zur",
        "vom",
        "af",
        "av",
        "y",
        "e",
        "i",
        "und",
        "ap",
        "st.",
        "st",
        "oğlu",
        "qızı",
        "oglu",
        "ogly",
        "kizi",
        "uulu",
    ]
)
OPEN_LETTER = re.compile(
    r"\b(?:open|joint|public)\b.{0,30}\b(?:letter|appeal|call)\b|\b(?:joint|public|open) statement\b|\bappeal (?:to|for)\b|\burgent appeal\b|lettre ouverte|offener brief|carta abierta|lettera aperta|открытое письмо|բաց նամակ|açık mektup|açıq məktub|\bpetition\b",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"[*_#\s]*(?:(?:the )?(?:under)?signed(?: by| organi[sz]ations| below)?|signatories|signatures|signator(?:y|ies)\b.{0,40}|co-?signed(?: by)?|co-?signatories|undersigned(?: .{0,40})?|endorsed by|supported by|on behalf of(?: the)?(?: undersigned| following)?.{0,40}"
    r"|(?:the )?following (?:organi[sz]ations|individuals|signatories).{0,30}|signataires|les signataires|unterzeichne(?:t|r|rinnen).{0,60}|unterzeichnende.{0,30}|firmantes?|firmado(?: por)?|firmatari|firmato|подписи|подписали|подписанты|ստորագրողներ.?|ստորագրություններ|imzac[ıi]lar|imzalayanlar|imzalar)"
    r"\s*(?:\(\d+\))?[*_]*\s*[:.]?[*_]*",
    re.IGNORECASE,
)
GROUP_HEADING = re.compile(
    r"[*_#\s]*(?:(?:signatory |supporting |endorsing |national |international |local |member |partner |civil society )*(?P<bodies>organi[sz]ations?|ngos?|institutions?|groups?|associations?|organisations?|organizaciones|organizzazioni|organisationen|verbände|организации|կազմակերպություններ|kuruluşlar|təşkilatlar)"
    r"|(?:signatory |supporting |endorsing |in (?:a |their )?(?:personal|individual) )*(?P<people>individuals?|persons?|people|experts?|academics?|scholars?|capacity|personalities|members of (?:congress|parliament|the european parliament)|senators?|representatives?|particuliers|personnes|personas|einzelpersonen|personen|individui|persone|физические лица|անհատներ|bireyler|şəxslər))"
    r"(?: \(.{1,40}\))?\s*[:.]?[*_]*",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """A line without Markdown's heading signs and emphasis at its ends."""
    return _MARKUP.sub("", text)


def is_closing(text: str) -> bool:
    """Whether a line is a letter's closing: `Sincerely,`, `Mit freundlichen Grüßen`."""
    text = plain(text)
    if len(text) > _LONGEST_CLOSING:
        return False
    match = _CLOSING.match(text)
    if match is None:
        return False
    rest = text[match.end() :]
    ending = _CLOSING_END.search(rest)
    assert ending is not None
    words = rest[: ending.start()].split()
    if ending[0][:1] in {",", "՝"}:
        return len(words) <= 6
    if ending[0][:1] in {".", ":", ";", "!"} and match[0].lower() in {"best", "thanks", "thank you", "yours"}:
        return False
    return (
        not words
        if match[0].lower() in {"best", "yours", "thank you", "thanks", "ihr", "ihre", "regards", "salutations"}
        else len(words) <= 2
    )


def is_closing_sentence(text: str) -> bool:
    """Whether a paragraph is a courtesy that closes a letter: `Veuillez agréer …`."""
    return len(text) <= 320 and _CLOSING_SENTENCE.match(plain(text)) is not None


def is_notes_heading(text: str) -> bool:
    return len(text) <= 60 and NOTES_HEADING.fullmatch(plain(text).strip(" *_#:.")) is not None


def label(text: str, *kinds: str) -> tuple[str, int] | None:
    """Which label (`subject`, `to`, `copy` …) a line begins with, and where what follows it begins."""
    for kind in kinds:
        match = _LABEL[kind].match(text) if kind in _LABEL else None
        if match is None and kind in _LABEL_ALONE:
            match = _LABEL_ALONE[kind].match(text)
        if match is not None:
            return kind, match.end()
    return None
