"""The United States Senate letter of April 4, 2024: its facts, and nothing else about the real people it names.

The letter's own sentences are not reproduced: the body is a summary in other words, and says so.
"""

from datetime import date

from letters.models import Letter, Source
from letters.samples.shapes import Body, Cite, Document, Held, Human, Named, Note, OfficeHeld, Sample, Sign, To
from people.models import Detention, Organization

SENATE = Body(
    name="United States Senate",
    short_name="U.S. Senate",
    kind=Organization.Kind.LEGISLATURE,
    country="US",
    address="WASHINGTON, DC 20510",
)
STATE_DEPARTMENT = Body(name="U.S. Department of State", kind=Organization.Kind.GOVERNMENT, country="US")

_NOW_SERVING = {"start": "2021-01-03", "end": "2027-01-03"}


def _senator(*, given: str, additional: str = "", family: str, bioguide: str, party: str, state: str) -> Human:
    """Party, state and term as the public list of legislators has them for the day of the letter."""
    first = " ".join(filter(None, (given, additional)))
    return Human(
        name=f"{first} {family}",
        given=given,
        additional=additional,
        family=family,
        sort_name=f"{family}, {first}",
        bioguide=bioguide,
        offices=(OfficeHeld(title="Senator", body=SENATE, party=party, area=state, **_NOW_SERVING),),
    )


MARKEY = _senator(given="Edward", additional="J.", family="Markey", bioguide="M000133", party="Democrat", state="MA")
CASSIDY = _senator(given="Bill", family="Cassidy", bioguide="C001075", party="Republican", state="LA")
TILLIS = _senator(given="Thom", family="Tillis", bioguide="T000476", party="Republican", state="NC")
PETERS = _senator(given="Gary", additional="C.", family="Peters", bioguide="P000595", party="Democrat", state="MI")

BLINKEN = Human(name="Antony Blinken", given="Antony", family="Blinken")


def _detainee(*, given: str, family: str, office: str) -> Human:
    """What the letter says and no more: the office once held, and that Azerbaijan holds the person."""
    return Human(
        name=f"{given} {family}",
        given=given,
        family=family,
        offices=(OfficeHeld(title=office, area="Nagorno-Karabakh"),),
        detentions=(
            Held(country="AZ", detained_on="2023", status=Detention.Status.DETAINED, status_as_of="2024-04-04"),
        ),
    )


VARDANYAN = _detainee(given="Ruben", family="Vardanyan", office="State Minister")
GHUKASYAN = _detainee(given="Arkadi", family="Ghukasyan", office="President")
SAHAKYAN = _detainee(given="Bako", family="Sahakyan", office="President")
HARUTYUNYAN = _detainee(given="Arayik", family="Harutyunyan", office="President")
BABAYAN = _detainee(given="Davit", family="Babayan", office="Minister of Foreign Affairs")
ISHKHANYAN = _detainee(given="Davit", family="Ishkhanyan", office="Speaker of the Parliament")

_HOSTILITIES = Document(
    title="Call for End of Hostilities in Nagorno-Karabakh",
    publisher="U.S. Department of State",
    published_on="2023-09-19",
    kind=Source.Kind.STATEMENT,
    url="https://www.state.gov/call-for-end-of-hostilities-in-nagorno-karabakh/",
)
_HUMANITARIAN = Document(
    title="The Humanitarian Situation in Nagorno-Karabakh",
    publisher="U.S. Department of State",
    published_on="2023-08-31",
    kind=Source.Kind.STATEMENT,
    url="https://www.state.gov/the-humanitarian-situation-in-nagorno-karabakh/",
)
_RETURN = Document(
    title="Guarantee Right to Return to Nagorno Karabakh",
    publisher="Human Rights Watch",
    published_on="2023-10-05",
    kind=Source.Kind.NEWS,
    url="https://www.hrw.org/news/2023/10/05/guarantee-right-return-nagorno-karabakh",
)
_PARLIAMENT = Document(
    title="Situation in Nagorno-Karabakh After Azerbaijan's Attack and the Continuing Threats Against Armenia",
    publisher="European Parliament",
    published_on="2023-10-05",
    kind=Source.Kind.LEGISLATION,
    url="https://www.europarl.europa.eu/doceo/document/TA-9-2023-0356_EN.html",
)
_SCHEFFER = Document(
    title="Ethnic Cleansing Is Happening in Nagorno-Karabakh. How Can the World Respond?",
    author="David J. Scheffer",
    publisher="Council on Foreign Relations",
    published_on="2023-10-04",
    kind=Source.Kind.WEBPAGE,
    url="https://www.cfr.org/article/ethnic-cleansing-happening-nagorno-karabakh-how-can-world-respond",
)
# As printed, damage and all: the end of the passage was cut, so it cannot be found on the page.
_SCHEFFER_AS_PRINTED = (
    "https://www.cfr.org/article/ethnic-cleansing-happening-nagorno-karabakh-how-can-world-respond"
    "#:~:text=The%20ethnic%20Armenian%20population%20of.have%20fled%20west%20to%20Armenia"
)
_UN_TEAM = Document(
    title="UN Team in Nagorno-Karabakh, a First in 30 Years, as Ethnic Armenians Flee",
    publisher="Al Jazeera",
    published_on="2023-10-01",
    kind=Source.Kind.NEWS,
    url="https://www.aljazeera.com/news/2023/10/1/un-team-in-nagorno-karabakh-a-first-in-30-years-as-ethnic-armenians-leave",
)
_WANTED_LIST = Document(
    title="Baku Issues 300-Person 'Most Wanted' List for Artsakh Officials",
    publisher="Hetq.am",
    published_on="2023-10-02",
    kind=Source.Kind.NEWS,
    url="https://hetq.am/en/article/160803",
)

_BODY = """\
*This is a summary made for the sample, in words of our own. It is not the text of the letter, which can be read \
from the office that published it.*

Four senators wrote to the Secretary of State about the talks between Armenia and Azerbaijan. Their subject was a \
group of people from Nagorno-Karabakh who had held public office there, whom Azerbaijan had detained in the autumn \
of 2023, and who, the writers feared, might be left out of a settlement.

As background the letter recalls the humanitarian situation before the offensive of 19 September 2023,[^1] the long \
closure of the Lachin Corridor,[^2] the flight of some 120,000 inhabitants,[^3] and how the European Parliament and \
others have judged these events.[^4]

It names six of those detained: Ruben Vardanyan, Arkadi Ghukasyan, Bako Sahakyan, Arayik Harutyunyan, Davit Babayan \
and Davit Ishkhanyan. It adds, with press reports as its source, that investigations of about 300 former officials \
had been announced.[^5]

The letter asks the Secretary to make the release of the detained a condition of any agreement; to call what \
happened in September 2023 ethnic cleansing; to support the return of the displaced under international guarantees; \
and to see to sanctions on those responsible.
"""

SENATE_LETTER = Sample(
    date=date(2024, 4, 4),
    issuer=SENATE,
    kind=Letter.Kind.JOINT,
    subject="Detained leaders of Nagorno-Karabakh",
    summary=(
        "Sample: the facts of a real letter, with a summary in place of its text. Four U.S. senators write to the "
        "Secretary of State about six people from Nagorno-Karabakh held by Azerbaijan."
    ),
    salutation="Dear Secretary Blinken,",
    body=_BODY,
    closing="Sincerely,",
    addressees=(
        To(
            person=BLINKEN,
            body=STATE_DEPARTMENT,
            honorific="The Honorable",
            office="U.S. Secretary of State",
            address="2201 C Street, NW\nWashington, DC 20520",
        ),
    ),
    signatures=tuple(
        Sign(person=senator, office="United States Senator") for senator in (MARKEY, CASSIDY, TILLIS, PETERS)
    ),
    mentions=(
        Named(VARDANYAN, "former State Minister"),
        Named(GHUKASYAN, "former President"),
        Named(SAHAKYAN, "former President"),
        Named(HARUTYUNYAN, "former President"),
        Named(BABAYAN, "former Minister of Foreign Affairs"),
        Named(ISHKHANYAN, "former Speaker of the Parliament"),
    ),
    notes=(
        Note("1", (Cite(document=_HOSTILITIES),)),
        Note("2", (Cite(document=_HUMANITARIAN),)),
        Note("3", (Cite(document=_RETURN),)),
        Note("4", (Cite(document=_PARLIAMENT), Cite(document=_SCHEFFER, printed=_SCHEFFER_AS_PRINTED))),
        Note("5", (Cite(document=_UN_TEAM), Cite(document=_WANTED_LIST))),
    ),
)
