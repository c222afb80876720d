"""Pages in the reader's language: which one that is, that it stays theirs alone, and that texts keep their own."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from letters import dates
from letters.languages import by_script
from links.vocabulary import State
from people.models import OtherName
from tests import factories as make
from tests.public.test_catalogues import OTHERS, messages
from tests.public.world import detainee_of, rich_letter, signatory_of, source_of

WORDS = {
    "en": ("Letters", "People", "Organizations"),
    "hy": ("Նամակներ", "Մարդիկ", "Կազմակերպություններ"),
    "fr": ("Lettres", "Personnes", "Organisations"),
    "ru": ("Письма", "Люди", "Организации"),
}
# A word this long is nothing that a name or a text of the record could hold by chance.
LONG = 12
# What stands in addresses and options for programs, and is a word for readers elsewhere.
PROGRAMS = set(State.values)


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


def pages() -> list[str]:
    letter = rich_letter()
    lists = ("home", "search", "letters", "people", "organizations", "detainees", "sources", "link-health")
    return [
        *map(reverse, lists),
        "/search/?q=teacher",
        "/letters/?q=nobody+wrote+this",
        "/letters/?after=soon",
        "/people/?q=nobody",
        letter.get_absolute_url(),
        reverse("organization", args=[letter.issuer.slug]),
        reverse("person", args=[signatory_of(letter).slug]),
        reverse("detainee", args=[detainee_of(letter).slug]),
        source_of(letter).get_absolute_url(),
        "/nothing-here/",
    ]


def words_of(response) -> str:
    """What a reader sees or hears of a page, its tags left out but what stands in their attributes."""
    text = re.sub(r"<script.*?</script>|<style.*?</style>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(text).split())


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("language", OTHERS)
def test_no_english_words_remain_on_any_page(client, language):
    theirs = {message.id for message in messages(language) if isinstance(message.id, str)}
    english = [
        words
        for words in theirs
        if len(words) >= LONG and "%" not in words and words not in {m.string for m in messages(language)} | PROGRAMS
    ]
    for address in pages():
        response = client.get(address, headers={"accept-language": language})
        text = words_of(response)
        assert f'<html lang="{language}" dir="ltr">' in text, address
        assert response["Content-Language"] == language, address
        for word in WORDS[language]:
            assert f">{word}<" in text, (address, word)
        assert not [words for words in english if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)], address


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("hy", "hy"),
        ("fr-CA,fr;q=0.8", "fr"),
        ("de,ru;q=0.5", "ru"),
        ("de", "en"),
        ("", "en"),
        ("*", "en"),
        ("..", "en"),
    ],
)
def test_a_browser_says_which_language_its_reader_wants(client, asked, language):
    response = client.get("/people/", headers={"accept-language": asked})
    assert f">{WORDS[language][0]}<" in response.content.decode()
    assert {"Accept-Language", "Cookie"} == set(response["Vary"].split(", "))


@pytest.mark.django_db
def test_a_chosen_language_stays_and_leads_back_to_where_it_was_chosen():
    client = Client(enforce_csrf_checks=True)
    page = "http://testserver/people/?q=a"
    chosen = client.post("/language/", {"language": "hy"}, headers={"referer": page, "accept-language": "fr"})
    assert (chosen.status_code, chosen["Location"]) == (302, page)
    assert list(client.cookies) == ["language"]
    assert '<html lang="hy"' in client.get(page, headers={"accept-language": "fr"}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["xx", "", "../hy", "hy\r\nSet-Cookie: a=b"])
def test_a_language_that_is_not_there_changes_nothing(client, language):
    response = client.post("/language/", {"language": language})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert not response.cookies


@pytest.mark.django_db
def test_choosing_a_language_leads_to_no_other_site(client):
    for sent in ({"next": "https://example.org/"}, {"next": "//example.org/"}):
        response = client.post("/language/", {"language": "hy", **sent}, headers={"referer": "https://example.org/"})
        assert response["Location"] == "/"


# With real transactions: within one, no page is kept.
@pytest.mark.django_db(transaction=True)
def test_one_readers_choice_is_never_anothers(client):
    letter = rich_letter()
    address = letter.get_absolute_url()
    for language in ("hy", "en", "ru", "fr", "en", "hy"):
        client.cookies["language"] = language
        assert f'<html lang="{language}"' in client.get(address).content.decode()
    client.cookies.clear()
    assert '<html lang="en"' in client.get(address).content.decode()
    assert '<html lang="fr"' in client.get(address, headers={"accept-language": "fr"}).content.decode()
    assert translation.get_language() == "en"


@pytest.mark.django_db
def test_a_page_in_another_language_asks_the_database_as_often(client, django_assert_num_queries):
    address = rich_letter().get_absolute_url()
    client.get(address)
    cache.clear()
    with django_assert_num_queries(200, exact=False) as english:
        client.get(address)
    cache.clear()
    with django_assert_num_queries(len(english)):
        client.get(address, headers={"accept-language": "hy"})


@pytest.mark.django_db
def test_programs_and_staff_read_english(client):
    letter = rich_letter()
    for address in (
        "/api/v1/letters/",
        "/api/v1/nothing/",
        "/api/v1/docs/",
        reverse("feed-letters"),
        reverse("export-csv"),
        reverse("letter-cite-ris", args=[letter.slug]),
        "/admin/login/",
    ):
        english = client.get(address, headers={"accept-language": "en"})
        other = client.get(address, headers={"accept-language": "ru", "cookie": "language=ru"})
        assert english.getvalue().count(b"\n") == other.getvalue().count(b"\n"), address
        assert "ru" not in other.get("Content-Language", ""), address
        assert not re.search("[а-яё]", other.getvalue().decode() if not other.streaming else ""), address


@pytest.mark.parametrize(
    ("language", "day", "first", "month", "year"),
    [
        ("en", "4 April 2024", "1 April 2024", "April 2024", "2024"),
        ("fr", "4 avril 2024", "1er avril 2024", "avril 2024", "2024"),
        ("ru", "4 апреля 2024 г.", "1 апреля 2024 г.", "апрель 2024 г.", "2024 г."),
        ("hy", "2024 թ. ապրիլի 4", "2024 թ. ապրիլի 1", "2024 թ. ապրիլ", "2024 թ."),
    ],
)
def test_dates_have_the_form_of_the_readers_language(language, day, first, month, year):
    with translation.override(language):
        assert dates.in_words(date(2024, 4, 4)) == dates.partial_in_words("2024-04-04") == day
        assert dates.partial_in_words("2024-04-01") == first
        assert dates.month_in_words(date(2024, 4, 9)) == dates.partial_in_words("2024-04") == month
        assert dates.partial_in_words("2024") == year
        assert dates.partial_in_words("spring") == "spring"


@pytest.mark.django_db
def test_letters_and_names_keep_their_language_and_direction_on_a_page_in_another(client):
    letter = rich_letter(language="fa", subject="نامه‌ای برای آموزگار", body="می‌نویسیم.", summary="کوتاه")
    person = detainee_of(letter)
    person.name, person.summary = "Աննա Օրինակյան", "A teacher."
    person.save()
    OtherName.objects.create(person=person, name="آنا نمونه", language="fa")
    text = client.get(letter.get_absolute_url(), headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="fr" dir="ltr">' in text
    assert f'<h1 lang="fa" dir="rtl">{letter.subject}</h1>' in text
    assert '<article class="sheet" lang="fa" dir="rtl"' in text
    assert '<bdi lang="hy">Աննա Օրինակյան</bdi>' in text
    assert '<section class="notes"' in text
    assert '<h2 id="notes" lang="fr" dir="ltr">' in text
    text = client.get(reverse("detainee", args=[person.slug]), headers={"accept-language": "fr"}).content.decode()
    assert '<bdi lang="fa" dir="rtl">آنا نمونه</bdi>' in text
    assert '<span lang="en" dir="auto">A teacher.</span>' in text
    text = client.get("/letters/", headers={"accept-language": "fr"}).content.decode()
    assert f'lang="fa" dir="rtl">{letter.subject}</a>' in text
    assert "persan" in text


@pytest.mark.django_db
def test_a_source_with_a_title_in_another_script_turns_nothing_around_it(client):
    letter = rich_letter()
    source = source_of(letter)
    source.title = "گزارش سالانه"
    source.save()
    for address in (source.get_absolute_url(), "/sources/", letter.get_absolute_url()):
        assert '<bdi lang="und-Arab">گزارش سالانه</bdi>' in client.get(address).content.decode(), address


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Անի", "hy"),
        ("«Անի»", "hy"),
        ("Анна", "und-Cyrl"),
        ("آنا", "und-Arab"),
        ("חנה", "he"),
        ("ანა", "ka"),
        ("Ana", ""),
        ("", ""),
        ("2024", ""),
    ],
)
def test_a_script_tells_a_language_or_only_itself(text, language):
    assert by_script(text) == language


@pytest.mark.django_db
def test_the_languages_stand_at_the_foot_of_every_page_under_their_own_names(client):
    make.letter(published=True)
    # There it would do nothing.
    assert 'class="languages"' not in client.get("/api/v1/docs/").content.decode()
    text = client.get("/letters/").content.decode()
    assert '<span aria-current="true" lang="en">English</span>' in text
    for code, name in (("hy", "Հայերեն"), ("fr", "Français"), ("ru", "Русский")):
        assert f'<button name="language" value="{code}" lang="{code}">{name}</button>' in text
