"""Kinds of office and of body, by the nouns that name them in the languages letters come in. Pure."""

import re

from intake.parsing.patterns import any_of

OFFICE = re.compile(
    r"\b"
    + any_of(
        r"(?:under)?secretary|secretary[- ]general|\w*minister(?:in)?|(?:vice[- ])?president|senator"
        r"|representative|member|congress(?:man|woman|member|person)|delegate"
        r"|(?:co-?|vice-?)?chair(?:man|woman|person)?|speaker|(?:co-?)?director|ambassador|commissioner"
        r"|governor|mayor|attorney|judge|justice|prosecutor|administrator"
        r"|chief|officer|ceo|coo|cfo|counsel|counsell?or|professor|lecturer|fellow|researcher"
        r"|(?:co-?)?coordinator|manager|advis[eo]r|editor(?:-in-chief)?|(?:co-?)?founder|rapporteur|envoy"
        r"|head|deputy|chancellor|dean|treasurer|spokes(?:man|woman|person)|analyst|advocate|lawyer|solicitor"
        r"|barrister|associate|assistant|(?:arch)?bishop|rector|pastor|rabbi|imam|reverend"
        r"|author|writer|poet|journalist|activist|scholar|historian|leader|whip|consul|councill?or|mp|mep|mdb"
        r"|msp|trustee|principal|convenor|convener|moderator|liaison|specialist|expert|general|king|queen"
        r"|prince|pope"
        r"|ombuds(?:man|woman|person)|registrar|publisher|owner|organi[sz]er|physician|engineer|artist|attach[eé]"
        r"|commander|warden|inspector|superintendent|magistrate|constable|chaplain|cardinal|patriarch|catholicos"
        r"|ministre|présidente?|secrétaire|direct(?:eur|rice)|députée?|sénat(?:eur|rice)|ambassad(?:eur|rice)"
        r"|maire|procureure?|représentante?|membre|avocate?|responsable|chargée?|professeure?|porte-parole"
        r"|coordinat(?:eur|rice)|délégué\w*"
        r"|\w*präsident(?:in)?|\w*kanzler(?:in)?|vorsitzender?|\w*führer(?:in)?|direktor(?:in)?|abgeordneter?"
        r"|mitglied|\w*sekretär(?:in)?|botschafter(?:in)?|\w*leiter(?:in)?|\w*sprecher(?:in)?"
        r"|\w*beauftragter?|referent(?:in)?|obmann|obfrau"
        r"|ministr[oa]|president[ea]|director[a]?|secretari[oa]|senadora?|diputad[oa]|embajadora?"
        r"|coordinadora?|representante|miembro|relatora?|fiscal|abogad[oa]|jef[ea]|portavoz"
        r"|міністр\w*|голов[аиу]|президент[ау]|посол|посла|депутат\w*"
        r"|(?:onder)?voorzitter|penningmeester|secretaris|directeur|lid|przewodnicząc\w+|dyrektor\w*|prezes\w*|sekretarz\w*|ministr\w+"
        r"|diretora?|secretári[oa]|procuradora?(?:-geral)?|deputad[oa]|embaixadora?|coordenadora?|advogad[oa]|vereadora?"
        r"|direttore|direttrice|segretari[oa]|senat(?:ore|rice)|deputat[oa]|ambasciat(?:ore|rice)|membro"
        r"|portavoce|responsabile|sindac[oa]"
        r"|министру?|президент[ау]?|директор[ау]?|председател[ьюя]|секретар[ьюя]|депутату?|посол|послу"
        r"|прокурор[ау]?|глав[аеы]|руководител[ьюя]|член|уполномоченн\w+|правозащитник|адвокат|журналист"
        r"|редактор"
        r"|նախարար\w*|նախագահ\w*|տնօրեն\w*|քարտուղար\w*|պատգամավոր\w*|դեսպան\w*|վարչապետ\w*|դատախազ\w*"
        r"|անդամ\w*|փաստաբան|ղեկավար\w*"
        r"|\w*bakanı?|\w*başkanı?|milletvekili|büyükelçi\w*|müdürü?|sekreteri?|üyesi|temsilcisi|avukat|yönetici\w*"
        r"|nazir\w*|prezident\w*|sədri?|direktoru?|deputatı?|səfiri?|vəkili?|katibi?|rəhbəri?|üzvü|müdiri?"
    )
    + r"\b",
    re.IGNORECASE,
)
ORGANIZATION = re.compile(
    r"\b"
    + any_of(
        r"department|ministry|committee|commission|council|senate|house|congress|parliament|assembly|embassy"
        r"|consulate|office|agency|bureau|association|foundation|institute|institution|cent(?:er|re)"
        r"|union|network|watch|rights|international|league|society|federation|coalition|alliance|group"
        r"|project|fund|university|college|school|church|organi[sz]ation|initiative|movement"
        r"|inc|llc|ltd|llp|plc|gmbh|e\. ?v|forum|press|club|chamber|campaign|action|trust|nations|court"
        r"|tribunal|bank|company|corporation|corp|party|service|services|observatory|academy|museum|library"
        r"|board"
        r"|delegation|secretariat|mission|platform|partnership|collective|lawyers|journalists|reporters"
        r"|advocates|defenders|writers|scholars|attorneys|physicians|teachers|students|workers|women|mothers"
        r"|families|friends|citizens|voices"
        r"|front|guild|syndicate|synod|diocese|archdiocese|conference|consortium|confederation|government"
        r"|authority|directorate|division|unit|taskforce|task force|caucus|clinic|studio|media|radio|monitor"
        r"|times|post|journal"
        r"|caf[eé]|store|shop|museum|hospital|programme|program|chapter|branch|diaspora|community|communities"
        r"|relief|aid|solidarity|democracy|freedom|justice initiative|defen[cs]e|assistance|resource"
        r"|resources|legal|helpline|archive|lab|think tank|fellowship"
        r"|fondation|comité|ligue|ministère|assemblée|conseil|sénat|ambassade|fédération|mouvement"
        r"|organisation|collectif|droits|maison|réseau|société|université|syndicat|amis|parlement|commission"
        r"|union"
        r"|\w*verein|\w*verband|\w*stiftung|\w*gesellschaft|\w*ministerium|\w*bundestag|\w*rat|\w*amt"
        r"|\w*ausschuss|\w*botschaft|\w*zentrum|\w*bund|\w*kammer|\w*hilfe|partei|fraktion|universität"
        r"|initiative|netzwerk|hochschule|menschenrechte"
        r"|asociación|foro|fundación|comisión|consejo|ministerio|senado|congreso|embajada|unión|red|liga|derechos"
        r"|sociedad|universidad|instituto|centro|movimiento|organización|federación|secretaría|cámara|corte"
        r"|colectivo|observatorio|plataforma|comité"
        r"|організаці\w+|спілк\w+|комітет\w*|міністерств\w+|об[’']єднанн\w+|рад[аи]"
        r"|defensoría|contraloría|fiscalía|procuraduría|policía"
        r"|herald|gazette|courier|chronicle|tribune|telegraph|ledger|news|review|committees"
        r"|stichting|vereniging|\w*raad|\w*bond|ministerie|fundacja|stowarzyszenie|ministerstwo|komitet|\w*związek"
        r"|associação|fundação|comissão|conselho|ministério|câmara|tribunal|universidade|união|rede|sociedade|movimento"
        r"|organização|federação|observatório|sindicato|assembleia|embaixada|direitos"
        r"|associazione|fondazione|comitato|ministero|senato|camera|ambasciata|unione|rete|lega|diritti"
        r"|società|università|istituto|federazione|consiglio|movimento|osservatorio|organizzazione|parlamento"
        r"|presidenza|palazzo"
        r"|фонд\w*|комитет\w*|организаци\w+|союз\w*|министерств\w+|совет\w*|центр\w*|ассоциаци\w+|движени\w+"
        r"|общество|обществ\w+|институт\w*|университет\w*|дум[аеы]|парламент\w*|посольств\w+|комисси\w+"
        r"|администраци\w+|инициатив\w+|лиг[аеи]|партия|правительств\w+|генпрокуратур\w+|прокуратур\w+"
        r"|կազմակերպություն\w*|հիմնադրամ\w*|նախարարություն\w*|միություն\w*|կոմիտե\w*|կենտրոն\w*|խորհուրդ\w*"
        r"|խորհրդարան\w*|դեսպանություն\w*|ակումբ\w*|ժողով\w*|ընկերություն\w*|համալսարան\w*|ինստիտուտ\w*"
        r"|կուսակցություն\w*|գրասենյակ\w*"
        r"|dernek|derneği|vakıf|vakfı|bakanlığı|meclisi?|büyükelçiliği|birliği?|komitesi|merkezi|kurulu"
        r"|konseyi|üniversitesi|platformu|inisiyatifi|hareketi|partisi|federasyonu|barosu|sendikası"
        r"|nazirliyi?|məclisi?|səfirliyi|birliyi|komitəsi|mərkəzi|şurası?|universiteti|institutu|fondu"
        r"|cəmiyyəti|təşkilatı|partiyası|assosiasiyası"
    )
    + r"\b",
    re.IGNORECASE,
)
# Small words inside names of bodies, never inside names of people.
JOINERS = re.compile(
    r"(?:^|\s)(?:the|of|for|and|against|without|to|in|on|at|with|und|für|gegen|ohne|der|des|et|pour|contre"
    r"|sans|les|aux|para|por|contra|per|contro|и|за|против|для|և|ve|için|üçün)\s|&|\+",
    re.IGNORECASE,
)
