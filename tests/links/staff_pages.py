"""Reading and using a link's pages in the admin as a member of staff does."""

from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from links.models import Link, Proposal, Snapshot
from links.vocabulary import Outcome
from tests.factories import NOW

LINKS = "admin:links_link_changelist"


def page_of(link: Link) -> str:
    return reverse("admin:links_link_change", args=[link.pk])


def read(client: Client, link: Link) -> str:
    return " ".join(client.get(page_of(link)).content.decode().split())


def post(client: Client, link: Link, **data: object) -> str:
    return " ".join(client.post(page_of(link), data, follow=True).content.decode().split())


def act(client: Client, action: str, *links: Link, **data: object) -> str:
    sent = {"action": action, "_selected_action": [link.pk for link in links], **data}
    return " ".join(client.post(reverse(LINKS), sent, follow=True).content.decode().split())


def proposed(link: Link, **fields: object) -> Proposal:
    defaults = {"status": "proposed", "tried_at": NOW, "outcome": Outcome.OK, "url": "https://new.example.org/a"}
    return Proposal.objects.create(link=link, **{**defaults, **fields})


def copy_of(link: Link, **fields: object) -> Snapshot:
    defaults = {"url": "https://archive.example.org/1", "captured_at": NOW}
    return Snapshot.objects.create(link=link, **{**defaults, **fields})


def logged(link: Link) -> list[str]:
    rows = LogEntry.objects.filter(object_id=str(link.pk), content_type__model="link")
    return [f"{row.user}: {row.get_change_message()}" for row in rows]
