from datetime import date

import pytest

from intake.drafts import NOBODY, Party
from intake.language import guess
from intake.matching.known import Known
from intake.parsed import Kind, ParsedDetainee, Value
from intake.proposing import propose
from intake.saving import check, save_draft
from letters.models import Source
from people.models import Detention
from tests import factories as make
from tests.intake.drafting import NOW, URL, address_of, citation, note, parsed, recipient, signatory


def proposed(**fields):
    return propose(parsed(**fields), known=Known.load())


def held(name, *, known_as=None, description="shepherd"):
    return ParsedDetainee(name=Value(name), description=Value(description), known_as=known_as)


@pytest.mark.django_db
class TestNames:
    def test_a_letter_of_strangers_becomes_a_draft_that_can_be_saved(self):
        proposal = proposed(place="Clairval", salutation="Dear Minister", closing="Sincerely")
        draft = proposal.draft
        assert (draft.date, draft.place, draft.kind) == (date(2026, 1, 15), "Clairval", "letter")
        assert draft.issuer == Party(name="League of Examplia")
        assert [(to.person, to.office) for to in draft.addressees] == [
            (Party(name="Mira Lorrimar"), "Minister of Justice")
        ]
        assert [(by.person, by.office) for by in draft.signatures] == [(Party(name="Oren Vale"), "Chair")]
        assert (proposal.warnings, check(draft)) == ((), {})
        assert save_draft(draft, user=None, now=NOW).subject == "The case of a shepherd"

    def test_who_is_known_is_recognised(self):
        oren, mira, league = make.person(name="Oren Vale"), make.person(name="Mira Lorrimar"), make.organization()
        proposal = proposed(issuer=league.name)
        assert proposal.draft.issuer.known == proposal.issuer.chosen.key == league.pk
        assert proposal.draft.addressees[0].person == Party(name="Mira Lorrimar", known=mira.pk)
        assert proposal.draft.signatures[0].person == Party(name="Oren Vale", known=oren.pk)
        assert proposal.signatures[0].person.chosen.key == oren.pk

    def test_an_ambiguous_name_is_offered_and_nobody_is_chosen(self):
        namesakes = {make.person(name="Oren Vale").pk, make.person(name="Oren Vale").pk}
        proposal = proposed()
        assert proposal.draft.signatures[0].person == Party(name="Oren Vale")
        match = proposal.signatures[0].person
        assert (match.chosen, {candidate.key for candidate in match.candidates}) == (None, namesakes)
        assert len(proposal.doubts) == 1
        assert all(f"number {key}" in proposal.doubts[0] for key in namesakes)

    def test_a_signer_is_never_taken_for_a_prisoner_of_that_name(self):
        prisoner = make.person(name="Oren Vale")
        Detention.objects.create(person=prisoner, status="released")
        proposal = proposed()
        assert proposal.draft.signatures[0].person == Party(name="Oren Vale")
        assert [candidate.key for candidate in proposal.signatures[0].person.candidates] == [prisoner.pk]
        assert "detained" in proposal.doubts[0]

    def test_a_signatory_printed_twice_is_entered_once(self):
        proposal = proposed(signatories=(signatory("Oren Vale", title="Chair"), signatory("OREN VALE")))
        assert len(proposal.draft.signatures) == len(proposal.signatures) == 1
        assert "twice" in proposal.remarks[0]
        assert not proposal.doubts

    def test_two_of_one_name_from_two_states_are_two_people(self):
        proposal = proposed(signatories=(signatory("Oren Vale", state="AL"), signatory("Oren Vale", state="MI")))
        one, other = proposal.draft.signatures
        assert one.person != other.person
        assert check(proposal.draft) == {}
        assert "two people" in proposal.doubts[0]
        assert proposal.draft.kind == "joint"

    def test_an_organization_signs_by_itself(self):
        proposal = proposed(signatories=(signatory("League of Examplia", kind=Kind.ORGANIZATION),))
        signature = proposal.draft.signatures[0]
        assert (signature.person, signature.organization) == (NOBODY, Party(name="League of Examplia"))

    def test_without_a_letterhead_the_first_body_that_signs_is_entered_and_doubted(self):
        proposal = proposed(
            issuer="",
            signatories=(signatory("Oren Vale"), signatory("Shepherds' Union", kind=Kind.ORGANIZATION)),
        )
        assert proposal.draft.issuer == Party(name="Shepherds' Union")
        assert "Shepherds' Union" in proposal.doubts[0]

    def test_without_letterhead_and_body_the_issuer_stays_empty(self):
        proposal = proposed(issuer="")
        assert proposal.draft.issuer == NOBODY
        assert set(check(proposal.draft)) == {"issuer"}

    def test_an_addressee_without_a_name_stays_to_be_decided(self):
        proposal = proposed(recipients=(recipient(title="Minister of Justice"),))
        assert [(to.person, to.office) for to in proposal.draft.addressees] == [(NOBODY, "Minister of Justice")]
        assert "Minister of Justice" in proposal.doubts[0]

    def test_an_address_of_nobody_is_no_addressee(self):
        proposal = proposed(recipients=(recipient(address="4 High Street\nClairval"),))
        assert proposal.draft.addressees == ()
        assert "4 High Street, Clairval" in proposal.remarks[0]

    def test_a_date_without_its_day_is_left_open(self):
        assert proposed(date="2026-01").draft.date is None

    def test_a_letter_without_a_subject_is_called_by_its_addressee(self):
        proposal = proposed(subject="")
        assert proposal.draft.subject == "Letter to Mira Lorrimar"
        assert "no subject line" in proposal.notes[0]
        assert proposal.warnings == ()


@pytest.mark.django_db
class TestDetainees:
    def test_all_suggestions_stand_in_the_draft_for_a_person_to_decide(self):
        prisoner = make.person(name="Nadim Orvesh")
        Detention.objects.create(person=prisoner)
        proposal = proposed(detainees=(held("Nadim Orvesh", known_as=prisoner.pk), held("Timur Ashwold")))
        assert [mention.person for mention in proposal.draft.mentions] == [
            Party(name="Nadim Orvesh", known=prisoner.pk),
            Party(name="Timur Ashwold"),
        ]
        assert proposal.detained == {prisoner.pk}
        assert [mention.description for mention in proposal.draft.mentions] == ["shepherd", "shepherd"]

    def test_a_name_that_fits_two_is_nobodys(self):
        prisoner, other = make.person(name="Nadim Orvesh"), make.person(name="Nadim Orvesh")
        Detention.objects.create(person=prisoner)
        proposal = proposed(detainees=(held("Nadim Orvesh", known_as=prisoner.pk),))
        assert proposal.draft.mentions[0].person == Party(name="Nadim Orvesh")
        assert {candidate.key for candidate in proposal.mentions[0].candidates} == {prisoner.pk, other.pk}
        assert proposal.doubts

    def test_a_surname_that_the_parser_knew_is_that_persons(self):
        prisoner = make.person(name="Nadim Orvesh")
        proposal = proposed(detainees=(held("President Orvesh", known_as=prisoner.pk),))
        assert proposal.draft.mentions[0].person.known == prisoner.pk

    def test_a_detainee_who_has_a_signers_name_is_somebody_else(self):
        proposal = proposed(detainees=(held("Oren Vale"),))
        assert proposal.draft.mentions[0].person != proposal.draft.signatures[0].person
        letter = save_draft(proposal.draft, user=None, now=NOW)
        assert letter.mentions.get().person != letter.signatures.get().person

    def test_somebody_named_twice_is_suggested_once(self):
        proposal = proposed(detainees=(held("Nadim Orvesh"), held("nadim orvesh")))
        assert len(proposal.draft.mentions) == len(proposal.mentions) == 1


@pytest.mark.django_db
class TestNotes:
    def test_a_known_source_is_reused(self):
        source = make.source()
        proposal = proposed(footnotes=(note("1", citation(f"{address_of(source)}#:~:text=words", title="As printed")),))
        cited = proposal.draft.footnotes[0].citations[0]
        assert (cited.source, cited.title) == (source.pk, "As printed")
        save_draft(proposal.draft, user=None, now=NOW)
        assert Source.objects.count() == 1

    def test_sources_are_looked_up_in_one_query_however_many(self, django_assert_num_queries):
        known = Known.load()
        notes = tuple(note(str(number), citation(f"https://x{number}.example.org/")) for number in range(30))
        # Sources, and letters of the day.
        with django_assert_num_queries(2):
            propose(parsed(footnotes=notes), known=known)

    def test_what_is_cited_again_points_to_the_nearest_note_of_that_number(self):
        proposal = proposed(
            footnotes=(
                note("1", citation(URL), citation(title="On paper")),
                note("1", citation("https://other.example.org/")),
                note("2", citation(same_as="1", pinpoint="p. 4")),
                note("3", citation(same_as="2"), citation(same_as="7")),
            )
        )
        numbers = [footnote.number for footnote in proposal.draft.footnotes]
        assert numbers == ["1", "1_2", "2", "3"]
        again = proposal.draft.footnotes[2].citations[0]
        assert (again.same_as, again.pinpoint) == ((1, 0), "p. 4")
        assert [cited.same_as for cited in proposal.draft.footnotes[3].citations] == [(2, 0)]
        assert any("refers to note 7" in remark for remark in proposal.remarks)
        assert check(proposal.draft) == {}

    def test_a_bad_address_stays_for_the_reviewer_and_is_told(self):
        proposal = proposed(footnotes=(note("1", citation("https://exa mple.org/", title="A story")),))
        assert proposal.draft.footnotes[0].citations[0].url == "https://exa mple.org/"
        assert "https://exa mple.org/ cannot be watched" in proposal.remarks[0]
        assert set(check(proposal.draft)) == {"footnotes-0-citations-0-url"}

    def test_a_note_that_names_no_source_stays_a_note(self):
        proposal = proposed(footnotes=(note("1", citation(author="A. Writer"), text="As A. Writer said."),))
        assert proposal.draft.footnotes[0].citations == ()
        assert proposal.draft.footnotes[0].text == "As A. Writer said."
        assert proposal.remarks

    def test_an_address_that_the_parser_could_not_read_is_told(self):
        text = "Sample Press, A shepherd is held, https://news.example.org:99999/"
        proposal = proposed(footnotes=(note("1", citation(title="A shepherd is held"), text=text),))
        assert "Note 1 prints an address" in proposal.remarks[0]

    def test_the_words_of_a_fragment_are_no_quotation_of_the_letter(self):
        url = f"{URL}#:~:text=held%20there"
        fragment = citation(url, text_fragment="text=held%20there", quote="held there")
        proposal = proposed(footnotes=(note("1", fragment, citation(URL, quote="he is held")),))
        assert [cited.quote for cited in proposal.draft.footnotes[0].citations] == ["", "he is held"]
        assert proposal.draft.footnotes[0].citations[0].url == url

    def test_marks_that_the_record_cannot_keep_are_numbered_anew(self):
        proposal = proposed(footnotes=(note("(a)"), note("¹²³⁴⁵"), note("*")))
        assert [footnote.number for footnote in proposal.draft.footnotes] == ["a", "2", "*"]
        assert check(proposal.draft) == {}
        assert len(proposal.remarks) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We write to you about the shepherd who is held at the border post, and we ask that he be freed."),
        ("fr", "Nous vous écrivons au sujet du berger qui est détenu au poste de la frontière, et nous demandons."),
        ("de", "Wir schreiben Ihnen wegen des Hirten, der an der Grenze festgehalten wird, und bitten für ihn."),
        ("es", "Nos dirigimos a usted por el pastor que está detenido en la frontera, y pedimos que se le libere."),
        ("it", "Le scriviamo per il pastore che è detenuto nel posto di frontiera della provincia, e non solo."),
        ("tr", "Sınırda tutulan çoban için size yazıyoruz ve bu kişinin serbest bırakılması için bir çağrıda."),
        ("az", "Sərhəddə saxlanılan çoban üçün sizə yazırıq və bu şəxsin azad edilməsi üçün müraciət edirik."),
        ("hy", "Գրում ենք ձեզ սահմանին պահվող հովվի մասին։"),
        ("ru", "Мы пишем вам о пастухе, которого держат на границе."),
        ("uk", "Ми пишемо вам про пастуха, якого тримають на кордоні України, і просимо його звільнити."),
        ("ka", "გწერთ საზღვარზე დაკავებული მწყემსის შესახებ."),
        ("ar", "نكتب إليكم بشأن الراعي المحتجز على الحدود."),
        ("en", ""),
        ("en", "Xyzzy."),
    ],
)
def test_the_language_is_guessed_by_script_and_common_words(language, text):
    assert guess(text) == language
