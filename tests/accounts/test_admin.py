"""Users in the admin: roles, and the last administrator who must stay."""

import threading

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.urls import reverse

from accounts.administrators import leaves_none
from accounts.models import Role, User
from tests.factories import make_user

USERS = "/admin/accounts/user/"


def change_path(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def fields(user, **changes):
    form = {
        "username": user.username,
        "role": user.role,
        "is_active": "on",
        "admin_language": user.admin_language,
        "date_joined_0": "2026-01-01",
        "date_joined_1": "08:00:00",
    } | changes
    return {name: value for name, value in form.items() if value is not None}


@pytest.fixture
def entered(administrator, client):
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("role", ["", Role.CONTRIBUTOR, Role.AUTHOR, Role.EDITOR])
def test_only_administrators_manage_users(role, db, client):
    user = make_user(role=role)
    client.force_login(user)
    for path in (USERS, f"{USERS}add/", change_path(user)):
        assert client.get(path).status_code == (403 if role else 302)
        assert client.post(path, fields(user, role="administrator")).status_code != 200
    user.refresh_from_db()
    assert user.role == role


def test_a_user_is_made_with_a_role(entered):
    page = entered.get(f"{USERS}add/").content.decode()
    assert all(f'value="{role}"' in page for role in ["", *Role.values])
    answer = entered.post(
        f"{USERS}add/",
        {
            "username": "nova",
            "role": "contributor",
            "usable_password": "true",
            "password1": "a-long-enough-one",
            "password2": "a-long-enough-one",
        },
    )
    assert answer.status_code == 302
    nova = User.objects.get(username="nova")
    assert (nova.role, nova.is_staff, nova.is_superuser) == ("contributor", True, False)


def test_the_form_has_the_role_and_none_of_djangos_own_rights(entered, editor):
    page = entered.get(change_path(editor)).content.decode()
    assert "Contributors write their own drafts" in page
    assert 'name="admin_language"' in page
    for name in ("is_staff", "is_superuser", "groups", "user_permissions"):
        assert f'name="{name}"' not in page
    assert not admin.site.is_registered(Group)


def test_rights_cannot_be_smuggled_into_the_form(entered, editor):
    answer = entered.post(change_path(editor), fields(editor, is_superuser="on", is_staff="on"))
    assert answer.status_code == 302
    editor.refresh_from_db()
    assert (editor.role, editor.is_superuser) == ("editor", False)


@pytest.mark.parametrize("role", ["", *Role.values])
def test_the_list_shows_and_filters_roles(role, entered):
    for each in ["", *Role.values]:
        make_user(f"the-{each or 'none'}", role=each)
    answer = entered.get(USERS, {"role__exact": role})
    assert answer.status_code == 200
    found = {user.role for user in answer.context["cl"].queryset}
    assert found == {role}
    page = entered.get(USERS).content.decode()
    assert '<td class="field-role">Contributor</td>' in page


@pytest.mark.parametrize(
    ("change", "field"),
    [({"role": "editor"}, "role"), ({"role": ""}, "role"), ({"is_active": None}, "is_active")],
)
def test_the_last_administrator_cannot_step_down(change, field, entered, administrator):
    make_user("gone", role=Role.ADMINISTRATOR, is_active=False)
    answer = entered.post(change_path(administrator), fields(administrator, **change))
    assert answer.status_code == 200
    assert "last active administrator" in str(answer.context["adminform"].form.errors[field])
    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == ("administrator", True)


@pytest.mark.parametrize("change", [{"role": "editor"}, {"is_active": None}])
def test_an_administrator_may_step_down_while_another_stays(change, entered, administrator):
    make_user("bob", role=Role.ADMINISTRATOR)
    answer = entered.post(change_path(administrator), fields(administrator, **change))
    assert answer.status_code == 302
    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) != ("administrator", True)


def test_others_change_freely_beside_the_last_administrator(entered, editor):
    assert entered.post(change_path(editor), fields(editor, role="")).status_code == 302
    editor.refresh_from_db()
    assert (editor.role, editor.is_staff) == ("", False)


def test_the_last_administrator_cannot_be_deleted(entered, administrator):
    path = reverse("admin:accounts_user_delete", args=[administrator.pk])
    for answer in (
        entered.get(path, follow=True),
        entered.post(path, {"post": "yes"}, follow=True),
    ):
        assert "last active administrator" in answer.content.decode()
    assert User.objects.filter(pk=administrator.pk).exists()


def test_an_administrator_can_be_deleted_while_another_stays(entered, administrator):
    bob = make_user("bob", role=Role.ADMINISTRATOR)
    path = reverse("admin:accounts_user_delete", args=[bob.pk])
    assert entered.get(path).status_code == 200
    assert entered.post(path, {"post": "yes"}).status_code == 302
    assert list(User.objects.all()) == [administrator]


def delete_selected(client, *users):
    return client.post(
        USERS,
        {"action": "delete_selected", "_selected_action": [user.pk for user in users], "post": "y"},
        follow=True,
    )


def test_the_action_deletes_all_of_the_chosen_or_none(entered, administrator, editor):
    bob = make_user("bob", role=Role.ADMINISTRATOR)
    answer = delete_selected(entered, administrator, bob, editor)
    assert "no active administrator would remain" in answer.content.decode()
    assert User.objects.count() == 3
    assert "Successfully deleted 2 users" in delete_selected(entered, bob, editor).content.decode()
    assert list(User.objects.all()) == [administrator]


def test_the_action_asks_first(entered, editor):
    answer = entered.post(USERS, {"action": "delete_selected", "_selected_action": [editor.pk]})
    assert "Are you sure" in answer.content.decode()
    assert User.objects.filter(pk=editor.pk).exists()


def test_an_editor_cannot_force_a_deletion(administrator, editor, client):
    bob = make_user("bob", role=Role.ADMINISTRATOR)
    client.force_login(editor)
    path = reverse("admin:accounts_user_delete", args=[bob.pk])
    assert client.post(path, {"post": "yes"}).status_code == 403
    assert delete_selected(client, bob).status_code == 403
    assert User.objects.filter(role=Role.ADMINISTRATOR).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_once():
    ada, bob = (make_user(name, role=Role.ADMINISTRATOR) for name in ("ada", "bob"))
    second: list[bool] = []

    def remove_bob():
        try:
            with transaction.atomic():
                second.append(leaves_none([bob.pk]))
        finally:
            connection.close()

    with transaction.atomic():
        assert not leaves_none([ada.pk])
        other = threading.Thread(target=remove_bob)
        other.start()
        wait_for_a_lock()
        User.objects.filter(pk=ada.pk).update(role=Role.EDITOR, is_staff=True, is_superuser=False)
    other.join()
    assert second == [True]


def wait_for_a_lock():
    """Return once another connection waits for one of this transaction's locks."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        for _attempt in range(10_000):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting)
            if cursor.fetchone():
                return
    pytest.fail("the other transaction did not wait")
