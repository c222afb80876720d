"""The roles of staff, and what each may do: groups of permissions, made by migrations and enforced in the admin.

- **Editor** types letters: drafts and everything they consist of, people, organizations and sources. Cannot publish,
  cannot touch a published letter (its rows neither), cannot open confidential details or replies to the public, and
  cannot change or delete what was opened.
- **Reviewer** is an Editor who publishes: changes published letters, takes them back, opens details and replies and
  changes those that are open. Says what a link is worth, too: readers are told through the letters they publish.
- **Link keeper** looks after links: hosts, verdicts, archived copies, sites that moved as a whole; sees letters with
  their footnotes and sources, changes none. Replies, people and detentions are no matter of links and not shown to
  them.
- **Administrator** does all of this and looks after users. What a role may do is written here, so only a superuser
  changes groups or hands out single permissions, and only a superuser makes superusers (`advocacy/admin.py`).

People, organizations and sources stay open to Editors even when a published letter names them: a misspelt name or a
mistyped title must be mended at once, and concerns no secret. What is guarded is disclosure: each switch that opens
something confidential (`people.publish_details`, `letters.publish_letter`) is out of their hands, and so is the text
behind a switch that is open: rewritten, it would be public without anybody having reviewed it. Everything of a
detention begins closed, its country and status, too; it is typed by Editors and opened by Reviewers.

The permissions alone are coarse ("change letters"); what depends on a letter's status stands in `letters/admin/`, what
depends on a switch in `people/admin/`.
"""

from collections.abc import Iterable
from typing import Any

_ROWS_OF_A_LETTER = ("signature", "addressee", "mention", "footnote", "citation", "ask", "reply")
_ROWS_OF_A_PERSON = ("othername", "personidentifier", "personpage", "office")


def _permissions(room: str, models: Iterable[str], verbs: str = "add change delete view") -> set[str]:
    return {f"{room}.{verb}_{model}" for model in models for verb in verbs.split()}


# Each member of staff asks for the link report for themself (reports/admin.py).
OWN_REPORT = _permissions("reports", ["subscription"])

EDITOR = (
    _permissions("letters", ["letter", *_ROWS_OF_A_LETTER])
    | _permissions("letters", ["source"], "add change view")
    | _permissions("people", ["person", "organization", "detention"], "add change view")
    | _permissions("people", [*_ROWS_OF_A_PERSON, "detentionevent"])
    | _permissions("links", ["host", "link", "snapshot", "successorsite"], "view")
    | OWN_REPORT
)
REVIEWER = (
    EDITOR
    | {"letters.publish_letter", "people.publish_details", "links.judge_link"}
    | _permissions("letters", ["source"], "delete")
    | _permissions("people", ["person", "organization", "detention"], "delete")
)
LINK_KEEPER = (
    _permissions("letters", ["letter", "footnote", "citation", "source"], "view")
    | _permissions("links", ["host", "link", "snapshot", "successorsite"], "add change view")
    | _permissions("links", ["snapshot", "successorsite"], "delete")
    | _permissions("links", ["passage", "check", "statechange", "copy"], "view")
    | {"links.judge_link", "links.download_copy"}
    | OWN_REPORT
)
ADMINISTRATOR = (
    REVIEWER
    | LINK_KEEPER
    | _permissions("links", ["host", "link"], "delete")
    | _permissions("reports", ["report"])
    | _permissions("auth", ["user"])
    | _permissions("auth", ["group"], "view")
)

ROLES: dict[str, set[str]] = {
    "Editor": EDITOR,
    "Reviewer": REVIEWER,
    "Link keeper": LINK_KEEPER,
    "Administrator": ADMINISTRATOR,
}


def grant(*, group_model: Any, permission_model: Any) -> None:
    """Make the groups and give each the permissions of its role; safe to repeat, and takes nothing away.

    The models are parameters so that a migration can hand in its historical ones. A permission that does not exist
    (yet) is left out: the migration that makes it calls this again.
    """
    rows = permission_model.objects.values_list("content_type__app_label", "codename", "pk")
    known = {f"{room}.{codename}": key for room, codename, key in rows}
    for name, permissions in ROLES.items():
        group, _ = group_model.objects.get_or_create(name=name)
        group.permissions.add(*(known[permission] for permission in permissions if permission in known))
