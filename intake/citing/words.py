"""The closed classes of words that notes are put together with, in the languages letters come in. Pure.

Signals (Bluebook 1.2 and what stands for them elsewhere), "last visited", "available at", kinds of documents, nouns
that only bodies are called by. Regular expressions over the start of a text (`match`), or over all of it (`fullmatch`).
"""

import re

I = re.IGNORECASE  # noqa: E741


def words_in(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What introduces a source.
_SIGNAL = (
    r"see,?\s+for\s+(?:example|instance)|see,?\s+e\.\s?g\.|see\s+also|see\s+generally|but\s+see|see|"
    r"accord|compare|contra|cf\.?|"
    r"e\.\s?g\.|for\s+(?:example|instance)|quoted\s+in|cited\s+in|quoting|citing|source|sources|"
    r"voir(?:\s+(?:aussi|également|notamment|par\s+exemple))?|cf|vgl\.|siehe(?:\s+(?:auch|etwa|"
    r"z\.\s?B\.))?|s\.\s+auch|"
    r"см\.(?:\s+также|,?\s+например)?|смотри|bkz\.?|bax[ıi]?n?[:.]?|véase(?:\s+también)?|ver|cfr\.?|"
    r"vedi(?:\s+anche)?|si\s+veda|"
    r"տե՛?ս(?:\s+նաև)?|quelle|quellen|fuente|fonte|источник"
)
SIGNAL = re.compile(rf"(?:[*_]{{0,2}}(?:{_SIGNAL})[*_]{{0,2}}[,:]?[*_]{{0,2}})(?=[\s\ue000\ue001:,])", I)
LEADING = re.compile(r"(?:[\s,;:.–—·•)\]]+|(?:and|und|et|и|y|e|ve|və|և)\s+(?=[^\s]))+", I)
# Where the words of a remark end and the source that bears it out begins: “…, see HRW”, “(see HRW …)”.
MID_SIGNAL = re.compile(
    r"(?:[,(—–]|\bor|\band)\s*(see(?:,?\s+e\.\s?g\.|\s+also|\s+generally)?|siehe(?:\s+auch)?|vgl\.|voir(?:\s+aussi)?|"
    r"см\.(?:\s+также)?|véase|cfr?\.|vedi|bkz\.)[,:]?\s+(?=(?-i:[^a-z\s]))",
    I,
)

_VISITED = (
    r"(?:last\s+)?(?:visited|accessed|viewed|retrieved|consulted|checked)|date\s+accessed|access(?:ed)?\s+date|"
    r"(?:page\s+)?consultée?|(?:dernier|dernière)\s+(?:accès|consultation|visite)|"
    r"(?:zuletzt\s+)?(?:abgerufen|besucht|aufgerufen|eingesehen)|"
    r"(?:letzter\s+)?(?:zugriff|abruf)|stand|дата\s+обращения|(?:последнее\s+)?посещение|"
    r"(?:fecha\s+de\s+)?consultad[oa]|"
    r"(?:última\s+)?(?:consulta|visita)|ultimo\s+accesso|(?:erişim(?:\s+tarihi)?|son\s+erişim)|"
    r"müraciət(?:\s+tarixi)?|"
    r"(?:վերջին\s+)?(?:այց|դիտում)"
)
VISITED = re.compile(rf"(?:\b(?:{_VISITED})\b)[\s:]*(?:on|le|am|el|il|en|в)?\s*(?=\d|[^\W\d_]+\.?\s+\d)", I)
VISITED_WORDS = re.compile(rf"\b(?:{_VISITED})\b", I)
# What stands between a source and its address, or before an archived copy.
FILLER = re.compile(
    r"(?:(?:also\s+)?(?:available|accessible|accessed|retrieved|archived|found|published|posted|hosted|reproduced|reprinted)?\s*"
    r"(?:online|here|on-?line)?\s*(?:at|from|on|via|in|under|through)?|link|url|pdf|web|website|"
    r"online|source|permalink|perma|archive[ds]?|"
    r"archived\s+(?:copy|version|from\s+the\s+original)|(?:disponible|consultable|accessible|"
    r"archivé)(?:\s+(?:à|sur|en))?(?:\s+l[’'](?:adresse|url))?|"
    r"(?:disponible|accesible|archivado)\s+en|disponibile\s+(?:su|a|all[’']indirizzo)|(?:abrufbar|"
    r"verfügbar|online|archiviert)(?:\s+(?:unter|auf))?|"
    r"доступно(?:\s+(?:на|по\s+адресу))?|режим\s+доступа|архив|arşiv|adresinden|հասանելի\s+է|"
    r"and|und|et|и|y|doi|at|a|the)[\s,.:;()\[\]–—]*",
    I,
)
# Parentheses and brackets that say something of the copy at hand, not of the source.
ASIDE = re.compile(
    r"\s*(?:(?:herein)?after|(?:\w+\s+){0,2}on\s+file|emphasis|internal|citations?\s+omitted|translat|"
    r"in\s+[^\W\d_]+\Z|[^()]{0,60}\b(?:dissenting|concurring)|(?:statement|testimony)\s+of|available|archived|"
    r"footnotes?\s+omitted|author[’']s|unofficial|last\s+updated|updated|"
    r"en\s+[a-zà-ÿ]+\Z|auf\s+[^\W\d_]+\Z|на\s+[^\W\d_]+\s+языке|n\.\s?d\.|s\.\s?d\.|o\.\s?J\.|pdf|"
    r"video|english|russian|french|armenian|"
    r"azerbaijani|turkish|german)",
    I,
)

# Kinds of documents as notes print them before or behind the body that speaks: “Press Statement, Body, Title”.
KIND = re.compile(
    r"(?:joint\s+)?(?:press|media|news)\s+(?:statement|release|communiqué|briefing|conference|note|advisory)|"
    r"(?:public|joint|written|official|open|policy)?\s*(?:statement|briefing|report|testimony|"
    r"fact\s*sheet|factsheet|letter|resolution|declaration|"
    r"communiqué|memorandum|remarks|news|blog(?:\s+post)?|op-?ed|opinion|editorial|dispatch|readout|tweet|video)|"
    r"communiqué(?:\s+de\s+presse)?|déclaration|rapport|pressemitteilung|presseerklärung|erklärung|bericht|"
    r"пресс-релиз|заявление|доклад|comunicado(?:\s+de\s+prensa)?|comunicato(?:\s+stampa)?|"
    r"basın\s+(?:açıklaması|bildirisi)|"
    r"mətbuat\s+açıqlaması|հայտարարություն",
    I,
)

# A document that nobody published, named by what it is and between whom: “Letter from …”, “Interview with …”.
UNPUBLISHED = re.compile(
    r"(?:(?:telephone|phone|personal|online|video)\s+)?(?:letter|e-?mail|interview|conversation|"
    r"correspondence|affidavit|testimony|memorandum|note|"
    r"communication|transcript|message|lettre|courriel|entretien|schreiben|brief|e-mail|gespräch|"
    r"письмо|интервью|беседа|carta|entrevista|"
    r"lettera|intervista|mektup|görüşme|məktub|müsahibə|նամակ|հարցազրույց)\s+(?=\S+\s+\S|[^\W\d_]+\b)",
    I,
)
# A document named by its kind, and dated in words: “Permit of 3 May 2022”, “Urteil des Amtsgerichts vom 5. Mai”.
DOCUMENT = re.compile(
    r"(?:statement|hearing|report|permit|decision|judge?ment|order|indictment|verdict|ruling|resolution|certificate|petition|"
    r"complaint|decree|warrant|sentence|record|minutes|declaration|opinion|summons|notice|"
    r"déclaration|rapport|décision|jugement|arrêt|ordonnance|acte|procès-verbal|"
    r"bericht|beschluss|urteil|bescheid|erklärung|verfügung|anklage(?:schrift)?|protokoll|"
    r"informe|decisión|sentencia|auto|acta|rapporto|decisione|sentenza|ordinanza|"
    r"решение|приговор|постановление|определение|заявление|доклад|протокол|"
    r"karar[ıi]?|rapor|որոշում\w*|դատավճիռ\w*)\b",
    I,
)
# “our letter of April 22, 2014”: the day of a document, said in words.
DATED = re.compile(rf"\b(?:{KIND.pattern}|letter)\s+(?:of|dated|from|du|vom|от|del?)\s+$", I)
_ON = r"(?:of|on|from|dated|du|vom|am|от|del?|since)"
PREPOSITION = re.compile(rf"\s{_ON}$", I)

# What states agree on, or enact: documents that have no publisher of their own.
INSTRUMENTS = words_in(
    """
act acts principles rules guidelines standards convention covenant treaty protocol charter constitution declaration
code law statute agreement loi traité
pacte charte gesetz abkommen vertrag konvention закон конвенция пакт договор ley convenio tratado legge trattato
kanun kanunu qanun
"""
)

# Nouns that bodies are called by and people are not.
_BODIES = """
academy county district administration affairs agence agency agency's alliance amnesty assembly associated association
authority bank bar board broadcasting bulletin bureau cabinet campaign center centre chamber chronicle church club
coalition college commission commissioner committee conference congress consortium convention corporation council
court courts daily defenders delegation department dep't division embassy federation forum foundation fund gazette
government group herald house human initiative institute international interest jazeera journal kingdom law league
library magazine media minister ministry mission monitor monitoring movement museum nations network news newspaper
observatory observer office ombudsman organisation organization parliament party permanent platform post presidency
press programme program project prosecutor public radio rapporteur registry report reporters republic research review
rights school secretariat security senate service services society state states studies task team telegraph television
times trade transparency tribune tribunal trust tv union united university watch weekly wire without working conseil
misión relatoría cour comité ministère gouvernement assemblée droits université institut fédération ligue rat gericht
gerichtshof
ministerium bundestag bundesregierung amt zeitung universität verband stiftung ausschuss presse rundfunk министерство
совет комитет суд правительство агентство президент парламент прокуратура организация союз новости ministerio consejo
gobierno corte agencia universidad derechos ministero consiglio governo comitato agenzia bakanlığı mahkemesi konseyi
komitesi ajansı derneği nazirliyi məhkəməsi şurası agentliyi հանձնաժողով նախարարություն խորհուրդ
"""
BODIES = words_in(_BODIES) | {"defensoría"}
PARTICLES = words_in(
    """
de da di du del della der den des van von vom zu zur bin ibn al el la le les dos das y e ter ten af av
"""
)
ARTICLES = words_in(
    """
the a an le la les l der die das el los las il lo gli
"""
)
SMALL = words_in(
    """
a an and as at but by for from in into of off on onto or out over per the to up upon via vs with de des du der die
das et en la le les und von für zu im am и в на о по с y el los las e di del della il ve
"""
)


def lead_end(text: str) -> int:
    """Where the signal, and what else introduces a source, ends."""
    position, start = 0, -1
    while position != start:
        start = position
        for pattern in (LEADING, SIGNAL):
            if match := pattern.match(text, position):
                position = match.end()
    return position
