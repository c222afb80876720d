"""The groups a migration makes, and that looking after users does not make anybody more powerful."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from advocacy import roles
from letters.models import Reply
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(factories.staff("keeper", groups=("Administrator",)))
    return client


def account(user: User, **fields) -> dict:
    return {
        "username": user.username,
        "email": user.email,
        "is_active": "on",
        "is_staff": "on",
        "date_joined_0": "2026-01-01",
        "date_joined_1": "00:00:00",
        **fields,
    }


def change_url(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


@pytest.mark.parametrize("role", roles.ROLES)
def test_every_permission_of_a_role_exists_and_is_granted(role):
    granted = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    assert {f"{room}.{codename}" for room, codename in granted} == roles.ROLES[role]


def test_granting_again_repairs_and_takes_nothing_away():
    editor = Group.objects.get(name="Editor")
    own = Permission.objects.get(codename="delete_source")
    editor.permissions.set([own])
    Group.objects.get(name="Reviewer").delete()
    for _ in range(2):
        roles.grant(group_model=Group, permission_model=Permission)
    assert editor.permissions.count() == len(roles.EDITOR) + 1
    assert Group.objects.get(name="Reviewer").permissions.count() == len(roles.REVIEWER)


@pytest.mark.parametrize("guarded", ["letters.publish_letter", "people.publish_details", "links.judge_link"])
def test_an_editor_has_no_guarded_permission(guarded):
    assert guarded not in roles.EDITOR
    assert not factories.staff(groups=("Editor",)).has_perm(guarded)


def test_a_link_keeper_judges_links_and_changes_no_letter():
    keeper = factories.staff(groups=("Link keeper",))
    assert keeper.has_perm("links.judge_link")
    assert keeper.has_perm("letters.view_letter")
    assert not [name for name in roles.LINK_KEEPER if name.startswith(("letters.change", "letters.add", "people."))]


def test_a_link_keeper_sees_of_a_letter_what_cites_a_link_and_nothing_else():
    """Replies may be confidential; people and what became of them are no matter of links."""
    seen = {name for name in roles.LINK_KEEPER if name.startswith("letters.")}
    assert seen == {f"letters.view_{model}" for model in ("letter", "footnote", "citation", "source")}
    letter = factories.letter()
    factories.citation(factories.footnote(letter, text="A note to be seen"))
    factories.mention(letter, description="SECRET mention")
    Reply.objects.create(letter=letter, date=date(2026, 1, 1), summary="SECRET summary", text="SECRET text")
    client = Client()
    client.force_login(factories.staff(groups=("Link keeper",)))
    html = client.get(reverse("admin:letters_letter_change", args=[letter.pk])).content.decode()
    assert "A note to be seen" in html
    assert "SECRET" not in html
    for name in ("person", "detention"):
        assert client.get(reverse(f"admin:people_{name}_changelist")).status_code == 403


def test_an_administrator_makes_editors(administrator):
    editors = Group.objects.get(name="Editor")
    user = factories.staff("new")
    response = administrator.post(change_url(user), account(user, groups=[editors.pk]))
    assert response.status_code == 302
    assert list(user.groups.all()) == [editors]


def test_an_administrator_makes_no_superuser_and_hands_out_no_single_permission(administrator):
    permission = Permission.objects.get(codename="publish_letter")
    for user in (factories.staff("other"), User.objects.get(username="keeper")):
        administrator.post(
            change_url(user), account(user, is_superuser="on", user_permissions=[permission.pk], first_name="Changed")
        )
        user.refresh_from_db()
        assert user.first_name == "Changed"
        assert not user.is_superuser
        assert not user.user_permissions.exists()


def test_an_administrator_does_not_touch_a_superuser(administrator):
    root = User.objects.create_superuser("root", "root@staff.example.org", factories.PASSWORD)
    assert administrator.post(change_url(root), account(root, email="mine@example.org")).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    fields = {"password1": "another long secret", "password2": "another long secret", "usable_password": "true"}
    assert administrator.post(password, fields).status_code == 403
    assert administrator.post(reverse("admin:auth_user_delete", args=[root.pk]), {"post": "yes"}).status_code == 403
    listed = reverse("admin:auth_user_changelist")
    bulk = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    assert administrator.post(listed, bulk).status_code == 403
    root.refresh_from_db()
    assert root.check_password(factories.PASSWORD)
    assert root.email == "root@staff.example.org"


def test_an_administrator_does_not_change_what_a_role_may_do(administrator):
    editors = Group.objects.get(name="Editor")
    address = reverse("admin:auth_group_change", args=[editors.pk])
    assert administrator.get(address).status_code == 200
    assert administrator.post(address, {"name": "Editor", "permissions": []}).status_code == 403
    assert administrator.post(reverse("admin:auth_group_add"), {"name": "Mine"}).status_code == 403
    assert editors.permissions.count() == len(roles.EDITOR)


def test_a_superuser_makes_superusers():
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@staff.example.org", factories.PASSWORD))
    user = factories.staff("next")
    assert client.post(change_url(user), account(user, is_superuser="on")).status_code == 302
    user.refresh_from_db()
    assert user.is_superuser


@pytest.mark.parametrize("role", ["Editor", "Reviewer", "Link keeper"])
def test_other_roles_do_not_see_accounts(role):
    client = Client()
    client.force_login(factories.staff(groups=(role,)))
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_what_a_role_may_do_is_changed_by_superusers_alone(client: Client) -> None:
    """Even by nobody to whom a superuser gave the permission: they would give themselves every other one."""
    member = factories.staff("keeper", groups=("Administrator",))
    member.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client.force_login(member)
    group = Group.objects.get(name="Administrator")
    every = [permission.pk for permission in Permission.objects.all()]
    before = set(group.permissions.values_list("pk", flat=True))
    change = reverse("admin:auth_group_change", args=[group.pk])
    assert client.post(change, {"name": group.name, "permissions": every}).status_code == 403
    add = client.post(reverse("admin:auth_group_add"), {"name": "Mighty", "permissions": every})
    delete = client.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"})
    assert (add.status_code, delete.status_code) == (403, 403)
    assert set(group.permissions.values_list("pk", flat=True)) == before
    assert not Group.objects.filter(name="Mighty").exists()
