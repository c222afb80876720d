"""Who may have a copy, and that it comes as a file and through this one door."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from links.copies import keep
from links.models import Copy
from tests import factories
from tests.factories import NOW
from tests.links.test_copies import answer, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(settings, tmp_path) -> Copy:
    settings.MEDIA_ROOT = tmp_path / "media"
    keep(link_id=factories.link().pk, answer=answer(body=b"<script>alert(1)</script>"), now=NOW)
    return Copy.objects.get()


def as_(*groups: str, **fields) -> Client:
    client = Client()
    client.force_login(factories.staff(groups=groups, **fields))
    return client


def download(copy: Copy) -> str:
    return reverse("admin:links_copy_download", args=[copy.pk])


@pytest.mark.parametrize("role", ["Link keeper", "Administrator"])
def test_who_looks_after_links_may_save_it(copy, role):
    response = as_(role).get(download(copy))
    assert response.status_code == 200
    assert records(response.getvalue())[1].body == b"<script>alert(1)</script>"


def test_it_is_a_file_to_be_saved_and_nothing_to_be_shown(copy):
    response = as_("Link keeper").get(download(copy))
    assert response["Content-Disposition"] == f'attachment; filename="link-{copy.link_id}-2026-03-02.warc.gz"'
    assert response["Content-Type"] == "application/warc"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]
    assert "Content-Encoding" not in response


@pytest.mark.parametrize("role", ["Editor", "Reviewer"])
def test_other_staff_may_not(copy, role):
    assert as_(role).get(download(copy)).status_code == 403
    assert as_(role).get(reverse("admin:links_copy_changelist")).status_code == 403


def test_seeing_that_there_is_a_copy_is_not_having_it(copy):
    user = factories.staff()
    user.user_permissions.set(Permission.objects.filter(codename="view_copy"))
    client = Client()
    client.force_login(user)
    assert client.get(reverse("admin:links_copy_changelist")).status_code == 200
    assert client.get(download(copy)).status_code == 403


def test_strangers_are_asked_to_sign_in(copy):
    response = Client().get(download(copy))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("role", ["Link keeper", "Administrator", "Reviewer", None])
def test_the_letters_documents_are_no_other_door_to_it(copy, role):
    """The media folder is served from /admin/documents/, by what letters name."""
    client = as_(role) if role else Client()
    assert client.get(f"/admin/documents/{copy.file.name}").status_code in {302, 403, 404}
    assert as_(is_superuser=True).get(f"/admin/documents/{copy.file.name}").status_code == 404
    for address in (f"/media/{copy.file.name}", f"/static/{copy.file.name}", f"/{copy.file.name}"):
        assert as_(is_superuser=True).get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(copy, method):
    assert getattr(as_("Administrator"), method)(download(copy)).status_code == 405


def test_a_missing_file_and_a_missing_copy_are_told_of(copy):
    client = as_("Link keeper")
    copy.file.storage.delete(copy.file.name)
    assert client.get(download(copy)).status_code == 404
    for nonsense in ("999", "x", "_3F"):
        assert client.get(f"/admin/links/copy/{nonsense}/download/").status_code == 404


def test_the_list_the_copys_page_and_the_links_page_lead_to_it(copy):
    client = as_("Link keeper")
    for address in (
        reverse("admin:links_copy_changelist"),
        reverse("admin:links_copy_change", args=[copy.pk]),
        reverse("admin:links_link_change", args=[copy.link_id]),
    ):
        html = client.get(address).content.decode()
        assert f'href="{download(copy)}"' in html
        assert "25\xa0bytes" in html


def test_a_copy_is_neither_added_nor_changed_nor_deleted_by_hand(copy):
    client = as_(is_superuser=True)
    assert client.get(reverse("admin:links_copy_add")).status_code == 403
    assert client.post(reverse("admin:links_copy_delete", args=[copy.pk]), {"post": "yes"}).status_code == 403
    client.post(reverse("admin:links_copy_change", args=[copy.pk]), {"read_at_0": NOW + timedelta(days=1)})
    assert Copy.objects.get().read_at == NOW


def test_the_list_asks_the_database_no_oftener_for_many(copy, django_assert_max_num_queries):
    for _ in range(20):
        Copy.objects.create(link=factories.link(), file="copies/x", read_at=NOW, final_url="https://a.example/")
    client = as_("Link keeper")
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:links_copy_changelist"))
