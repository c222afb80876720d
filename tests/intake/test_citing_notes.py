"""Notes read whole: sources told apart, and in each its author, title, publisher, date and pinpoint."""

import pytest

from intake.citing import read_note
from intake.parsed import ParsedCitation
from intake.printed import Printed

FIELDS = ("author", "title", "publisher", "published", "pinpoint", "quote", "url")


def said(citation: ParsedCitation) -> dict[str, str]:
    return {name: getattr(citation, name).text for name in FIELDS if getattr(citation, name)}


def read(note: str) -> list[dict[str, str]]:
    return [said(citation) for citation in read_note(Printed.of(note))]


def source(title: str = "", publisher: str = "", published: str = "", url: str = "", **more: str) -> dict[str, str]:
    fields = {"title": title, "publisher": publisher, "published": published, "url": url, **more}
    return {name: value for name, value in fields.items() if value}


A = "https://example.org/a"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            f"Press Statement, Department of Northern Affairs, Call for Calm in the Valley (Sept. 19, 2023), <{A}>.",
            source("Call for Calm in the Valley", "Department of Northern Affairs", "2023-09-19", A),
        ),
        (
            f"*Let Them Come Home*, Meridian Rights Watch (Oct. 5, 2023), <{A}>.",
            source("Let Them Come Home", "Meridian Rights Watch", "2023-10-05", A),
        ),
        (
            f"Jane M. Roe, *Who Speaks for the Valley?* Council on Northern Relations (Oct. 4, 2023), <{A}>.",
            source(
                "Who Speaks for the Valley?", "Council on Northern Relations", "2023-10-04", A, author="Jane M. Roe"
            ),
        ),
        (
            f"*Team Arrives, a First in Years, as Families Flee*, THE VALLEY (Oct. 1, 2023), <{A}>.",
            source("Team Arrives, a First in Years, as Families Flee", "THE VALLEY", "2023-10-01", A),
        ),
        (
            f"Jane Roe & John Doe, *Held; and Forgotten*, VALLEY TIMES (Oct. 5, 2023), {A}",
            source("Held; and Forgotten", "VALLEY TIMES", "2023-10-05", A, author="Jane Roe & John Doe"),
        ),
        (
            f"Roe, J., & Doe, R. (2023, October 5). Families wait for word. *The Valley Times*. {A}",
            source("Families wait for word", "The Valley Times", "2023-10-05", A, author="Roe, J., & Doe, R."),
        ),
        (
            f'Roe, Jane. "Families Wait." *Valley Online*, 5 Oct. 2023, {A}.',
            source("Families Wait", "Valley Online", "2023-10-05", A, author="Roe, Jane"),
        ),
        (
            f'Jane Roe, "Families Wait," *Valley Times*, October 5, 2023, {A}.',
            source("Families Wait", "Valley Times", "2023-10-05", A, author="Jane Roe"),
        ),
        (
            "Roe, Jane. The Long Road. London: Valley Press, 2019, pp. 45–47.",
            source("The Long Road", "Valley Press", "2019", author="Roe, Jane", pinpoint="pp. 45–47"),
        ),
        (
            "Jane Roe, 'Prisoners of Peace' (2023) 45 Valley Law Quarterly 123, 130.",
            source("Prisoners of Peace", "Valley Law Quarterly", "2023", author="Jane Roe", pinpoint="130"),
        ),
        (
            "Emily Poe et al., *Held* (2d ed. 2020), at 17, doi:10.1000/held",
            source("Held", "", "2020", "https://doi.org/10.1000/held", author="Emily Poe et al.", pinpoint="17"),
        ),
        (
            "Meridian Rights Watch, Families wait for word, 5 October 2023, https://example.org/families-wait-for-word",
            source(
                "Families wait for word",
                "Meridian Rights Watch",
                "2023-10-05",
                "https://example.org/families-wait-for-word",
            ),
        ),
        (
            "Families wait for word, Valley Voice, Oct. 5, 2023, https://valleyvoice.example/families-wait-for-word",
            source(
                "Families wait for word",
                "Valley Voice",
                "2023-10-05",
                "https://valleyvoice.example/families-wait-for-word",
            ),
        ),
        (
            "Free Them All | Meridian Rights Watch, https://meridianrights.example/free-them-all",
            source("Free Them All", "Meridian Rights Watch", "", "https://meridianrights.example/free-them-all"),
        ),
        (
            f"[Let Them Come Home]({A}), Meridian Rights Watch, Oct. 5, 2023.",
            source("Let Them Come Home", "Meridian Rights Watch", "2023-10-05", A),
        ),
        (
            f"{A} (Meridian Rights Watch, “Let Them Come Home”, 5 October 2023)",
            source("Let Them Come Home", "Meridian Rights Watch", "2023-10-05", A),
        ),
        (
            f"Министерство северных дел, «Заявление о пленных», 5 октября 2023 г., {A} (дата обращения: 01.03.2024).",
            source("Заявление о пленных", "Министерство северных дел", "2023-10-05", A),
        ),
        (
            f"Amt für Nordfragen, „Erklärung zur Lage“, 5. Oktober 2023, {A} (zuletzt abgerufen am 3. März 2024).",
            source("Erklärung zur Lage", "Amt für Nordfragen", "2023-10-05", A),
        ),
        (
            f"Ministère des affaires du Nord, « Déclaration sur les détenus », oct. 2023, p. 4, {A}, consulté le 3 mai",
            source("Déclaration sur les détenus", "Ministère des affaires du Nord", "2023-10", A, pinpoint="p. 4"),
        ),
        (
            "U.N. Doc. A/HRC/52/1, ¶ 12 (Jan. 12, 2023).",
            source("U.N. Doc. A/HRC/52/1", "", "2023-01-12", pinpoint="¶ 12"),
        ),
        (
            "Working Group on Detention, Opinion No. 12/2020, U.N. Doc. A/HRC/WGAD/2020/12 (May 1, 2020), paras. 3-5.",
            source("Opinion No. 12/2020", "Working Group on Detention", "2020-05-01", pinpoint="paras. 3-5"),
        ),
        (
            "*Roe v. Northland*, App. No. 15172/13, ¶ 143 (Eur. Ct. H.R. May 22, 2014).",
            source("Roe v. Northland", "Eur. Ct. H.R.", "2014-05-22", pinpoint="¶ 143"),
        ),
        ("22 U.S.C. § 2304.", source("22 U.S.C. § 2304")),
        (
            "Convention on the Rights of the Held, art. 5, Nov. 4, 1950, 213 U.N.T.S. 221.",
            source("Convention on the Rights of the Held", "", "1950-11-04", pinpoint="art. 5"),
        ),
        (
            f'*Held*, Meridian Rights Watch (May 1, 2024), {A} ("no lawyer was admitted").',
            source("Held", "Meridian Rights Watch", "2024-05-01", A, quote="no lawyer was admitted"),
        ),
        (
            f'Valley Watch, "Held: a list," May 1, 2024, {A}, p. 3, ¶ 4 (last visited May 5, 2024).',
            source("Held: a list", "Valley Watch", "2024-05-01", A, pinpoint="p. 3, ¶ 4"),
        ),
    ],
)
def test_the_parts_of_a_source_are_told_by_its_structure(note: str, expected: dict[str, str]) -> None:
    assert read(note) == [expected]


@pytest.mark.parametrize(
    "signal",
    [
        "See",
        "See,",
        "See also",
        "See, e.g.,",
        "*See*",
        "*See, e.g.*,",
        "Cf.",
        "But see",
        "Accord",
        "Voir",
        "Siehe auch",
        "См.",
    ],
)
def test_a_signal_is_no_part_of_the_source(signal: str) -> None:
    assert read(f"{signal} Valley Watch, *Held* (2024), {A}") == [source("Held", "Valley Watch", "2024", A)]


@pytest.mark.parametrize(
    "remark",
    [
        "The figure excludes minors.",
        "The government denies this. See",
        "On his health, see",
        "This was denied; see, e.g.,",
    ],
)
def test_a_remark_before_the_source_is_no_part_of_it(remark: str) -> None:
    assert read(f"{remark} Valley Watch, *Held* (2024), {A}") == [source("Held", "Valley Watch", "2024", A)]


@pytest.mark.parametrize(
    "remark",
    [
        "The term “held person” is used in the sense of the resolution.",
        "She was arrested on 27 September 2023 at the checkpoint.",
        "We take no position on the status of the valley (compare our letter of May).",
        "Names have been changed.",
        'The Ministry denied this on 3 May 2024, calling it "baseless."',
        "The corridor was closed until the offensive (September 2023).",
        "The names of minors (under 18) are withheld; see also Annex B.",
        "",
    ],
)
def test_a_mere_remark_is_no_source(remark: str) -> None:
    assert read(remark) == []


@pytest.mark.parametrize(
    "remark",
    [
        f"As of 5 October 2023, 23 people were held, {A}.",
        f"According to Valley Watch, at least 23 people are held: {A}",
        f"For the list see {A}.",
        f"The report is available at {A}",
        f"The union reported in May that two of them had been moved: {A}",
    ],
)
def test_of_a_remark_with_an_address_the_address_alone_is_taken(remark: str) -> None:
    assert read(remark) == [{"url": A}]


@pytest.mark.parametrize(
    ("between", "titles"),
    [
        ("; ", ["One; more", "Two"]),
        ("; see also ", ["One; more", "Two"]),
        (". See also ", ["One; more", "Two"]),
        (", and ", ["One; more", "Two"]),
        (" and ", ["One; more", "Two"]),
        (". ", ["One; more", "Two"]),
        (";\n", ["One; more", "Two"]),
        ("\n\n", ["One; more", "Two"]),
    ],
)
def test_several_sources_in_one_note_are_told_apart(between: str, titles: list[str]) -> None:
    note = f'Valley Watch, "One; more," May 1, 2024, {A}?x=1;y=2{between}Valley Times, "Two," May 2, 2024, {A}b.'
    found = read(note)
    assert [citation["title"] for citation in found] == titles
    assert [citation["url"] for citation in found] == [f"{A}?x=1;y=2", f"{A}b"]
    assert [citation["publisher"] for citation in found] == ["Valley Watch", "Valley Times"]


def test_a_semicolon_in_an_unmarked_title_does_not_split() -> None:
    note = "Valley Watch, Bring Families Home; Restore Access (Oct. 5, 2023), https://example.org/bring-families-home-restore-access"
    assert [citation["title"] for citation in read(note)] == ["Bring Families Home; Restore Access"]


def test_a_copy_named_in_a_later_sentence_goes_with_its_source() -> None:
    copy = f"https://web.archive.org/web/20240504000000/{A}"
    [citation] = read_note(Printed.of(f"Valley Times, “Held”, 3 May 2024, {A}. It was removed; a copy is at {copy}."))
    assert (citation.title.text, citation.url.text, citation.archive_url.text) == ("Held", A, copy)


def test_addresses_alone_are_a_source_each() -> None:
    assert [c["url"] for c in read(f"{A}; {A}b, and {A}c")] == [A, f"{A}b", f"{A}c"]


def test_sources_in_brackets_behind_a_remark_are_read() -> None:
    note = f"They are held still (see Valley Watch, *One* (2023), {A}; Valley Times, *Two* (2024), {A}b)."
    assert [citation["title"] for citation in read(note)] == ["One", "Two"]


def test_every_value_can_be_shown_where_it_stands() -> None:
    note = f"See Jane Roe, *Held\nfor Years*, VALLEY TIMES (Oct. 5,\n2023), {A}, at 7."
    [citation] = read_note(Printed.of(note))
    shown = {
        name: " ".join(note[span.start : span.end] for span in getattr(citation, name).spans)
        for name in ("author", "title", "publisher", "published", "pinpoint")
    }
    assert shown == {
        "author": "Jane Roe",
        "title": "Held\nfor Years",
        "publisher": "VALLEY TIMES",
        "published": "Oct. 5,\n2023",
        "pinpoint": "7",
    }
