"""Lines that say what follows: `Re:`, `CC:`, headings over notes and over signatures, an open letter's title. Pure."""

import re

from intake.parsing.courtesies import HONORIFIC
from intake.parsing.patterns import plain
from intake.parsing.shapes import is_office

LABELS = {
    "subject": r"re|subject|subj|concerning|regarding|in re|objet|concerne|betreff|betr|betrifft|asunto"
    r"|ref(?:erencia)? asunto|oggetto|тема"
    r"|касательно|о|առարկա|վերաբերյալ|թեմա|konu|mövzu|assunto|betreft|dotyczy",
    "to": r"to|attn|attention|for the attention of|à|à l['’]attention de|an|zu händen|z\. ?hd\.?|para|atención|al?"
    r"|alla|all['’]attenzione (?:di|del|della)|кому"
    r"|ում|kime|kimə|addressed to|recipients?|destinataires?",
    "copy": r"cc(?: list)?|copied to|c\.c\.|copy(?: to)?|copies(?: to)?|bcc|copie(?: à)?|kopie(?: an)?|in kopie"
    r"|con copia(?: a)?"
    r"|copia|per conoscenza|p\.c\.|e p\.c\.|копия|պատճենը?|bilgi|surəti?|cópia",
    "from": r"from|de|von|da|от|от кого|kimden|kimdən|sender|ումից",
    "date": r"date|dated|datum|fecha|data|дата|ամսաթիվ|tarih|sent|gesendet|envoyé|enviado",
    "reference": r"(?:our |your )?ref(?:erence)?(?: (?:no|number|code))?|n/réf|réf(?:érence)?|aktenzeichen|az"
    r"|unser zeichen|our file|your file|file(?: no)?|nº|no|index|protocollo|prot|исх|исх\. ?№|№",
    "enclosure": r"encl(?:osures?|s)?|attachments?|enc|anlagen?|pièces? jointes?|p\.j\.|pj|annex(?:es)?"
    r"|adjuntos?|anexos?|allegat[io]|приложени[ея]|հավելված|ek|əlavə",
    "via": r"via|by|sent via|per|through",
}
_LABEL = {
    name: re.compile(rf"[*_#\s]*(?P<label>(?:{words})\.?)[*_]*\s?(?P<sign>[:։]|\s[-–—]\s)[*_\s]*", re.IGNORECASE)
    for name, words in LABELS.items()
}
_LABEL_ALONE = {
    "to": re.compile(r"[*_\s]*(?P<label>to|à|an|para|кому)[,:]?[*_]*$", re.IGNORECASE),
    "copy": re.compile(r"[*_\s]*(?P<label>cc|c\.c\.|CC|Cc)\.?[*_]*(?:\s+|$)"),
    "enclosure": re.compile(
        r"[*_\s]*(?P<label>encl(?:osures?|s)?|attachments?|anlagen?|annex(?:es)?|appendix"
        r"|pièces jointes|anexos?|allegat[oi]|приложени[ея])\b\.?(?:\s*\(?\d*\)?)?$",
        re.IGNORECASE,
    ),
    "via": re.compile(
        r"[*_\s]*(?P<label>(?:sent )?(?:via|by|per) (?:e-?mail|electronic mail|fax|facsimile|hand|courier"
        r"|post|mail|first class mail"
        r"|certified mail|registered mail|overnight mail|e-?post|u\.s\. mail|email and [\w ]+"
        r"|hand delivery)|par (?:e-?mail|courriel|courrier|fax|télécopie|porteur)|per (?:einschreiben|post|bote)"
        r"|por (?:correo|fax|e-?mail)|(?:a mezzo|tramite) (?:e-?mail|pec|raccomandata))\b.{0,60}$",
        re.IGNORECASE,
    ),
}


_LONGEST_ADDRESS = 150
# An address that begins with a small word: "To the Rt Hon …", "An Herrn …", "À Monsieur …".
_TO_SOMEBODY = re.compile(
    r"(?:to|à la|à l[’']|au|aux|à|an den|an die|an das|an|aan de|aan het|aan|alla|all[’']|allo|agli|ai|al"
    r"|a la|a los|ao|aos|a"
    r"|para|кому)\s*"
    r"(?<![^\W\d_](?=[^\W\d_]))",
    re.IGNORECASE,
)


def label(text: str, *kinds: str) -> tuple[str, int] | None:
    """Which label (`subject`, `to`, `copy` …) a line begins with, and where what follows it begins."""
    for kind in kinds:
        match = _LABEL[kind].match(text) if kind in _LABEL else None
        if match is None and kind in _LABEL_ALONE:
            match = _LABEL_ALONE[kind].match(text)
        if match is None and kind == "to" and len(text) <= _LONGEST_ADDRESS:
            found = _to_somebody(text)
            if found is not None:
                return found
        if match is not None:
            return kind, match.end()
    return None


NOTES_HEADING = re.compile(
    r"(?:foot|end)?notes?|references|sources|works cited|citations|notes and sources|notes (?:de bas de page)"
    r"|références"
    r"|fußnoten|fussnoten|endnoten|anmerkungen|quellen|notas(?: al pie)?|referencias|fuentes"
    r"|note(?: a piè di pagina)?|fonti"
    r"|примечания|сноски|источники|ծանոթագրություններ|աղբյուրներ|dipnotlar|kaynaklar|kaynakça|mənbələr|qeydlər",
    re.IGNORECASE,
)


def is_notes_heading(text: str) -> bool:
    return len(text) <= 60 and NOTES_HEADING.fullmatch(plain(text).strip(" *_#:.")) is not None


OPEN_LETTER = re.compile(
    r"\b(?:open|joint|public)\b.{0,30}\b(?:letter|appeal|call)\b|\b(?:joint|public|open) statement\b"
    r"|\bstatement (?:of|by|from) (?=\w{4})|\bappeal (?:to|for)\b|\burgent appeal\b|lettre ouverte"
    r"|offener brief|carta abierta|lettera aperta"
    r"|открытое письмо|բաց նամակ|açık mektup|açıq məktub|\bpetition\b",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"[*_#\s]*(?:(?:the )?(?:under)?signed(?: by| organi[sz]ations| below)?|signatories|signatures"
    r"|signator(?:y|ies)\b.{0,40}|co-?signed(?: by)?|co-?signatories"
    r"|(?:we,? )?(?:the )?undersigned(?: .{0,90}(?=:)| .{0,40})?|endorsed by"
    r"|supported by|on behalf of(?: the)?(?: undersigned| following)?.{0,40}"
    r"|(?:the )?following (?:organi[sz]ations|individuals|signatories).{0,30}|signataires|les signataires"
    r"|unterzeichne(?:t|r|rinnen).{0,60}|unterzeichnende.{0,30}|firmantes?|firmado(?: por)?|firmatari|firmato"
    r"|подписи|подписали|подписанты|ստորագրողներ.?|ստորագրություններ|imzac[ıi]lar|imzalayanlar|imzalar"
    r"|ondertekend door|ondertekenaars|sygnatariusze|podpisali|assinam|signatários|subscritores"
    r"|(?:[^\W\d_]+ ){1,3}(?:signatories|signataires|firmantes|firmatari|unterzeichnende|подписанты|ondertekenaars"
    r"|signatários|imzacılar))"
    r"\s*(?:\([^()]{1,120}\))?[*_]*\s*[:.]?[*_]*",
    re.IGNORECASE,
)
GROUP_HEADING = re.compile(
    r"[*_#\s]*(?:(?:signatory |supporting |endorsing |national |international |local |member |partner "
    r"|civil society )*(?P<bodies>organi[sz]ations?|ngos?|institutions?|groups?|associations?|organisations?"
    r"|organizaciones|organizzazioni|organisationen|verbände|организации|կազմակերպություններ|kuruluşlar"
    r"|təşkilatlar)"
    r"|(?:signatory |supporting |endorsing |in (?:a |their )?(?:personal"
    r"|individual) )*(?P<people>individuals|persons|people|experts|academics|scholars|capacity"
    r"|personalities|members of (?:congress|parliament|the european parliament)|senators|representatives"
    r"|particuliers|personnes|personas|einzelpersonen|personen|individui|persone|физические лица|անհատներ"
    r"|bireyler|şəxslər))"
    r"(?: \([^()]{1,120}\)|[ ,][^.:()]{1,80}(?=:))?\s*[:.]?[*_]*",
    re.IGNORECASE,
)


def _to_somebody(text: str) -> tuple[str, int] | None:
    """Whether a line begins an address with a small word, and where the addressee begins: “To the Rt Hon …”."""
    match = _TO_SOMEBODY.match(text)
    if match is None or text.rstrip()[-1:] in ".?!":
        return None
    start = match.end()
    if text.lower().startswith("the ", start):
        start += len("the ")
    first = text[start:].split(",", maxsplit=1)[0]
    if not first[:1].isupper():
        return None
    return ("to", start) if HONORIFIC.match(first) or is_office(first) else None
