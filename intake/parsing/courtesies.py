"""What stands before and behind a person's name: courtesies, ranks, degrees, seats. Pure."""

import re

from intake.parsing.patterns import any_of

HONORIFIC = re.compile(
    "(?:"
    + any_of(
        r"the (?:right |most |very |rt\.? )?(?:honou?rable|reverend|revd\.?|rev\.|hon\.?)"
        r"|(?:rt|right|most|very)\.? revd?\.?|revd\.?|the rt\.? hon(?:\.|ourable)?"
        r"|rt\.? hon\.?|hon\.|hono[u]?rable"
        r"|(?:his|her|their|your) (?:excellenc(?:y|ies)|majesty|holiness|eminence|beatitude|grace"
        r"|royal highness|highness|honou?r)"
        r"|h\. ?e\.|h\.h\.|h\.r\.h\.|he\b|dr\.?|prof\.?(?: dr\.?)?|professor|mr\.?|mrs\.?|ms\.?|mx\.?|miss"
        r"|messrs\.?|sir|dame|lord|lady|baroness|rev\.?|reverend|fr\.|father"
        r"|son excellence|leurs excellences|s\. ?e\.(?: ?m\.)?|m\.|mm\.|mme\.?|mlle\.?|monsieur|madame|maître"
        r"|docteur|dre?\.?"
        r"|herrn?|frau|seine[r]? exzellenz|ihre[r]? exzellenz|s\. ?exz\.|dipl\.-ing\."
        r"|ex[cm]{1,2}[oa]\.?|senhora?|sister|\((?:miss|mrs?|ms|dr|prof|rev|revd|fr|sir)\.?\)|"
        r"пан[аеіу]?|пані|pani?|mevrouw|mw\.|de heer|dhr\.|drs\.|ir\.|ilm[oa]\.?|excelent[ií]sim[oa]|sr\.?|sra\.?"
        r"|señora?|don|doña|d\.|dña\.|lic\."
        r"|dott\.?(?:ssa)?|sig\.?(?:ra)?|signora?|on\.|avv\.|sua eccellenza|s\.e\.|egregio|gentile|ill\.mo"
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
    + any_of(
        r"(?:u\.?s\.? )?(?:senators?|sen\.|representatives?|reps?\.|congress(?:man|woman|member|person)"
        r"|delegate|del\.)|(?:high |special |permanent )(?:representative|envoy|rapporteur)|amb\."
        r"|(?:vice[- ])?president|prime minister|(?:deputy |foreign "
        r"|under)?secretary(?: general| of state)?"
        r"|(?:foreign |justice |interior |defen[cs]e )?minister|(?:high )?commissioner|ambassador|speaker"
        r"|governor|gov\.|mayor|chair(?:man|woman|person)?|chairperson|director|administrator"
        r"|judge|justice|chief justice|attorney general|prosecutor general|general|gen\.|colonel|col\.|major"
        r"|maj\.|captain|capt\.|lt\.|lieutenant(?: general| colonel)?|sgt\.|sergeant|brigadier(?: general)?|commander"
        r"|commodore|marshal|inspector|superintendent|admiral|adm\.|archbishop|bishop|cardinal|rabbi|imam|sheikh|pastor"
        r"|councill?or|chancellor|mp|mep"
        r"|député|sénat(?:eur|rice)|ministre|président|le président|abgeordneter?"
        r"|ambassad(?:eur|rice)|bâtonni(?:er|ère)|préfet|procureure?|bundeskanzler(?:in)?|(?:staats)?sekretär(?:in)?"
        r"|(?:bundes|staats|innen|außen|justiz)?minister(?:in)?|(?:bundes|vize)?präsident(?:in)?|botschafter(?:in)?"
        r"|direktor(?:in)?|ministr[ao]|president[ea]|senadora?|diputad[oa]|embajadora?|senat(?:ore|rice)|deputat[oa]"
        r"|ambasciat(?:ore|rice)|onorevole|сенатор[уа]?|депутат[уа]?|президент[уа]?|министр[уа]?|посл[уа]|посол"
        r"|նախագահ|նախարար|դեսպան|պատգամավոր"
    )
    + r")(?:\s\((?i:ret|retd|emer)\.?\))?\s+(?=[^\W\d_a-zа-яա-և])"
)
SUFFIX = re.compile(r"(?:,\s*|\s+)(?:[JS](?:r|R)|II|III|IV|V)\b\.?$")
# Printed behind a name: degrees and the like, which are no office.
DEGREES = re.compile(
    r"(?:,\s*|\s+)(?:(?:Ph\.? ?D|M\.? ?D|J\.? ?D|Esq|Esquire|LL\.? ?[MBD]|M\.?A|M\.?Sc|B\.?A|B\.?Sc|M\.?P\.?H"
    r"|M\.?B\.?A|M\.?S\.?W|R\.?N|Ed\.?D|D\.?D|S\.?J|"
    r"O\.?P|[OCMDK]\.?B\.?E|GBE|[GK]?CMG|[GK]?CVO|[GK]?CB|LVO|MVO"
    r"|K\.?C|Q\.?C|P\.?C|F\.?R\.?S|C\.?M|Ret|USN|USA|USAF|USMC|Dr\. ?iur"
    r"|к\.ю\.н)\.?)(?=,|$|\s)"
)
POST_OFFICE = re.compile(
    r"(?:,\s*|\s+)(?P<office>MP|M\.P\.|MEP|MSP|MdB|MdL|MdEP|TD|MLA|MHA|MNA|QC MP|KC MP|AM|MS|DC|député|deputy)$"
)
PARTY = re.compile(
    r"\s*[(\[]?\b(?P<party>Democrat(?:ic)?|Republican|Independent|Dem|Rep|Ind|[DRI])\.?(?:\s?[-–—,‑]\s?|\s)"
    r"(?P<state>[A-Z]{2}(?:\s?[-–]\s?(?:\d{1,2}|AL))?|[A-Z][a-z]{2,5}\.|(?:[A-Z][a-z]+ ?){1,3})(?:\b|(?<=\.))[)\]]?\s*$"
)
DISTRICT = re.compile(r"(?:,\s*|\s*[(\[]\s*)(?P<state>[A-Z]{2}\s?[-–]\s?(?:\d{1,2}(?:st|nd|rd|th)?|AL))\s*[)\]]?\s*$")
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
