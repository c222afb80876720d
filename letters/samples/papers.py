"""The sources that the fictional letters cite, each with the invented evidence of our checks.

Every address is on a domain reserved by RFC 2606 and RFC 6761 (example.com, .net, .org and the name .example). The
loader leaves them without a next check, so none of them is ever contacted.
"""

from datetime import date

from letters.models import Source
from letters.samples import histories
from letters.samples.shapes import Document
from links.vocabulary import Outcome

Kind = Source.Kind

# --- Cited by the letters up to 2017 --------------------------------------------------------------------------------
POET_TAKEN = Document(
    title="A poet is taken at dawn",
    author="Rosa Tindallow",
    publisher="The Brightwater Lamp",
    published_on="2009-06-15",
    kind=Kind.NEWS,
    url="https://news.example.org/2009/06/15/a-poet-is-taken-at-dawn",
    history=histories.alive(
        date(2025, 9, 3), date(2025, 11, 4), date(2026, 2, 2), title="A poet is taken at dawn"
    ).archived(date(2009, 6, 20), date(2010, 1, 8)),
)
DECREE = Document(
    title="Decree No. 41 on Public Gatherings",
    publisher="Official Gazette of Examplia",
    published_on="2009-04",
    kind=Kind.LEGISLATION,
    url="https://gazette.examplia.example/2009/decree-41",
    history=histories.moved(
        ok=date(2025, 9, 3),
        moved_on=date(2025, 12, 9),
        to="https://archive.examplia.example/gazette/2009/decree-41",
        title="Decree No. 41 on Public Gatherings",
    ).archived(date(2009, 10, 1)),
)
COURT_REGISTER = Document(
    title="Register of the Assize Court of Brightwater, volume 7",
    publisher="Assize Court of Brightwater",
    published_on="2009",
    kind=Kind.OTHER,
)
POET_RELEASED = Document(
    title="Meron walks free",
    publisher="The Brightwater Lamp",
    published_on="2012-05-04",
    kind=Kind.NEWS,
    url="https://news.example.org/2012/05/04/meron-walks-free",
    history=histories.dead(ok=date(2025, 9, 3), first_failure=date(2025, 11, 4)).archived(date(2012, 5, 9)),
)
PRISON_HEALTH = Document(
    title="Illness behind walls: health in the prisons of Examplia",
    author="Jory Vantash and Mabel Orrin-Sade",
    publisher="Three Countries Commission on Human Rights",
    published_on="2014-10",
    kind=Kind.REPORT,
    url="https://reports.example.net/2014/illness-behind-walls.html",
    history=histories.alive(
        date(2025, 9, 5), date(2025, 12, 5), date(2026, 3, 3), title="Illness behind walls"
    ).archived(date(2014, 11, 2), date(2015, 3, 30), date(2019, 5, 1)),
)
VISITS_BLOG = Document(
    title="Notes after a visiting day",
    author="A teacher from Brightwater",
    published_on="2015-02-08",
    url="https://visiting-day.example.com/notes/2015-02-08",
    history=histories.dead(
        ok=date(2025, 8, 20), first_failure=date(2025, 10, 6), outcome=Outcome.DNS_FAILURE, code=None
    ),
)
CASE_FILE_VARESH = Document(
    title="Case file: Ilona Varesh",
    publisher="Samplovian League for Prisoners",
    published_on="2015-07-02",
    kind=Kind.REPORT,
    url="https://cases.example.org/varesh",
    history=histories.suspect(ok=date(2025, 12, 4), failed_on=date(2026, 3, 4)).archived(date(2017, 2, 20)),
)
MINISTRY_STATEMENT = Document(
    title="Statement on the independence of the courts",
    publisher="Ministry of Justice of Examplia",
    published_on="2016-12-14",
    kind=Kind.STATEMENT,
    url="https://justice.examplia.example/statements/2016/14?lang=en",
    history=histories.blocked(date(2025, 9, 8), date(2025, 12, 8)).archived(date(2017, 1, 5)),
)
MOTION_88 = Document(
    title="Motion 88: the case of Dr. Varesh",
    publisher="Chamber of Deputies of Fictania",
    published_on="2017-01-26",
    kind=Kind.LEGISLATION,
    url="https://registry.fictania.example/motions/2017/88",
    history=histories.alive(date(2025, 9, 9), date(2025, 12, 9), title="Motion 88"),
)
LAST_SEEN = Document(
    title="Last seen on platform 2",
    author="Rosa Tindallow",
    publisher="The Brightwater Lamp",
    published_on="2016-02-16",
    kind=Kind.NEWS,
    url="https://news.example.org/2016/02/16/last-seen-on-platform-2",
    history=histories.recovered(
        ok=date(2025, 8, 12), first_failure=date(2025, 9, 15), back_on=date(2025, 11, 21)
    ).archived(date(2016, 2, 18)),
)

# --- Cited by the letters from 2019 on ------------------------------------------------------------------------------
PENAL_CODE = Document(
    title="The Penal Code of Examplia: a commentary",
    author="Ottilie Brandreth-Vole",
    publisher="Ropewalk Press",
    published_on="2016",
    kind=Kind.BOOK,
)
FORTY_QUESTIONS = Document(
    title="Forty questions about the prisons of Examplia",
    publisher="Three Countries Commission on Human Rights",
    published_on="2019-03",
    kind=Kind.REPORT,
    url="https://reports.example.net/2019/forty-questions.pdf",
    history=histories.alive(date(2025, 9, 5), date(2025, 12, 5)).archived(date(2019, 4, 11)),
)
SCHOOL_ARREST = Document(
    title="Teacher arrested in front of her class",
    publisher="Radio Tern Islands",
    published_on="2020-09-17",
    kind=Kind.NEWS,
    url="https://radio.samplovia.example/2020/09/17/teacher-arrested",
    history=histories.alive(date(2025, 9, 11), date(2025, 12, 11), title="Teacher arrested"),
)
SCHOOL_RELEASE = Document(
    title="Sefi Kadoun released, charges dropped",
    publisher="Radio Tern Islands",
    published_on="2020-10-02",
    kind=Kind.NEWS,
    url="https://radio.samplovia.example/2020/10/02/kadoun-released",
    history=histories.dead(
        ok=date(2025, 9, 11), first_failure=date(2025, 12, 11), outcome=Outcome.GONE, code=410
    ).archived(date(2020, 10, 3)),
)
RUVIK_NOTICE = Document(
    title="Notice of death, prison infirmary of Brightwater",
    publisher="Directorate of Prisons of Examplia",
    published_on="2021-03-08",
    kind=Kind.STATEMENT,
    url="https://prisons.examplia.example/notices/2021/0308",
    history=histories.suspect(
        ok=date(2025, 12, 12), failed_on=date(2026, 3, 6), outcome=Outcome.TIMEOUT, code=None
    ).archived(date(2021, 3, 9)),
)
CELLMATE = Document(
    title="What a cellmate told us",
    publisher="Samplovian League for Prisoners",
    published_on="2021-03-19",
    kind=Kind.REPORT,
    url="https://shelter.example/accounts/2021-17",
    history=histories.excluded(date(2025, 9, 1)),
)
LIBRARY = Document(
    title="Une bibliothèque sans bibliothécaire",
    author="Fanchon Delorbe",
    publisher="La Gazette de Clairval",
    published_on="2022-02-27",
    kind=Kind.NEWS,
    url="https://gazette.fictania.example/2022/02/27/une-biblioth%C3%A8que-sans-biblioth%C3%A9caire",
    history=histories.alive(
        date(2025, 9, 12), date(2025, 12, 12), title="Une bibliothèque sans bibliothécaire"
    ).archived(date(2022, 3, 1)),
)
LIBRARY_ORDER = Document(
    title="Arrêté no 7 sur les fonds réservés",
    publisher="Gazette officielle d’Examplia",
    published_on="2021-12",
    kind=Kind.LEGISLATION,
    url="https://gazette.examplia.example/2021/order-7",
    history=histories.blocked(date(2025, 9, 12), date(2025, 12, 12), code=429),
)
TELVIK_ORDER = Document(
    title="Order confining two residents of Lakeside to their home",
    publisher="District Court of Lakeside",
    published_on="2023-05-04",
    kind=Kind.OTHER,
    url="https://courts.examplia.example/lakeside/2023/211",
    history=histories.alive(date(2025, 9, 15), date(2025, 12, 15), title="Lakeside 211/2023"),
)
NINTH_YEAR = Document(
    title="The ninth year",
    author="Rosa Tindallow",
    publisher="The Brightwater Lamp",
    published_on="2025-01-10",
    kind=Kind.NEWS,
    url="https://news.example.org/2025/01/10/the-ninth-year",
    history=histories.alive(date(2025, 9, 3), date(2025, 12, 3), title="The ninth year"),
)
DRAFT_NOTE = Document(
    title="A night at the border post",
    publisher="Radio Tern Islands",
    published_on="2026-02-11",
    kind=Kind.NEWS,
    url="https://radio.samplovia.example/2026/02/11/a-night-at-the-border-post",
    history=histories.alive(date(2026, 2, 14), title="A night at the border post"),
)
