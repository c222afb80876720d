"""Whoever removes the samples in the admin."""

from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests import factories

RIGHTS = ("delete_letter", "publish_letter")


def remover(*permissions: str) -> Client:
    """A signed-in member of staff with these permissions and that of seeing the list."""
    user = factories.staff()
    names = ("view_letter", *permissions)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="letters", codename__in=names))
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def switch() -> str:
    return reverse("admin:letters_letter_remove_samples")
