"""The invented countries, bodies, officials and detained people that several of the fictional letters name.

Countries have codes that ISO 3166 leaves to users (XA to XZ; `COUNTRIES_OVERRIDE` in the settings names them), and
every address is on a domain that RFC 2606 reserves, so nothing here can be taken for, or reach, anybody.
"""

from letters.samples import papers
from letters.samples.shapes import AlsoCalled, Body, Event, Held, Human, OfficeHeld
from people.models import Detention, DetentionEvent, Organization

EXAMPLIA, SAMPLOVIA, FICTANIA = "XA", "XB", "XC"

Kind = Organization.Kind
Happened = DetentionEvent.Kind
Status = Detention.Status

# What stands at the head of every fictional letter's summary.
INVENTED = "Sample, wholly invented. "

# --- Bodies ---------------------------------------------------------------------------------------------------------
ASSEMBLY = Body(
    name="National Assembly of Samplovia",
    kind=Kind.LEGISLATURE,
    country=SAMPLOVIA,
    address="1 Assembly Quay, Portbridge, Samplovia",
)
RIGHTS_COMMITTEE = Body(
    name="Human Rights Committee of the National Assembly of Samplovia",
    short_name="Samplovian Human Rights Committee",
    kind=Kind.LEGISLATURE,
    country=SAMPLOVIA,
    address="Room 214, 1 Assembly Quay, Portbridge, Samplovia",
    parent=ASSEMBLY,
)
CHAMBER = Body(
    name="Chamber of Deputies of Fictania",
    kind=Kind.LEGISLATURE,
    country=FICTANIA,
    address="Place des Tilleuls 3, Clairval, Fictania",
)
JUSTICE = Body(
    name="Ministry of Justice of Examplia",
    kind=Kind.GOVERNMENT,
    country=EXAMPLIA,
    address="9 Plane Tree Avenue, Brightwater, Examplia",
)
PROSECUTOR = Body(
    name="Office of the Prosecutor General of Examplia",
    kind=Kind.GOVERNMENT,
    country=EXAMPLIA,
    address="40 Assize Street, Brightwater, Examplia",
)
FOREIGN_AFFAIRS = Body(name="Ministry of Foreign Affairs of Samplovia", kind=Kind.GOVERNMENT, country=SAMPLOVIA)
LEAGUE = Body(
    name="Samplovian League for Prisoners",
    short_name="SLP",
    kind=Kind.NGO,
    country=SAMPLOVIA,
    address="12 Ropewalk, Portbridge, Samplovia",
)
WRITERS = Body(
    name="Cercle des écrivains de Fictania",
    kind=Kind.NGO,
    country=FICTANIA,
    address="27 rue des Marronniers, Clairval, Fictania",
)
FAMILIES = Body(name="Association of Examplian Families", kind=Kind.NGO, country=EXAMPLIA)
COMMISSION = Body(
    name="Three Countries Commission on Human Rights",
    short_name="TCCHR",
    kind=Kind.INTERNATIONAL,
    address="Ferry House, Lac-Blanc, Fictania",
)

# --- Officials ------------------------------------------------------------------------------------------------------
HALDRANE = Human(
    name="Corvin Haldrane",
    given="Corvin",
    family="Haldrane",
    summary="Minister of Justice of Examplia until 2013 (invented).",
    offices=(OfficeHeld(title="Minister of Justice", body=JUSTICE, start="2007-04", end="2013-09"),),
)
MONTAVEL = Human(
    name="Sira Montavel",
    given="Sira",
    family="Montavel",
    summary="Prosecutor General of Examplia (invented).",
    offices=(OfficeHeld(title="Prosecutor General", body=PROSECUTOR, start="2008"),),
)
LORRIMAR = Human(
    name="Edda Lorrimar",
    given="Edda",
    family="Lorrimar",
    summary="Minister of Justice of Examplia since 2014 (invented).",
    offices=(OfficeHeld(title="Minister of Justice", body=JUSTICE, start="2014-03"),),
)
QUILLABY = Human(
    name="Hektor Quillaby",
    given="Hektor",
    family="Quillaby",
    summary="Minister of Foreign Affairs of Samplovia (invented).",
    offices=(OfficeHeld(title="Minister of Foreign Affairs", body=FOREIGN_AFFAIRS, start="2018-06"),),
)

# --- Detained people ------------------------------------------------------------------------------------------------
MERON = Human(
    name="Tavi Meron",
    given="Tavi",
    family="Meron",
    summary="Poet, held in Examplia from 2009 to 2012 (invented).",
    biography=(
        "Tavi Meron wrote three books of verse and taught evening classes at the public library of Brightwater. "
        "His second book was withdrawn from sale a week before his arrest."
    ),
    born="1961",
    publish_personal=True,
    also=(
        AlsoCalled("Τάβι Μέρον", "und-Grek", "in another script"),
        AlsoCalled("Tavi Merron", "", "spelling in the court's papers"),
    ),
    detentions=(
        Held(
            country=EXAMPLIA,
            authority="Examplian State Guard",
            detained_on="2009-06-14",
            status=Status.RELEASED,
            status_as_of="2012-05-03",
            status_source=papers.POET_RELEASED,
            place="Greywater Remand Prison",
            reason="Public reading of unlicensed verse.",
            charges="Disturbing the public peace (article 88).",
            court="Assize Court of Brightwater",
            sentence="Four years; released after two years and ten months.",
            counsel="Counsel known to our staff (invented).",
            health="Asthma; medicine was withheld in the first weeks (invented).",
            publish=frozenset({"place", "case"}),
            events=(
                Event(
                    kind=Happened.ARREST,
                    date="2009-06-14",
                    description="Arrested at his home before sunrise.",
                    source=papers.POET_TAKEN,
                ),
                Event(kind=Happened.SENTENCE, date="2010-02", description="Sentenced to four years."),
                Event(
                    kind=Happened.OTHER,
                    date="2011",
                    description="A visitor was turned away at the gate (known from the family).",
                    is_public=False,
                ),
                Event(
                    kind=Happened.RELEASE,
                    date="2012-05-03",
                    description="Released ahead of time.",
                    source=papers.POET_RELEASED,
                ),
            ),
        ),
    ),
)
VARESH = Human(
    name="Ilona Varesh",
    prefix="Dr.",
    given="Ilona",
    family="Varesh",
    summary="Physician, imprisoned in Examplia since 2014 (invented).",
    biography=(
        "Ilona Varesh directed the fever clinic of Brightwater. She was arrested nine days after she had given the "
        "health inspectors her figures on illness in prisons."
    ),
    also=(AlsoCalled("Илона Вареш", "und-Cyrl", "in another script"), AlsoCalled("I. Varesh-Tolm", "", "married name")),
    detentions=(
        Held(
            country=EXAMPLIA,
            authority="Directorate of Prisons of Examplia",
            detained_on="2014-11-20",
            status=Status.IMPRISONED,
            status_as_of="2025-09",
            status_source=papers.CASE_FILE_VARESH,
            place="Northmoor Prison, women's wing",
            reason="Passing on official secrets.",
            charges="Breach of official secrecy (article 140).",
            court="Assize Court of Brightwater",
            sentence="Eleven years",
            counsel="Two lawyers, whose names are kept for their safety (invented).",
            health="Losing her sight in one eye; an operation was refused (invented).",
            internal_note="The family asks that nothing be said in public about her health.",
            publish=frozenset({"case"}),
            events=(
                Event(kind=Happened.ARREST, date="2014-11-20", description="Arrested at the clinic."),
                Event(kind=Happened.HEARING, date="2015-02-11", description="First hearing, closed to the public."),
                Event(
                    kind=Happened.SENTENCE,
                    date="2015-06-30",
                    description="Sentenced to eleven years.",
                    source=papers.CASE_FILE_VARESH,
                ),
                Event(
                    kind=Happened.TRANSFER,
                    date="2017-08",
                    description="Moved to another wing (known from a letter to her family).",
                    is_public=False,
                ),
                Event(kind=Happened.APPEAL, date="2018-01", description="Appeal rejected without a hearing."),
            ),
        ),
    ),
)
BALTSU = Human(
    name="Oren Baltsu",
    given="Oren",
    family="Baltsu",
    summary="Journalist, missing in Examplia since 2016 (invented).",
    detentions=(
        Held(
            country=EXAMPLIA,
            detained_on="2016-02-09",
            status=Status.DISAPPEARED,
            status_as_of="2026-01",
            place="Last seen at Brightwater railway station",
            publish=frozenset({"place"}),
            events=(
                Event(
                    kind=Happened.OTHER,
                    date="2016-02-09",
                    description="Led away from platform 2 by two men, as three travellers told.",
                    source=papers.LAST_SEEN,
                ),
            ),
        ),
    ),
)
RUVIK = Human(
    name="Halden Ruvik",
    given="Halden",
    family="Ruvik",
    summary="Dock worker and union secretary, died in custody in 2021 (invented).",
    born="1974-08-02",
    died="2021-03-06",
    publish_personal=True,
    detentions=(
        Held(
            country=EXAMPLIA,
            authority="Examplian State Guard",
            detained_on="2020-12",
            status=Status.DIED,
            status_as_of="2021-03-06",
            status_source=papers.RUVIK_NOTICE,
            place="Harbour Street police cells",
            reason="Leading a strike during the state of emergency.",
            charges="Never charged.",
            health="He asked for a doctor on four days (from a cellmate; invented).",
            publish=frozenset({"place", "case", "health"}),
            events=(
                Event(kind=Happened.ARREST, date="2020-12", description="Arrested after the dock workers' meeting."),
                Event(
                    kind=Happened.OTHER,
                    date="2021-03-06",
                    description="Died in the prison infirmary.",
                    source=papers.RUVIK_NOTICE,
                ),
            ),
        ),
    ),
)
