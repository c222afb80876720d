from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from letters.models import Letter, Source
from letters.samples import SamplesInUse, load_samples, remove_samples, samples_present
from letters.samples.removing import removal_plan
from links.models import Check, Host, Link, Passage, Snapshot, StateChange
from people.models import Detention, Organization, Person
from tests import factories
from tests.factories import NOW
from tests.letters.removing import RIGHTS, remover, switch

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(lasting_record: None) -> dict[str, int]:
    return load_samples(now=NOW)


def test_removing_takes_everything_that_the_samples_brought(loaded: dict[str, int]) -> None:
    counts = remove_samples()
    assert counts["letters"] == loaded["letters"]
    assert counts["links"] == loaded["links"]
    for model in (Letter, Person, Organization, Source, Link, Host, Passage, Check, StateChange, Snapshot, Detention):
        assert not model._default_manager.exists(), model
    assert not samples_present()


def test_samples_can_be_loaded_anew_after_they_were_removed(loaded: dict[str, int]) -> None:
    remove_samples()
    assert load_samples(now=NOW) == loaded


def test_a_letter_of_ones_own_keeps_every_sample_that_it_uses(loaded: dict[str, int]) -> None:
    varesh = Person.objects.get(name="Ilona Varesh")
    lorrimar = Person.objects.get(name="Edda Lorrimar")
    league = Organization.objects.get(short_name="SLP")
    dead = Source.objects.get(title="Meron walks free")
    own = factories.letter(published=True, issuer=Organization.objects.get(name__startswith="Human Rights Committee"))
    factories.mention(own, person=varesh)
    factories.addressee(own, person=lorrimar)
    factories.signature(own, organization=league)
    factories.citation(own, source=dead)

    counts = remove_samples()

    assert (counts["kept_people"], counts["kept_sources"]) == (2, 1)
    kept = {"Ilona Varesh", "Edda Lorrimar"}
    assert set(Person.objects.values_list("name", flat=True)) == kept
    # The committee keeps the parliament it is a part of, and the minister the ministry she heads.
    assert set(Organization.objects.values_list("name", flat=True)) == {
        "Human Rights Committee of the National Assembly of Samplovia",
        "National Assembly of Samplovia",
        "Ministry of Justice of Examplia",
        "Samplovian League for Prisoners",
    }
    assert varesh.detentions.get().events.count() == 5
    assert dead.link is not None
    assert dead.link.checks.count() == 5
    assert not samples_present()
    # The page on which the kept person's case rests stays, though the letter itself does not cite it.
    assert {link.url for link in Link.objects.all()} == {
        "https://news.example.org/2012/05/04/meron-walks-free",
        "https://cases.example.org/varesh",
    }


def test_a_passage_that_only_a_sample_asked_for_goes_and_one_that_a_letter_asks_for_stays(
    loaded: dict[str, int],
) -> None:
    scheffer = Source.objects.get(author="David J. Scheffer")
    factories.citation(factories.letter(), source=scheffer, quote="words of our own asking")
    remove_samples()
    assert [passage.text for passage in Passage.objects.all()] == ["words of our own asking"]


def test_a_letter_that_follows_a_sample_stays(loaded: dict[str, int]) -> None:
    own = factories.letter(follows=Letter.objects.published()[0])
    remove_samples()
    own.refresh_from_db()
    assert own.follows is None


def test_a_real_site_that_must_not_learn_of_us_is_still_known_after_the_samples_are_gone(
    loaded: dict[str, int],
) -> None:
    Host.objects.filter(name="hetq.am").update(policy=Host.Policy.NEVER)
    remove_samples()
    assert list(Host.objects.values_list("name", "policy")) == [("hetq.am", Host.Policy.NEVER)]


def test_a_document_put_on_a_sample_goes_once_the_samples_are_gone(
    loaded: dict[str, int], settings, tmp_path, django_capture_on_commit_callbacks
) -> None:
    settings.MEDIA_ROOT = tmp_path
    letter = Letter.objects.published()[0]
    letter.document.save("scan.txt", ContentFile(b"A scan."))
    name = letter.document.name
    assert name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_samples()
    assert not default_storage.exists(name)


def test_nothing_is_removed_when_something_else_holds_on_to_a_sample(
    loaded: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Between the plan and the deletion somebody cites a sample source: the plan does not know of it.
    stale = removal_plan()
    source = Source.objects.filter(is_sample=True).first()
    factories.citation(factories.letter(), source=source)
    monkeypatch.setattr("letters.samples.removing.removal_plan", lambda: stale)
    before = (Letter.objects.count(), Person.objects.count(), Link.objects.count())
    with pytest.raises(SamplesInUse):
        remove_samples()
    assert (Letter.objects.count(), Person.objects.count(), Link.objects.count()) == before


# --- The switch in the admin ------------------------------------------------------------------------------------------
def test_the_switch_shows_what_goes_and_what_stays_and_removes_nothing_yet(loaded: dict[str, int]) -> None:
    own = factories.letter(date=date(2026, 2, 1))
    factories.mention(own, person=Person.objects.get(name="Ilona Varesh"))
    client = remover(*RIGHTS)
    assert switch() in client.get(reverse("admin:letters_letter_changelist")).content.decode()
    page = client.get(switch()).content.decode()
    assert f"{loaded['letters']} letters" in page
    assert "Ilona Varesh" in page
    assert "Edda Lorrimar" not in page
    assert Letter.objects.filter(is_sample=True).count() == loaded["letters"]


def test_posting_the_switch_removes_the_samples_and_says_so(loaded: dict[str, int]) -> None:
    client = remover(*RIGHTS)
    page = client.post(switch(), follow=True).content.decode()
    assert "The samples were removed" in page
    assert not samples_present()
    assert switch() not in page


def test_the_switch_asks_for_a_token(loaded: dict[str, int]) -> None:
    client = remover(*RIGHTS)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(switch()).status_code == 403
    assert samples_present()


@pytest.mark.parametrize("permissions", [(), ("delete_letter",), ("publish_letter",)])
def test_the_switch_is_closed_to_those_who_may_not_delete_and_publish(
    loaded: dict[str, int], permissions: tuple[str, ...]
) -> None:
    client = remover(*permissions)
    assert switch() not in client.get(reverse("admin:letters_letter_changelist")).content.decode()
    assert client.get(switch()).status_code == 403
    assert client.post(switch()).status_code == 403
    assert samples_present()


def test_the_switch_is_closed_to_strangers(loaded: dict[str, int]) -> None:
    answer = Client().post(switch())
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    assert samples_present()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_switch_answers_to_no_other_method(loaded: dict[str, int], method: str) -> None:
    assert getattr(remover(*RIGHTS), method)(switch()).status_code == 405
    assert samples_present()
