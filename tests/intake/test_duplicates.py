from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.drafts import DraftAddressee, Party
from intake.matching.duplicates import Recorded
from intake.matching.sameness import NEARLY_SAME, likeness, names_apart, sample
from intake.saving import save_draft
from letters.models import Letter
from tests import factories as make
from tests.intake.drafting import NOW, draft

BODY = """\
We write to you about Nadim Orvesh, a shepherd from the valley of Sixmile, who was stopped on 10 February when he \
followed two of his animals across the border.[^1] The animals were sent back the same evening; he was not. His family \
has asked at every office in Clairval where he is held, and no office has answered them. The law of Examplia gives \
everybody who is held the right to send word to his family within two days.

We ask you to let Nadim Orvesh go home, or to tell his family why he may not. We ask, too, that a doctor of his own \
choice may see him, since he has been ill for many years and needs his medicine every morning.
"""
# As it may come from a PDF: other line ends, marks, hyphens, and a letter misread.
SAME = (
    BODY.replace("[^1]", "").replace("Sixmile", "Sixmi1e").replace(" every", "\nevery").replace("medicine", "medi-cine")
)
OTHER_MAN = BODY.replace("Nadim Orvesh", "Timur Ashwold")
OTHER_TEXT = """\
Three years have passed since the court of Clairval promised to look into the case of the printers, and the files are \
where they were. We remember that promise in public today, because the printers cannot, and because their children \
ask us every week what became of it. A court that forgets teaches everybody else to forget.
"""


class TestSameness:
    def test_a_text_is_like_itself(self):
        assert likeness(sample(BODY), sample(BODY)) == 1

    def test_the_same_letter_in_another_form_is_nearly_the_same_and_names_the_same(self):
        one, other = sample(BODY), sample(SAME)
        assert likeness(one, other) >= NEARLY_SAME
        assert not all(names_apart(one, other))

    def test_the_same_pattern_on_another_man_names_another(self):
        one, other = sample(BODY), sample(OTHER_MAN)
        assert likeness(one, other) >= NEARLY_SAME
        assert all(names_apart(one, other))

    def test_a_letter_that_lacks_its_end_names_nobody_else(self):
        assert not all(names_apart(sample(BODY), sample(BODY[:500])))

    def test_another_text_is_another(self):
        assert likeness(sample(BODY), sample(OTHER_TEXT)) == 0

    def test_nothing_is_like_nothing(self):
        assert likeness(sample(""), sample("")) == 0

    @settings(max_examples=30)
    @given(st.text(max_size=300), st.text(max_size=300))
    def test_any_two_texts_can_be_compared_both_ways_alike(self, one, other):
        a, b = sample(one), sample(other)
        assert 0 <= likeness(a, b) == likeness(b, a) <= 1
        assert names_apart(a, b) == names_apart(b, a)[::-1]
        assert names_apart(a, a) == ([], [])


@pytest.mark.django_db
class TestDuplicates:
    def test_a_letter_entered_twice_is_noticed(self):
        letter = save_draft(draft(body=BODY), user=None, now=NOW)
        (similar,) = Recorded().similar(draft(body=SAME))
        assert (similar.key, similar.is_same) == (letter.pk, True)

    def test_a_known_addressee_is_compared_by_key(self):
        letter = save_draft(draft(body=BODY), user=None, now=NOW)
        to = Party(name="Mme Lorrimar", known=letter.addressees.get().person_id)
        (similar,) = Recorded().similar(draft(body=BODY, addressees=(DraftAddressee(person=to),)))
        assert similar.is_same

    @pytest.mark.parametrize(
        "fields",
        [
            {"date": date(2026, 1, 16)},
            {"date": None},
            {"addressees": (DraftAddressee(person=Party(name="Somebody Else")),)},
            {"body": OTHER_TEXT},
        ],
    )
    def test_another_day_addressee_or_text_is_another_letter(self, fields):
        save_draft(draft(body=BODY), user=None, now=NOW)
        assert Recorded().similar(draft(**{"body": BODY, **fields})) == ()

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"body": OTHER_MAN}, "where this letter has"),
            ({"issuer": Party(name="Shepherds' Union")}, "another issuing body"),
            ({"body": ""}, "recorded with a text"),
        ],
    )
    def test_a_letter_of_the_same_pattern_is_shown_with_what_differs_and_not_taken_for_the_same(self, fields, words):
        save_draft(draft(body=BODY), user=None, now=NOW)
        (similar,) = Recorded().similar(draft(**{"body": BODY, **fields}))
        assert not similar.is_same
        assert words in "; ".join(similar.differences)

    def test_the_same_letter_differs_in_nothing(self):
        save_draft(draft(body=BODY), user=None, now=NOW)
        (similar,) = Recorded().similar(draft(body=SAME))
        assert similar.differences == ()

    def test_two_people_in_one_ministry_are_two_addressees(self):
        ministry = Party(name="Ministry of Justice")
        one, other = (DraftAddressee(person=Party(name=name), organization=ministry) for name in ("Mira L", "Jon K"))
        save_draft(draft(body=BODY, addressees=(one,)), user=None, now=NOW)
        assert not Recorded().similar(draft(body=BODY, addressees=(other,)))

    def test_a_letter_that_is_recorded_without_its_text_is_shown(self):
        save_draft(draft(body=""), user=None, now=NOW)
        (similar,) = Recorded().similar(draft(body=BODY))
        assert (similar.likeness, similar.is_same) == (0, False)

    def test_letters_that_come_meanwhile_are_seen_and_nothing_is_read_twice(self, django_assert_num_queries):
        recorded = Recorded()
        save_draft(draft(body=BODY), user=None, now=NOW)
        with django_assert_num_queries(2):
            assert len(recorded.similar(draft(body=BODY))) == 1
        with django_assert_num_queries(1):
            assert len(recorded.similar(draft(body=BODY))) == 1
        make.letter(date=date(2026, 1, 15), body=BODY)
        assert len(recorded.similar(draft(body=BODY))) == 2
        assert Letter.objects.count() == 2
