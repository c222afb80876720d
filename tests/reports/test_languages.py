"""Mails and the pages behind them are in the language of whom they are for, the words for states included."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import translation

from links.models import Link
from links.vocabulary import Outcome, State
from reports.decisions import Kind
from reports.digest import Digest, Section, Turn
from reports.mails import Writer, render
from reports.models import Subscription
from reports.sending import preview, settled
from reports.table import COLUMNS
from reports.tokens import Decision, decide_path, leave_path, stamp_of
from tests import factories
from tests.factories import NOW
from tests.reports.test_mails import PLACES, an_entry

# The subject for a source that died, its state, and a decision.
WORDS = {
    "fr": ("1 source devenue inaccessible · 2 lettres concernées", "devenue inaccessible", "A vraiment disparu"),
    "hy": ("1 աղբյուր այլևս չի բացվում · առնչվում է 2 նամակի", "այլևս չի բացվում", "Իսկապես չկա"),
    "ru": (
        "1 источник больше не открывается · затронуто 2 письма",
        "больше не открывается",
        "Действительно больше нет",
    ),
}


@pytest.fixture
def link(db: Any) -> Link:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True), source=factories.source(link=link, title="Court closes"))
    factories.citation(factories.letter(), source=link.sources.get())
    factories.state_change(link, State.DEAD)
    Link.objects.filter(pk=link.pk).update(state=State.DEAD)
    return link


def keeper(language: str) -> Subscription:
    user = factories.staff(groups=("Link keeper", "Editor"))
    return Subscription.objects.create(user=user, language=language, time_zone="Asia/Tokyo")


@pytest.mark.parametrize("language", WORDS)
def test_states_outcomes_decisions_and_drafts_are_in_the_readers_language(link: Link, language: str) -> None:
    mail = preview(keeper(language), now=NOW, through_id=settled())
    assert mail is not None
    subject, state, gone = WORDS[language]
    assert mail.subject == subject
    with translation.override(language):
        seen, draft = str(Outcome.NOT_FOUND.label), translation.gettext("draft")
    for body in (mail.text, mail.html):
        assert seen in body
        assert gone in body
        assert draft in body
        for english in ("no longer readable", "really gone", "Really gone", "Seen ", "not public", "footnote"):
            assert english not in body
    assert state in mail.text


@pytest.mark.parametrize("language", WORDS)
def test_the_table_is_in_the_readers_language(language: str) -> None:
    entry = an_entry(state=State.DEAD.label, more_letters=3)
    section = Section(turn=Turn.DIED, entries=(entry,), listed=(entry, entry), total=2)
    with translation.override(language):
        mail = render(Digest(sections=(section,), letters_affected=1), places=PLACES)
        header, first, _second = csv.reader(StringIO(mail.table.removeprefix("\ufeff")))
        assert header == [str(column) for column in COLUMNS]
        assert first[0] == WORDS[language][1]
        assert first[4] == State.DEAD.label
        assert translation.gettext("and %(count)d more") % {"count": 3} in first[-2]
    assert not {"what", "title", "publisher"} & set(header)


def test_a_run_for_several_languages_mixes_none_of_them() -> None:
    entry = an_entry(state=State.DEAD.label)
    section = Section(turn=Turn.DIED, entries=(entry,), listed=(entry, entry), total=2)
    digest, write = Digest(sections=(section,), letters_affected=1), Writer()
    for language in ("en", "ru", "en", "fr", "ru"):
        with translation.override(language):
            assert write(digest, places=PLACES) == render(digest, places=PLACES)


@pytest.mark.parametrize("language", WORDS)
def test_the_pages_behind_a_mail_are_in_its_language_and_the_history_in_that_of_the_site(
    link: Link, language: str
) -> None:
    subscription = keeper(language)
    user = subscription.user
    assert user is not None
    place = decide_path(Decision(subscription.pk, link.pk, Kind.GONE, stamp=stamp_of(user)))
    shown = Client().get(place).content.decode()
    assert f'lang="{language}"' in shown
    assert WORDS[language][1] in shown
    for english in ("Decide about", "no longer readable", "last checked", "Decided by", "Look at all"):
        assert english not in shown
    stale = Client().post(place, {"seen": State.ALIVE}).content.decode()
    assert WORDS[language][1] in stale
    assert "Meanwhile" not in stale
    done = Client().post(place, {"seen": State.DEAD}).content.decode()
    assert "Said of the link" not in done
    assert WORDS[language][2].lower() in done.lower()
    assert "By mail: Said of the link: really gone." in LogEntry.objects.latest("pk").change_message
    replaced = decide_path(Decision(subscription.pk, link.pk, Kind.REPLACE, stamp=stamp_of(user)))
    refused = Client().post(replaced, {"seen": Link.objects.get().state, "address": "no address"})
    assert "Nothing was changed" not in refused.content.decode()
    leave = Client().get(leave_path(subscription.pk, subscription.mailed_to)).content.decode()
    assert f'lang="{language}"' in leave
    assert "End the reports" not in leave


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["decide", "leave", "confirm"])
def test_who_comes_with_a_damaged_address_is_told_so_in_the_language_of_their_browser(kind: str) -> None:
    page = Client(headers={"accept-language": "fr"}).get(f"/reports/{kind}/damaged/").content.decode()
    assert 'lang="fr"' in page
    assert "The address is damaged" not in page
    assert "Cela ne peut se faire depuis le courriel" in page
    # The next reader in this process reads English again.
    assert "The address is damaged" in Client().get(f"/reports/{kind}/damaged/").content.decode()


def test_an_english_reader_reads_what_was_always_said(link: Link) -> None:
    mail = preview(keeper("en"), now=NOW, through_id=settled())
    assert mail is not None
    assert mail.subject == "1 source died · 2 letters affected"
    for words in (str(Outcome.NOT_FOUND.label), "Really gone", "[draft, not public]"):
        assert words in mail.text


@pytest.mark.parametrize(
    ("language", "day"), [("hy", "2026 թ. մարտի 2"), ("fr", "2 mars 2026"), ("ru", "2 марта 2026 г.")]
)
def test_no_day_or_hour_is_written_in_another_languages_way(language: str, day: str) -> None:
    with translation.override(language):
        mail = render(Digest(sections=(Section(Turn.DIED, (an_entry(),), 1),), letters_affected=1), places=PLACES)
    assert day in mail.text
    assert ", 09:30" in mail.text
    assert "a.m." not in mail.text
