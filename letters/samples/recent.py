"""Fictional letters of 2022 to 2026: a statement with copies, one that follows another, and two other languages."""

from datetime import date

from letters.models import Addressee, Ask, Letter
from letters.samples import papers
from letters.samples.deputies import FICTANIAN
from letters.samples.early import DOCTOR_DEPUTIES
from letters.samples.shapes import AlsoCalled, AskedFor, Body, Cite, Held, Human, Named, Note, Sample, Sign, To
from letters.samples.world import (
    BALTSU,
    CHAMBER,
    COMMISSION,
    EXAMPLIA,
    FOREIGN_AFFAIRS,
    INVENTED,
    JUSTICE,
    LORRIMAR,
    PROSECUTOR,
    QUILLABY,
    SAMPLOVIA,
    VARESH,
    WRITERS,
)
from links.vocabulary import PassageResult
from people.models import Detention, Organization

_TO_JUSTICE = "9 Plane Tree Avenue\nBrightwater\nExamplia"
_TO_MINISTER = To(
    person=LORRIMAR, body=JUSTICE, honorific="Her Excellency", office="Minister of Justice", address=_TO_JUSTICE
)

# --- 2022: in French ------------------------------------------------------------------------------------------------
_OUSTRAN = Human(
    name="Mirabelle Oustran",
    given="Mirabelle",
    family="Oustran",
    summary="Librarian, under house arrest in Examplia since 2022 (invented).",
    also=(AlsoCalled("Mirabel Ustran", "", "spelling in the court's papers"),),
    detentions=(
        Held(
            country=EXAMPLIA,
            detained_on="2022-02",
            status=Detention.Status.HOUSE_ARREST,
            status_as_of="2022-03",
            status_source=papers.LIBRARY,
            place="Her sister's flat in Brightwater (invented)",
        ),
    ),
)

LIBRARIAN = Sample(
    date=date(2022, 3, 21),
    place="Clairval",
    issuer=WRITERS,
    language="fr",
    subject="Pour la bibliothécaire Mirabelle Oustran",
    summary="Exemple (sample), entièrement inventé. Un cercle d’écrivains demande que la directrice d’une bibliothèque "
    "puisse reprendre son travail.",
    salutation="Madame la Ministre,",
    body="""\
La salle de lecture de la bibliothèque municipale de Brightwater est fermée depuis le mois dernier. Sa directrice, \
Mirabelle Oustran, n’a pas le droit de quitter l’appartement où elle est assignée à résidence.[^1] On lui reproche \
d’avoir laissé en libre accès quarante-trois volumes qu’un arrêté de décembre range parmi les « fonds réservés \
».[^2]

Nous sommes quelques-uns à avoir écrit l’un ou l’autre de ces volumes. Il y a parmi eux un herbier, deux romans \
policiers et un guide des sentiers côtiers. Nous avouons chercher encore ce qui, dans le guide, menace la sûreté de \
l’État ; nous soupçonnons la carte de la page 90.

Mais nous ne voulons pas plaisanter trop longtemps. Une femme qui, pendant vingt-deux ans, a prêté des livres à qui \
en demandait ne doit pas payer de sa liberté le fait d’en avoir prêté quarante-trois de plus.

Nous vous prions, Madame la Ministre, de faire lever cette mesure, et de rouvrir la salle de lecture.
""",
    closing="Veuillez agréer, Madame la Ministre, l’expression de notre haute considération.",
    addressees=(
        To(
            person=LORRIMAR,
            body=JUSTICE,
            honorific="Son Excellence Madame",
            office="Ministre de la Justice",
            address=_TO_JUSTICE,
        ),
    ),
    signatures=(
        Sign(
            person=Human(
                name="Solène Ardouval", given="Solène", family="Ardouval", summary="Novelist of Fictania (invented)."
            ),
            body=WRITERS,
            office="Présidente du Cercle des écrivains",
            lead=True,
        ),
        Sign(
            person=Human(
                name="Barnabé Courtelisse",
                given="Barnabé",
                family="Courtelisse",
                summary="Author of walking guides, Fictania (invented).",
            ),
            body=WRITERS,
            office="Auteur du guide en question",
        ),
    ),
    mentions=(Named(_OUSTRAN, "directrice de la bibliothèque municipale de Brightwater"),),
    notes=(
        Note(
            "1",
            (
                Cite(
                    document=papers.LIBRARY,
                    quote="La clé est restée sur la porte, mais du mauvais côté.",
                    passage=PassageResult.PRESENT,
                ),
            ),
        ),
        Note("2", (Cite(document=papers.LIBRARY_ORDER, pinpoint="annexe II"),), "Voir aussi l’annexe II de l’arrêté."),
    ),
    asks=(
        AskedFor(text="Lever l’assignation à résidence de Mirabelle Oustran.", kind=Ask.Kind.RELEASE),
        AskedFor(
            text="Rouvrir la salle de lecture.",
            kind=Ask.Kind.OTHER,
            outcome=Ask.Outcome.MET,
            outcome_on=date(2022, 6, 1),
            outcome_note="Rouverte, avec une nouvelle direction.",
        ),
    ),
)


# --- 2023: a statement, with copies ---------------------------------------------------------------------------------
def _telvik(given: str, described: str) -> Human:
    return Human(
        name=f"{given} Telvik",
        given=given,
        family="Telvik",
        summary=f"{described}, confined to the family's home in Examplia in 2023 (invented).",
        detentions=(
            Held(
                country=EXAMPLIA,
                authority="District Court of Lakeside",
                detained_on="2023-05-04",
                status=Detention.Status.HOUSE_ARREST,
                status_as_of="2023-07-11",
                status_source=papers.TELVIK_ORDER,
                reason="Carrying a petition from door to door.",
                court="District Court of Lakeside",
                publish=frozenset({"case"}),
            ),
        ),
    )


STATEMENT = Sample(
    date=date(2023, 7, 11),
    place="Lac-Blanc",
    issuer=COMMISSION,
    kind=Letter.Kind.STATEMENT,
    subject="Statement on the house arrest of Jonna and Pira Telvik",
    summary=INVENTED
    + "An international commission finds that an order of house arrest has no basis in law; copies go to three others.",
    body="""\
The Three Countries Commission on Human Rights has examined the order of 4 May 2023, by which the District Court of \
Lakeside confined the sisters Jonna and Pira Telvik to their home.[^1]

**What happened.** In April the sisters went from door to door with a petition for a footbridge. It gathered 611 \
signatures, in a town of some two thousand. The order calls this an unlicensed collection.

**What the law says.** A licence is required for collecting money.[^2] No money was asked for or given. The court \
does not say under which other law a petition could need one, and the Commission has found none. It recalls that a \
teacher of the same town was held for two weeks in 2020, until the charges against her were dropped for want of any \
law.[^3]

**What the Commission finds.** The order has no basis in law. It should be lifted at once, and the sheets of \
signatures, which were seized, should go where they were meant to go: to the town council.
""",
    addressees=(
        To(body=JUSTICE, address=_TO_JUSTICE),
        To(body=PROSECUTOR, role=Addressee.Role.COPY),
        To(person=QUILLABY, body=FOREIGN_AFFAIRS, office="Minister of Foreign Affairs", role=Addressee.Role.COPY),
        To(body=CHAMBER, role=Addressee.Role.COPY),
    ),
    signatures=(Sign(body=COMMISSION),),
    mentions=(
        Named(_telvik("Jonna", "Carpenter"), "resident of Lakeside"),
        Named(_telvik("Pira", "Ferry pilot"), "resident of Lakeside"),
    ),
    notes=(
        Note("1", (Cite(document=papers.TELVIK_ORDER),)),
        Note("2", (Cite(document=papers.PENAL_CODE, pinpoint="pp. 233–234"), Cite(document=papers.DECREE))),
        Note("3", (Cite(document=papers.SCHOOL_RELEASE), Cite(document=papers.SCHOOL_ARREST))),
    ),
)

# --- 2025: follows the deputies' letter -----------------------------------------------------------------------------
STILL_WAITING = Sample(
    date=date(2025, 2, 3),
    place="Clairval",
    issuer=CHAMBER,
    subject="Dr. Ilona Varesh: eight years after our letter",
    follows=DOCTOR_DEPUTIES.subject,
    summary=INVENTED + "Two of the deputies who wrote in 2017 ask again for the figures they were promised.",
    salutation="Madam Minister,",
    body="""\
On this day eight years ago, eight deputies of this Chamber wrote to you about Dr. Ilona Varesh. You granted her \
family's visits, for which we thanked you then and thank you again.

You also wrote that the figures of the prison health service were being gathered. We have waited for them since. In \
the meantime others have asked, and have had to answer their own questions.[^1]

Dr. Varesh's sentence ends this November. We ask you not to wait for that day, but to let her go home now; and we \
ask once more for the figures, which she could then check for you.
""",
    closing="Please accept, Madam Minister, the assurance of our high consideration.",
    addressees=(_TO_MINISTER,),
    signatures=(
        Sign(person=FICTANIAN[0], office="Deputy for Clairval 1", lead=True),
        Sign(person=FICTANIAN[5], office="Deputy for Lac-Blanc"),
    ),
    mentions=(Named(VARESH, "physician, in the last year of her sentence"),),
    notes=(
        Note(
            "1",
            (
                Cite(document=papers.FORTY_QUESTIONS, pinpoint="question 12"),
                Cite(document=papers.PRISON_HEALTH),
                Cite(document=papers.NINTH_YEAR),
            ),
        ),
    ),
    asks=(
        AskedFor(text="Release Dr. Varesh before the end of her sentence.", kind=Ask.Kind.RELEASE),
        AskedFor(
            text="Publish the figures of the prison health service.",
            kind=Ask.Kind.STATEMENT,
            due_on=date(2025, 6, 30),
        ),
    ),
)

# --- 2026: in Esperanto ---------------------------------------------------------------------------------------------
JOURNALIST = Sample(
    date=date(2026, 1, 20),
    place="Portbridge",
    issuer=Body(name="Esperanto-Rondo de Samplovio", kind=Organization.Kind.NGO, country=SAMPLOVIA),
    language="eo",
    subject="Kie estas Oren Baltsu?",
    summary="Ekzemplo (sample), tute elpensita. Malgranda societo demandas pri ĵurnalisto, kiu malaperis antaŭ "
    "dek jaroj.",
    salutation="Estimata sinjorino Ministro,",
    body="""\
Ni skribas al vi pri Oren Baltsu, ĵurnalisto, kiun oni laste vidis la 9-an de februaro 2016 sur la kajo 2 de la \
stacidomo de Brightwater.[^1] Pasis preskaŭ dek jaroj, kaj lia familio ankoraŭ ne scias, kie li estas.

Ni estas nek advokatoj nek diplomatoj. Ni estas malgranda societo, kies membroj tradukas liajn artikolojn, ĉar ili \
meritas legantojn ankaŭ ekster lia lando. Ju pli longe daŭras la silento, des pli ofte oni demandas nin, kio okazis \
al ilia aŭtoro.

Ni petas vin pri du aferoj: respondu al lia familio, kaj permesu al sendependa komisiono serĉi lin.
""",
    closing="Kun respekto,",
    addressees=(To(person=LORRIMAR, body=JUSTICE, office="Ministro pri Justico", address=_TO_JUSTICE),),
    signatures=(
        Sign(
            person=Human(
                name="Verda Lumonto",
                given="Verda",
                family="Lumonto",
                summary="Translator of Samplovia (invented).",
            ),
            office="sekretario",
        ),
    ),
    mentions=(Named(BALTSU, "ĵurnalisto"),),
    notes=(Note("1", (Cite(document=papers.LAST_SEEN),)),),
)

RECENT = (LIBRARIAN, STATEMENT, STILL_WAITING, JOURNALIST)
