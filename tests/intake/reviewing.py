"""The review page as a browser without scripts sees and posts it, and a letter to try it with.

All people, bodies and addresses are invented.
"""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser, LexborNode

from intake.models import IncomingLetter
from letters.models import Letter
from people.models import Organization, Person

ENTER = "admin:intake_incomingletter_add"
LIST = "admin:intake_incomingletter_changelist"

LETTER = """\
# Senate of Examplia

PORT EXAMPLE, EX 10001

March 12, 2026

The Honorable Ottoline Marchbanks
Secretary of External Affairs
Department of External Affairs
14 Harbour Row
Port Example, EX 10002

Dear Secretary Marchbanks,

We write about the talks between Fictania and Samplovia, and about those whom nobody mentions there. Specifically, we are concerned that leading citizens of the Upper Valleys are held as political prisoners by Fictania.

The valleys had been cut off for nine months, a "slow and silent emptying"<sup>1</sup> that kept food and medicine out.<sup>2</sup> Within days nearly all who lived there had fled.<sup>3</sup> Jurists have found a name for it.<sup>4</sup>

In the last days of October, officials of the Upper Valleys were

---

<sup>1</sup> Press Statement, Department of External Affairs of Examplia, On the Situation in the Valleys (Oct. 19, 2025), <https://statements.example.org/on-the-situation-in-the-valleys/>.

<sup>2</sup> *Nine Months Without a Road*, Valley Monitor (Oct. 5, 2025), <https://monitor.example.org/2025/10/05/nine-months-without-a-road>.

<sup>3</sup> Iolanthe Farquhar, *An Emptied Land*, SAMPLE HERALD (Oct. 4, 2025), <https://herald.example.org/world/an-emptied-land#:~:text=Nearly%20everybody%20has%20left>.

<sup>4</sup> *Report on the Upper Valleys*, Institute of Sample Law (Nov. 5, 2025), <https://law.example.org/reports/upper-valleys.html>; *What the Law Calls It*, Valley Monitor (Nov. 9, 2025), <https://monitor.example.org/2025/11/09/what-the-law-calls-it>.

arrested, such as Tiberius Quillfeather, former State Minister; former Presidents Leopold Ashgrove and Anselm Varnholt; and Corisande Wetherby, former Minister of Health, among others. A prosecutor announced that three hundred more were sought.<sup>5</sup>

We therefore ask you to make the release of the political prisoners a condition of any settlement.

Thank you for your attention.

Sincerely,



Eudora Blackthorne
Senator of Examplia



Bartholomew Q. Thistlewood
Senator of Examplia



Perpetua Lindqvist
Senator of Examplia



Gideon R. Oakhanger
Senator of Examplia

---

<sup>5</sup> *Three Hundred Sought*, VALLEY TODAY (Oct. 29, 2025), <https://today.example.org/three-hundred-sought>; *A List Is Read Out*, SAMPLE HERALD (Oct. 30, 2025), <https://herald.example.org/world/a-list-is-read-out>.
"""  # noqa: E501
SHORT = """\
Senate of Examplia

March 12, 2026

The Honorable Ottoline Marchbanks
Secretary of External Affairs
Department of External Affairs
14 Harbour Row
Port Example, EX 10002

Dear Secretary Marchbanks,

Tiberius Quillfeather, former State Minister, and Corisande Wetherby, former Minister of Health, were arrested in \
October.[^1] They are held without charge.[^2] We ask you to speak for their release.

Sincerely,

Eudora Blackthorne
Senator of Examplia

Perpetua Lindqvist
Senator of Examplia

[^1]: *Nine Months Without a Road*, Valley Monitor (Oct. 5, 2025), <https://monitor.example.org/a-road>.

[^2]: *Report*, Institute of Sample Law (Nov. 5, 2025), <https://law.example.org/report>; *What the Law Calls It*, \
Valley Monitor (Nov. 9, 2025), <https://monitor.example.org/the-law>.
"""
SIGNERS = ["Eudora Blackthorne", "Bartholomew Q. Thistlewood", "Perpetua Lindqvist", "Gideon R. Oakhanger"]
SHORT_SIGNERS = ["Eudora Blackthorne", "Perpetua Lindqvist"]


def hand_in(client: Client, text: str = SHORT) -> IncomingLetter:
    """Pastes a text; asserts that it waits for review."""
    response = client.post(reverse(ENTER), {"text": text})
    assert response.status_code == 302, errors(response)
    return IncomingLetter.objects.latest("pk")


def upload(client: Client, name: str, data: bytes) -> Any:
    return client.post(reverse(ENTER), {"file": SimpleUploadedFile(name, data), "text": ""})


def page_of(incoming: IncomingLetter) -> str:
    return reverse("admin:intake_incomingletter_change", args=[incoming.pk])


def review(client: Client, incoming: IncomingLetter) -> LexborHTMLParser:
    response = client.get(page_of(incoming))
    assert response.status_code == 200
    return LexborHTMLParser(response.content.decode())


def part(page: LexborHTMLParser, selector: str) -> LexborNode:
    """The first part of the page that `selector` finds; asserts that there is one."""
    found = page.css_first(selector)
    assert found is not None, selector
    return found


def said(node: LexborNode, attribute: str) -> str:
    return node.attributes.get(attribute) or ""


def signer(letter: Letter, row: int = 0) -> Person:
    """The person who signs in the given place."""
    person = letter.signatures.all()[row].person
    assert person is not None
    return person


def filled_in(page: LexborHTMLParser) -> dict[str, Any]:
    """What a browser would post from the page as it stands, by the name of the field."""
    form = part(page, "#letter_form")
    posted: dict[str, Any] = {}
    for field in form.css("input, textarea, select"):
        name = field.attributes.get("name")
        if name and (value := _value(field)) is not None:
            posted[name] = value
    return posted


def _value(field: LexborNode) -> str | None:
    if field.tag == "textarea":
        # Browsers send the lines of a text ended so.
        return field.text().removeprefix("\n").replace("\n", "\r\n")
    if field.tag == "select":
        chosen = field.css_first("option[selected]") or field.css_first("option")
        return (chosen.attributes.get("value") or "") if chosen else ""
    if field.attributes.get("type") in {"checkbox", "radio"}:
        return (field.attributes.get("value") or "on") if "checked" in field.attributes else None
    return field.attributes.get("value") or ""


def errors(response: Any) -> str:
    """All that the page asks to mend, in one text."""
    page = LexborHTMLParser(response.content.decode())
    return " | ".join(node.text(strip=True) for node in page.css(".errornote, ul.errorlist"))


_pages: dict[str, dict[str, Any]] = {}


def as_it_comes(client: Client, incoming: IncomingLetter) -> dict[str, Any]:
    """What a browser would post from the untouched page. It is the same each time as long as nobody is on record."""
    if Person.objects.exists() or Organization.objects.exists():
        return filled_in(review(client, incoming))
    if incoming.text not in _pages:
        _pages[incoming.text] = filled_in(review(client, incoming))
    return dict(_pages[incoming.text])


def save(client: Client, incoming: IncomingLetter, **changes: Any) -> Any:
    """Posts the page as it comes, but for `changes` (None: the field is not sent)."""
    posted = as_it_comes(client, incoming) | changes
    return client.post(page_of(incoming), {name: value for name, value in posted.items() if value is not None})
