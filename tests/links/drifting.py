"""Pages of an invented news site, as they are when first read and as they become; the same on every run."""

import random
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from itertools import accumulate

SPACED, UNSPACED = " ", ""
# Syllables that invented words are made of, and what stands between words.
LATIN = ("ka lo mi ter san vel dor qui nes pra tu bel ost rin fa gre ulm che ado wis", SPACED)
CYRILLIC = ("ка ло ми тер сан вел дор кви нес пра ту бел ост рин фа гре улм че адо вис", SPACED)
ARMENIAN = ("կա լո մի տեր սան վել դոր նես պրա տու բել ոստ րին ֆա գրե ուլմ չե ադո վիս շա", SPACED)
HAN = (
    "山 水 火 木 土 人 口 日 月 田 力 刀 弓 馬 魚 鳥 雨 風 石 竹 米 "
    "糸 貝 車 門 食 言 見 走 足 身 里 金 長 青 非 面 革 音 頁 飛 首 香 高",
    UNSPACED,
)
THAI = ("กา โล มิ เตอ ซัน เวล ดอร คิ เนส ปรา ตู เบล ออส ริน ฟา เกร อุลม เช อาโด วิส", UNSPACED)
SCRIPTS = {"Latin": LATIN, "Cyrillic": CYRILLIC, "Armenian": ARMENIAN, "Han": HAN, "Thai": THAI}

Script = tuple[str, str]
_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(3000)))


@cache
def _words(script: str) -> list[str]:
    syllables = script.split()
    language = random.Random(len(syllables))
    longest = 2 if script == HAN[0] else 4
    return ["".join(language.choices(syllables, k=language.randint(1, longest))) for _ in _WEIGHTS]


def writer(seed: str, script: Script = LATIN) -> Callable[[int], str]:
    """What writes so many words. Words and how often each is used depend on the script alone, as in a language."""
    between, choice, words = script[1], random.Random(seed), _words(script[0])

    def write(number: int) -> str:
        chosen = choice.choices(words, cum_weights=_WEIGHTS, k=number)
        sentences = [chosen[start : start + 14] for start in range(0, number, 14)]
        return ". ".join(between.join(sentence) for sentence in sentences) + "."

    return write


def paragraphs(text: str) -> str:
    sentences = text.split(". ")
    return "".join(f"<p>{escape('. '.join(sentences[at : at + 4]))}.</p>\n" for at in range(0, len(sentences), 4))


def page(
    article: str,
    *,
    headline: str = "A day in Examplia",
    day: int = 1,
    teasers: Sequence[str] = (),
    comments: Sequence[str] = (),
    plain: bool = False,
) -> str:
    """The article on the site's template; `plain` is a template of before HTML had elements for its parts."""
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("News", "Courts", "Sport", "Culture", "About"))
    aside = "".join(f"<div><h3>{teaser}</h3><p>{teaser}</p></div>" for teaser in teasers)
    said = "".join(f"<li><b>Reader {n}</b> <p>{comment}</p></li>" for n, comment in enumerate(comments))
    foot = (
        f"<p>© Sample Press 20{day % 90 + 10}. Printing without leave is not allowed. {day * 37} people read now.</p>"
    )
    dated = f"<p>{day % 28 + 1} March 2026, {day % 24}:00. Read {day * 311} times.</p>"
    story = f"<h1>{headline}</h1>{dated}{paragraphs(article)}"
    if plain:
        body = f"<table><tr><td>{menu}</td><td>{story}</td><td>{aside}</td></tr></table>{said}{foot}"
    else:
        body = (
            f"<header><nav><ul>{menu}</ul></nav></header><main><article>{story}</article>"
            f'<section id="comments"><ol>{said}</ol></section></main><aside>{aside}</aside><footer>{foot}</footer>'
        )
    return f"<!doctype html><html><head><title>{headline}</title></head><body>{body}</body></html>"
