"""Two fictional letters that are not public yet: only staff see them, and the man whom the first alone names."""

from datetime import date

from letters.models import Ask, Letter
from letters.samples import papers
from letters.samples.deputies import FICTANIAN
from letters.samples.shapes import AskedFor, Cite, Held, Human, Named, Note, Sample, Sign, To
from letters.samples.world import BALTSU, CHAMBER, EXAMPLIA, INVENTED, JUSTICE, LEAGUE, LORRIMAR, MONTAVEL, PROSECUTOR
from people.models import Detention

_ORVESH = Human(
    name="Nadim Orvesh",
    given="Nadim",
    family="Orvesh",
    summary="Shepherd, stopped at the border of Examplia in 2026 (invented).",
    detentions=(
        Held(
            country=EXAMPLIA,
            detained_on="2026-02-10",
            status=Detention.Status.DETAINED,
            status_as_of="2026-02-17",
            place="Border post of Sixmile (invented)",
            counsel="Being looked for (invented).",
            internal_note="The family has not yet agreed to a public letter.",
            is_public=False,
        ),
    ),
)

BORDER = Sample(
    date=date(2026, 2, 18),
    issuer=LEAGUE,
    status=Letter.Status.DRAFT,
    subject="Nadim Orvesh, held at the border post of Sixmile",
    summary=INVENTED + "A draft: only staff can see it, and the man it names.",
    internal_note="Do not publish before the family agrees.",
    salutation="Dear Minister Lorrimar,",
    body="""\
Nadim Orvesh, a shepherd, was stopped on 10 February when he followed two of his animals across the border.[^1] The \
animals were sent back the same evening. He was not.

We ask you to let him go home, or to tell his family why he may not.
""",
    closing="Yours sincerely,",
    addressees=(To(person=LORRIMAR, body=JUSTICE, honorific="Her Excellency", office="Minister of Justice"),),
    signatures=(Sign(body=LEAGUE),),
    mentions=(Named(_ORVESH, "shepherd"),),
    notes=(Note("1", (Cite(document=papers.DRAFT_NOTE),)),),
    asks=(AskedFor(text="Release Nadim Orvesh.", kind=Ask.Kind.RELEASE),),
)

TEN_YEARS = Sample(
    date=date(2026, 3, 5),
    place="Clairval",
    issuer=CHAMBER,
    status=Letter.Status.IN_REVIEW,
    subject="Oren Baltsu: ten years without an answer",
    summary=INVENTED + "A letter that waits for its reviewer: not public yet.",
    internal_note="Please compare the date in the first sentence with the scan.",
    salutation="Madam Prosecutor General,",
    body="""\
Ten years ago last month, Oren Baltsu was led away from Brightwater station.[^1] We ask you to open an inquiry, and \
to name the officer who will lead it.
""",
    closing="Please accept the assurance of our high consideration.",
    addressees=(To(person=MONTAVEL, body=PROSECUTOR, honorific="Her Excellency", office="Prosecutor General"),),
    signatures=tuple(Sign(person=deputy, office=f"Deputy for {deputy.offices[0].area}") for deputy in FICTANIAN[:3]),
    mentions=(Named(BALTSU, "journalist"),),
    notes=(Note("1", (Cite(document=papers.LAST_SEEN), Cite(document=papers.NINTH_YEAR))),),
    asks=(AskedFor(text="Open an inquiry into his disappearance.", kind=Ask.Kind.INVESTIGATION),),
)

DRAFTS = (BORDER, TEN_YEARS)
