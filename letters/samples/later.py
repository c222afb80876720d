"""Fictional letters of 2019 to 2021: forty signatories, an urgent appeal, and one in memory of a dead man."""

from datetime import date

from letters.models import Ask, Letter
from letters.samples import papers
from letters.samples.deputies import SAMPLOVIAN
from letters.samples.shapes import AlsoCalled, AskedFor, Body, Cite, Event, Held, Human, Named, Note, Sample, Sign, To
from letters.samples.world import (
    ASSEMBLY,
    BALTSU,
    EXAMPLIA,
    FAMILIES,
    FOREIGN_AFFAIRS,
    INVENTED,
    JUSTICE,
    LEAGUE,
    LORRIMAR,
    MONTAVEL,
    PROSECUTOR,
    QUILLABY,
    RUVIK,
    VARESH,
)
from links.vocabulary import PassageResult
from people.models import Detention, DetentionEvent, Organization

_TO_JUSTICE = "9 Plane Tree Avenue\nBrightwater\nExamplia"
_TO_MINISTER = To(
    person=LORRIMAR, body=JUSTICE, honorific="Her Excellency", office="Minister of Justice", address=_TO_JUSTICE
)

# --- 2019: forty signatories ----------------------------------------------------------------------------------------
FORTY = Sample(
    date=date(2019, 5, 21),
    place="Portbridge",
    issuer=ASSEMBLY,
    kind=Letter.Kind.OPEN,
    subject="Two names that are missing from the list of pardons",
    summary=INVENTED
    + "Forty members of a parliament write to their own foreign minister about a physician and a journalist.",
    salutation="Dear Minister Quillaby,",
    body="""\
You will travel to Brightwater in June to sign the fisheries agreement. We forty members of the National Assembly, \
of every party in it, ask you to take two names along.

The first is that of Dr. Ilona Varesh. She is in the fifth year of an eleven-year sentence for having counted the \
sick in her country's prisons. What she counted has since been confirmed twice over by others.[^1] Her appeal was \
rejected without a hearing.

The second is that of Oren Baltsu, a journalist. On 9 February 2016 two men led him away from platform 2 of \
Brightwater station, before the eyes of three travellers.[^2] Nobody has seen him since. The authorities say that \
they do not hold him, and that they are not looking for him either.

Every spring the Government of Examplia publishes a list of pardons. This year's had sixty-one names, and these two \
were not among them. The law sets no limit to the number,[^3] and it has been used before: the poet Tavi Meron came \
home in 2012, more than a year before his sentence would have ended.[^4]

An agreement about fish can be signed by people who do not trust each other. We would rather that you signed it with \
people who had begun to earn our trust, and we ask you to say so, in your own words, at the table and afterwards to \
the press.
""",
    closing="With respect,",
    addressees=(
        To(
            person=QUILLABY,
            body=FOREIGN_AFFAIRS,
            honorific="The Honourable",
            office="Minister of Foreign Affairs",
            address="3 Consulate Row\nPortbridge",
        ),
    ),
    signatures=tuple(
        Sign(person=member, office=f"Member for {member.offices[0].area}", lead=member is SAMPLOVIAN[0])
        for member in SAMPLOVIAN
    ),
    mentions=(Named(VARESH, "physician, in the fifth year of her sentence"), Named(BALTSU, "journalist, missing")),
    notes=(
        Note(
            "1",
            (
                Cite(document=papers.PRISON_HEALTH, pinpoint="ch. 3"),
                Cite(
                    document=papers.FORTY_QUESTIONS,
                    pinpoint="questions 11 to 19",
                    quote="Who counts the sick, and who looks after those who count?",
                    passage=PassageResult.NOT_CHECKABLE,
                ),
            ),
        ),
        Note(
            "2",
            (
                Cite(
                    document=papers.LAST_SEEN,
                    printed="https://news.example.org/2016/02/16/last-seen-on-platform-2#:~:text=platform%202,did%20not%20shout",
                    passage=PassageResult.MISSING,
                ),
            ),
        ),
        Note("3", (Cite(document=papers.PENAL_CODE, pinpoint="pp. 402–405"),)),
        Note("4", (Cite(document=papers.POET_RELEASED),)),
    ),
    asks=(
        AskedFor(
            text="Raise both names in Brightwater, and say so in public.",
            kind=Ask.Kind.STATEMENT,
            due_on=date(2019, 6, 30),
            outcome=Ask.Outcome.PARTLY_MET,
            outcome_on=date(2019, 6, 27),
            outcome_note="The minister told the press that human rights had been spoken of; he gave no names.",
        ),
    ),
)

# --- 2020: an urgent appeal, and a release --------------------------------------------------------------------------
_KADOUN = Human(
    name="Sefi Kadoun",
    given="Sefi",
    family="Kadoun",
    summary="Teacher, held in Examplia for two weeks in 2020 (invented).",
    also=(AlsoCalled("سيفي كادون", "und-Arab", "in another script"),),
    detentions=(
        Held(
            country=EXAMPLIA,
            authority="Examplian State Guard",
            detained_on="2020-09-16",
            status=Detention.Status.RELEASED,
            status_as_of="2020-10-01",
            status_source=papers.SCHOOL_RELEASE,
            reason="A lesson on the geography of a neighbouring country.",
            charges="Dropped.",
            counsel="Counsel known to our staff (invented).",
            publish=frozenset({"case"}),
            events=(
                Event(
                    kind=DetentionEvent.Kind.ARREST,
                    date="2020-09-16",
                    description="Arrested in front of her class.",
                    source=papers.SCHOOL_ARREST,
                ),
                Event(
                    kind=DetentionEvent.Kind.RELEASE,
                    date="2020-10-01",
                    description="Released; the charges were dropped.",
                    source=papers.SCHOOL_RELEASE,
                ),
            ),
        ),
    ),
)

TEACHER = Sample(
    date=date(2020, 9, 18),
    issuer=LEAGUE,
    kind=Letter.Kind.APPEAL,
    subject="Urgent appeal: the teacher Sefi Kadoun must see a judge by Saturday",
    summary=INVENTED
    + "An organisation asks for a teacher to be brought before a judge in time. She was released two weeks later.",
    body="""\
Sefi Kadoun, who teaches geography at the school of Lakeside in Examplia, was arrested on Wednesday in front of her \
class.[^1] The law gives the State Guard seventy-two hours to bring her before a judge.[^2] They end on Saturday \
morning at nine.

We do not know where she is held. She has a heart condition for which she takes medicine every evening, and she did \
not have it with her.

We appeal to the Minister of Justice to see that she gets her medicine today, that her family learns where she is, \
and that the law's seventy-two hours are kept.
""",
    addressees=(_TO_MINISTER,),
    signatures=(Sign(body=LEAGUE),),
    mentions=(Named(_KADOUN, "geography teacher"),),
    notes=(
        Note("1", (Cite(document=papers.SCHOOL_ARREST),)),
        Note("2", (Cite(document=papers.PENAL_CODE, pinpoint="p. 61"),)),
    ),
    asks=(
        AskedFor(
            text="Bring her before a judge within seventy-two hours.",
            kind=Ask.Kind.FAIR_TRIAL,
            due_on=date(2020, 9, 19),
            outcome=Ask.Outcome.OVERTAKEN,
            outcome_on=date(2020, 10, 1),
            outcome_note="She was never brought before a judge, and was released on 1 October 2020.",
        ),
        AskedFor(
            text="Tell her family where she is.",
            kind=Ask.Kind.ACCESS,
            outcome=Ask.Outcome.MET,
            outcome_on=date(2020, 9, 19),
            outcome_note="An officer telephoned her husband.",
        ),
    ),
)

# --- 2021: in memoriam ----------------------------------------------------------------------------------------------
IN_MEMORIAM = Sample(
    date=date(2021, 3, 26),
    issuer=FAMILIES,
    kind=Letter.Kind.OPEN,
    subject="In memory of Halden Ruvik",
    summary=INVENTED + "Families of prisoners remember a dock worker who died in custody, and ask how it came about.",
    salutation="To the Prosecutor General",
    body="""\
Halden Ruvik was forty-six years old. He had worked in the docks of Brightwater since he was seventeen, and for nine \
years he kept the books of the dock workers' union in a green ledger, in which every contribution was entered in \
pencil first and in ink when it had been counted twice.

He was arrested in December after the meeting in which the strike had been called. He was never charged. On 6 March \
he died. The notice his wife was given has two lines and names no cause.[^1]

A man who shared his cell has told an organisation we trust that he asked for a doctor on four days.[^2] We cannot \
examine that account; you can.

We ask for an inquiry by physicians whom the family may choose, and for the green ledger to be given back to the \
union. We shall read his name aloud at the harbour gate on the sixth of every month until there is an answer.
""",
    addressees=(To(person=MONTAVEL, body=PROSECUTOR, office="Prosecutor General"),),
    signatures=(
        Sign(body=FAMILIES),
        Sign(body=Body(name="Dock Workers' Union of Brightwater", kind=Organization.Kind.OTHER, country=EXAMPLIA)),
    ),
    mentions=(Named(RUVIK, "dock worker and union secretary"),),
    notes=(
        Note("1", (Cite(document=papers.RUVIK_NOTICE),)),
        Note("2", (Cite(document=papers.CELLMATE, pinpoint="account 17"),)),
    ),
    asks=(
        AskedFor(
            text="Hold an inquiry into his death, by physicians whom the family may choose.",
            kind=Ask.Kind.INVESTIGATION,
            due_on=date(2021, 9, 6),
        ),
    ),
)

LATER = (FORTY, TEACHER, IN_MEMORIAM)
