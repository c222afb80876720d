"""Fictional letters of 2009 to 2017: two addressees, a follow-up, organizations alone, another country's parliament."""

from datetime import date

from letters.models import Ask, Letter
from letters.samples import papers
from letters.samples.deputies import FICTANIAN, SAMPLOVIAN
from letters.samples.shapes import Answer, AskedFor, Body, Cite, Named, Note, Sample, Sign, To
from letters.samples.world import (
    CHAMBER,
    EXAMPLIA,
    FAMILIES,
    FICTANIA,
    HALDRANE,
    INVENTED,
    JUSTICE,
    LEAGUE,
    LORRIMAR,
    MERON,
    MONTAVEL,
    PROSECUTOR,
    RIGHTS_COMMITTEE,
    SAMPLOVIA,
    VARESH,
    WRITERS,
)
from links.vocabulary import PassageResult
from people.models import Organization

_TO_JUSTICE = "9 Plane Tree Avenue\nBrightwater\nExamplia"
_THORNQUAY, _MERROWDALE = SAMPLOVIAN[:2]

# --- 2009: two addressees, side by side -----------------------------------------------------------------------------
POET = Sample(
    date=date(2009, 11, 12),
    place="Portbridge",
    issuer=RIGHTS_COMMITTEE,
    subject="The arrest of the poet Tavi Meron",
    summary=INVENTED
    + "Two members of a parliamentary committee ask a minister and a prosecutor why a poet is held without charge.",
    salutation="Dear Minister, dear Prosecutor General,",
    body="""\
On 14 June this year officers of the State Guard took the poet Tavi Meron from his home in Brightwater before \
sunrise.[^1] Five months have passed. He has been brought before no judge, and his family has been shown no order \
for his arrest.

We understand from the court's own register that no case bears his name.[^2] A decree of last April requires a \
licence for any gathering of more than twelve people;[^3] an evening of verse in the public library is, it seems, \
being read as such a gathering. His sister told us that nobody in the room had known of the decree.[^4]

We do not ask you to share our taste in poetry. We ask you to say by what right a man is held who has read his own \
lines aloud, and to let him go if there is none.

We would be grateful for an answer that we may lay before our committee at its session in January.
""",
    closing="Yours respectfully,",
    addressees=(
        To(
            person=HALDRANE,
            body=JUSTICE,
            honorific="His Excellency",
            office="Minister of Justice",
            address=_TO_JUSTICE,
        ),
        To(
            person=MONTAVEL,
            body=PROSECUTOR,
            honorific="Her Excellency",
            office="Prosecutor General",
            address="40 Assize Street\nBrightwater\nExamplia",
        ),
    ),
    signatures=(
        Sign(person=_THORNQUAY, body=RIGHTS_COMMITTEE, office="Chair of the Human Rights Committee", lead=True),
        Sign(person=_MERROWDALE, body=RIGHTS_COMMITTEE, office="Vice-Chair of the Human Rights Committee"),
    ),
    mentions=(Named(MERON, "poet"),),
    notes=(
        Note(
            "1",
            (
                Cite(
                    document=papers.POET_TAKEN,
                    quote="They knocked at half past four and were gone before five.",
                    passage=PassageResult.PRESENT,
                ),
            ),
        ),
        Note("2", (Cite(document=papers.COURT_REGISTER, pinpoint="pp. 112–139"),)),
        Note("3", (Cite(document=papers.DECREE, pinpoint="art. 2"),)),
        # A note without a source: not everything that is known stands somewhere in print.
        Note("4", text="Conversation with the family, 3 October 2009."),
    ),
)

# --- 2012: one letter follows another -------------------------------------------------------------------------------
POET_AGAIN = Sample(
    date=date(2012, 2, 6),
    place="Portbridge",
    issuer=RIGHTS_COMMITTEE,
    subject="Tavi Meron: our letter of November 2009",
    follows=POET.subject,
    summary=INVENTED + "The committee's chair writes again about the imprisoned poet, three months before his release.",
    salutation="Dear Minister,",
    body="""\
I refer to our letter of 12 November 2009, to which we have had no answer. Since then Tavi Meron has been sentenced \
to four years for disturbing the public peace.[^i]

The law under which he was judged was made for gatherings.[^ii] The reading for which he was sentenced had nine \
listeners, fewer than the decree itself counts as a gathering. I do not know how the court came to another number, \
for the judgment has not been published.

Tavi Meron has now served more than half of his term. Your law allows an early release from that day on. I ask you \
to use it, and to let the judgment be read.
""",
    closing="Yours sincerely,",
    addressees=(
        To(
            person=HALDRANE,
            body=JUSTICE,
            honorific="His Excellency",
            office="Minister of Justice",
            address=_TO_JUSTICE,
        ),
    ),
    signatures=(Sign(person=_THORNQUAY, body=RIGHTS_COMMITTEE, office="Chair of the Human Rights Committee"),),
    mentions=(Named(MERON, "poet, sentenced to four years"),),
    notes=(
        Note("i", (Cite(document=papers.COURT_REGISTER, pinpoint="p. 201"),)),
        Note("ii", (Cite(document=papers.DECREE), Cite(document=papers.POET_TAKEN))),
    ),
    asks=(
        AskedFor(
            text="Release Tavi Meron early, as the law allows after half of the term.",
            kind=Ask.Kind.RELEASE,
            outcome=Ask.Outcome.MET,
            outcome_on=date(2012, 5, 3),
            outcome_note="He was released on 3 May 2012, with more than a year of his sentence left.",
        ),
        AskedFor(text="Publish the judgment.", kind=Ask.Kind.OTHER),
    ),
)


# --- 2015: organizations sign alone ---------------------------------------------------------------------------------
def _ngo(name: str, country: str) -> Body:
    return Body(name=name, kind=Organization.Kind.NGO, country=country)


DOCTOR_NGOS = Sample(
    date=date(2015, 4, 7),
    issuer=LEAGUE,
    kind=Letter.Kind.JOINT,
    subject="Dr. Ilona Varesh, held for her figures on prison health",
    summary=INVENTED + "Seven organisations of three countries ask for the release of a physician before her trial.",
    salutation="Dear Minister Lorrimar,",
    body="""\
The undersigned organisations write to you on behalf of Dr. Ilona Varesh, director of the fever clinic of \
Brightwater, who was arrested on 20 November 2014.

Nine days before, Dr. Varesh had given the health inspectors a table: how many prisoners had fallen ill in a year, \
of what, and how many had been examined. The table contained no name and no secret. Much of it had stood a month \
earlier in a public report, written by others, which anyone may read.[^1]

> No prisoner was examined within a month of arriving.

That sentence is the report's, not hers; she only counted. To count the sick is a physician's duty, and it has never \
been a crime in Examplia to do so.

Visitors tell us that Dr. Varesh is kept apart from other prisoners and may receive one letter a month.[^2] We ask \
you:

- to release her before her trial, as your law permits for a person who has a home and a profession;
- to open the trial to the public and to observers from our organisations;
- to let an independent physician see her.

We send this letter in the hope of a conversation, and remain at your disposal for one.
""",
    addressees=(
        To(
            person=LORRIMAR,
            body=JUSTICE,
            honorific="Her Excellency",
            office="Minister of Justice",
            address=_TO_JUSTICE,
        ),
    ),
    signatures=tuple(
        Sign(body=body)
        for body in (
            LEAGUE,
            FAMILIES,
            WRITERS,
            _ngo("Fictanian Council of Public Libraries", FICTANIA),
            _ngo("Midwives and Nurses of Tern Islands", SAMPLOVIA),
            _ngo("Portbridge Society of Physicians for the Detained", SAMPLOVIA),
            _ngo("Readers' Circle of Brightwater", EXAMPLIA),
        )
    ),
    mentions=(Named(VARESH, "director of the fever clinic of Brightwater"),),
    notes=(
        Note(
            "1",
            (
                Cite(
                    document=papers.PRISON_HEALTH,
                    printed="https://reports.example.net/2014/illness-behind-walls.html"
                    "#:~:text=No%20prisoner%20was%20examined,of%20arriving",
                    pinpoint="ch. 3",
                    passage=PassageResult.PRESENT,
                ),
            ),
        ),
        Note("2", (Cite(document=papers.VISITS_BLOG), Cite(document=papers.PRISON_HEALTH, pinpoint="p. 58"))),
    ),
    asks=(
        AskedFor(
            text="Release Dr. Varesh before her trial.",
            kind=Ask.Kind.RELEASE,
            outcome=Ask.Outcome.REFUSED,
            outcome_on=date(2015, 5, 4),
            outcome_note="The court ruled that she stay in prison.",
        ),
        AskedFor(
            text="Open the trial to the public and to observers.",
            kind=Ask.Kind.FAIR_TRIAL,
            outcome=Ask.Outcome.REFUSED,
            outcome_on=date(2015, 6, 30),
            outcome_note="All hearings were closed.",
        ),
        AskedFor(text="Let an independent physician see her.", kind=Ask.Kind.CARE),
    ),
)

# --- 2017: deputies of another country, with asks and replies -------------------------------------------------------
DOCTOR_DEPUTIES = Sample(
    date=date(2017, 2, 3),
    place="Clairval",
    issuer=CHAMBER,
    kind=Letter.Kind.JOINT,
    subject="The eleven-year sentence of Dr. Ilona Varesh",
    follows=DOCTOR_NGOS.subject,
    summary=INVENTED + "Eight deputies of three parties make three requests. One is met, one refused, one still open.",
    salutation="Madam Minister,",
    body="""\
As deputies of different parties, who agree on little else, we write to you together about Dr. Ilona Varesh.

On 30 June 2015 she was sentenced to eleven years in prison for breach of official secrecy.[^1] Our Chamber debated \
her case last month and resolved without a vote against that the sentence cannot be squared with the treaties that \
both our countries have signed.[^2]

Your ministry has stated that the courts of Examplia are independent, and that it may not comment on a judgment.[^3] \
We respect that. What we ask lies within the ministry's own power: how a prisoner is housed, whom she may see, and \
what is published.

We ask that Dr. Varesh be given leave to see her family each month; that our ambassador may visit her; and that the \
figures of the prison health service, for which all this began, be published for every year since 2014. We would \
welcome your answer to the last by the end of September.
""",
    closing="Please accept, Madam Minister, the assurance of our high consideration.",
    addressees=(
        To(
            person=LORRIMAR,
            body=JUSTICE,
            honorific="Her Excellency",
            office="Minister of Justice of Examplia",
            address=_TO_JUSTICE,
        ),
    ),
    signatures=tuple(
        Sign(
            person=deputy,
            office=f"Deputy for {deputy.offices[0].area} ({deputy.offices[0].party})",
            lead=deputy is FICTANIAN[0],
        )
        for deputy in FICTANIAN
    ),
    mentions=(Named(VARESH, "physician, sentenced to eleven years"),),
    notes=(
        Note("1", (Cite(document=papers.CASE_FILE_VARESH),)),
        Note("2", (Cite(document=papers.MOTION_88, pinpoint="no. 4"),)),
        Note(
            "3",
            (
                Cite(
                    document=papers.MINISTRY_STATEMENT,
                    quote="The ministry does not comment on judgments.",
                    passage=PassageResult.NOT_CHECKABLE,
                ),
            ),
        ),
    ),
    asks=(
        AskedFor(
            text="Give Dr. Varesh leave to see her family each month.",
            kind=Ask.Kind.ACCESS,
            outcome=Ask.Outcome.MET,
            outcome_on=date(2017, 3, 20),
            outcome_note="Monthly visits began in March 2017.",
        ),
        AskedFor(
            text="Let the ambassador of Fictania visit her.",
            kind=Ask.Kind.ACCESS,
            outcome=Ask.Outcome.REFUSED,
            outcome_on=date(2017, 3, 13),
            outcome_note="Refused in the ministry's reply: she is not a citizen of Fictania.",
        ),
        AskedFor(
            text="Publish the figures of the prison health service for every year since 2014.",
            kind=Ask.Kind.STATEMENT,
            due_on=date(2017, 9, 30),
        ),
    ),
    replies=(
        Answer(
            date=date(2017, 3, 13),
            by=0,
            summary="The minister grants monthly visits by the family, and refuses the ambassador's visit. On the "
            "figures she writes that they are being gathered.",
            text="The family's visits can be arranged with the director of the prison from this month on. A visit by "
            "the ambassador cannot be granted, as the prisoner is not a citizen of Fictania. The figures are being "
            "gathered.",
            is_public=True,
        ),
        Answer(
            date=date(2017, 6, 1),
            by=0,
            summary="A second, personal note, which the writer asked us to keep to ourselves.",
        ),
    ),
)

EARLY = (POET, POET_AGAIN, DOCTOR_NGOS, DOCTOR_DEPUTIES)
