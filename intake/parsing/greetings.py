"""How letters open and close, in the languages they come in: closed classes of words. Pure."""

import re
from functools import lru_cache

from intake.parsing.patterns import any_of, plain

SALUTATION = re.compile(
    any_of(
        r"dear|my dear|to whom it may concern|(?:your )?excellenc(?:y|ies)|your (?:honou?r|majesty|holiness"
        r"|eminence|grace)"
        r"|honou?rable|esteemed|respected|greetings|ladies and gentlemen|gentlemen|sirs?|madam|colleagues"
        r"|(?:mr|mrs|ms|madam|mme)\.? (?:president|prime minister|minister|secretary|chair\w*|ambassador"
        r"|speaker|commissioner"
        r"|high commissioner|director|attorney general|governor|mayor)"
        r"|ch[eè]re?s?|mon cher|ma chère|monsieur|madame|mesdames|messieurs|excellence"
        r"|sehr geehrte[rns]?|liebe[rs]?|verehrte[rs]?|hoch(?:ge|ver)ehrte[rs]?|geehrte[rs]?|(?:eure "
        r"|ew\. ?)?exzellenz(?:en)?"
        r"|estimad[oa]s?|distinguid[oa]s?|querid[oa]s?|excelent[ií]sim[oa]s?|señora?s?|señor(?:es|as)?"
        r"|muy señor\w*|respetad[oa]s?"
        r"|a quien corresponda|su excelencia|honorables?"
        r"|egregi[oa]|gentil[ei](?:ssim[oaie])?|spettabile|spett\.?(?:le)?|signora?|onorevol[ei]"
        r"|illustrissim[oa]|illustre|car[oaie]"
        r"|eccellenza|stimat[oaie]|pregiatissim[oa]"
        r"|(?:глубоко|много)?уважаем(?:ый|ая|ые)|дорог(?:ой|ая|ие)|господин|госпожа|ваше превосходительство"
        r"|милостивый государь"
        r"|(?:вельми|високо)?шановн(?:ий|а|і)|հարգելի|մեծարգո|սիրելի|մեծահարգ|ձերդ գերազանցություն|պարոն|տիկին"
        r"|say[ıi]n|de[ğg]erli|sayg[ıi]de[ğg]er|sevgili|h[öo]rm[əe]tli|əziz|cənab|zati-?aliləri|ekselans(?:ları)?"
        r"|prezad[oa]s?|exm[oa]s?\.?|car[oa]s|geachte|beste|szanown[yai]\w*|ձերդ"
    )
    + r"(?![\w-])",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    any_of(
        r"(?:very |most )?(?:sincerely|respectfully|faithfully|cordially|truly|gratefully)(?: yours)?"
        r"|(?:with )?(?:(?:our|my|the|very) )?(?:kind(?:est)?|best|warm(?:est)?|sincere(?:st)?|deep(?:est)?"
        r"|high(?:est)?|great|every good)"
        r" (?:regards|wishes|respect|appreciation|esteem|consideration|wish|gratitude)"
        r"|yours (?:very )?(?:sincerely|faithfully|truly|respectfully|cordially|ever|very truly)|yours"
        r"|regards|best|with (?:respect|appreciation|gratitude|thanks|hope|concern|deep|sincere|much|great"
        r"|our|my)\b"
        r"|in (?:solidarity|friendship|partnership|peace|hope|gratitude|anticipation)|(?:many |with )?thanks|thank you"
        r"|please accept[^.]*(?:assurances?|consideration|regards|respect|esteem)|accept[^.]*assurances?"
        r"|(?:bien |très )?(?:cordialement|respectueusement|sincèrement|amicalement)|(?:avec )?(?:mes"
        r"|nos) (?:respectueuses )?salutations"
        r"|salutations|meilleures salutations|(?:bien )?à vous|avec (?:tout )?(?:notre|mon|nos"
        r"|mes) (?:respect|considération|salutations)"
        r"|(?:mit )?(?:den )?(?:freundliche[nrm]?|besten?|herzliche[nrm]?|vorzüglicher|solidarischen"
        r"|kollegialen) (?:grüße?n?|gruß|gruss|hochachtung|grüssen?)"
        r"|hochachtungsvoll|mit (?:vorzüglicher|ausgezeichneter|größter) (?:hochachtung|wertschätzung)"
        r"|ergebenst|ihre?\b"
        r"|(?:muy )?(?:atentamente|cordialmente|respetuosamente|sinceramente)|(?:le|les|la) salud\w+"
        r"|un cordial saludo|saludos|(?:con )?(?:un )?(?:atento|cordial) saludo"
        r"|(?:distinti|cordiali|migliori|vivi) saluti|cordialmente|con (?:osservanza|stima|i migliori saluti)"
        r"|in fede|rispettosamente"
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
    r"|(?:i|we) (?:avail|take).{0,40}opportunity.{0,200}(?:assurances?|consideration|esteem)"
    r"|please accept\b.{0,200}(?:assurances?|consideration|regards|respect|esteem)"
    r"|(?:примите|просим принять).{0,200}(?:уверени|уважени)",
    re.IGNORECASE,
)
_CLOSING_END = re.compile(r"[,:;.!՝՜–—-]*$")
_LONGEST_CLOSING = 70


def is_closing(text: str) -> bool:
    """Whether a line is a letter's closing: `Sincerely,`, `Mit freundlichen Grüßen`."""
    text = plain(text).lstrip("–—- ")
    return len(text) <= _LONGEST_CLOSING and _closes(text)


# Several readers ask about the same short lines.
@lru_cache(maxsize=1024)
def _closes(text: str) -> bool:
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
