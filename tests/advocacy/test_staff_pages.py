"""What every staff page shows, and what of the scheduler is shown to whom."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_form_without_its_sign_is_refused_in_words() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("admin:login"), {"username": "anna", "password": factories.PASSWORD})
    shown = response.content.decode()
    assert response.status_code == 403
    assert "<h1>The form could not be taken</h1>" in shown
    assert "Back button" in shown
    assert factories.PASSWORD not in shown


def test_staff_pages_carry_the_icon(client: Client) -> None:
    client.force_login(factories.staff(is_superuser=True))
    for page in ("admin:index", "admin:links_link_changelist", "admin:auth_user_add"):
        assert 'rel="icon" href="/static/public/icon.svg"' in client.get(reverse(page)).content.decode()


def test_only_a_superuser_sees_the_periodic_tasks_and_nobody_their_schedules(client: Client) -> None:
    client.force_login(factories.staff(is_superuser=True))
    shown = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:django_celery_beat_periodictask_changelist") in shown
    assert "/django_celery_beat/crontabschedule/" not in shown
    assert client.get(reverse("admin:django_celery_beat_periodictask_changelist")).status_code == 200
    assert client.get(reverse("admin:django_celery_beat_periodictask_add")).status_code == 200

    operator = factories.staff(groups=("Administrator",))
    operator.user_permissions.set(Permission.objects.filter(content_type__app_label="django_celery_beat"))
    client.force_login(operator)
    assert "/django_celery_beat/" not in client.get(reverse("admin:index")).content.decode()
