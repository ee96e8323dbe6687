"""Permissions come from the role, as the setting has them, and from nowhere else."""

import asyncio

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.checks import run_checks
from django.test import Client

from accounts.models import Role, User
from accounts.role_permissions import (
    RoleBackend,
    check_role_permissions,
    known_permissions,
)
from tests.factories import make_user


@pytest.fixture
def mapping(settings):
    settings.ROLE_PERMISSIONS = {
        "author": ["posts.add_post"],
        "editor": ["posts.add_post", "categories.delete_category"],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "adds", "deletes"),
    [
        ("", False, False),
        (Role.CONTRIBUTOR, False, False),
        (Role.AUTHOR, True, False),
        (Role.EDITOR, True, True),
        (Role.ADMINISTRATOR, True, True),
    ],
)
def test_a_role_gives_what_the_setting_says(
    role, adds, deletes, mapping, django_assert_num_queries
):
    user = make_user(role=role)
    with django_assert_num_queries(0):
        assert user.has_perm("posts.add_post") == adds
        assert user.has_perm("categories.delete_category") == deletes
        assert user.has_module_perms("categories") == deletes
        assert asyncio.run(user.ahas_perm("posts.add_post")) == adds


@pytest.mark.django_db
def test_an_administrator_has_every_permission_there_is(mapping):
    names = Permission.objects.values_list("content_type__app_label", "codename")
    every = {f"{app}.{codename}" for app, codename in names}
    assert make_user(role=Role.ADMINISTRATOR).get_all_permissions() == every == known_permissions()


@pytest.mark.django_db
def test_groups_and_permissions_of_a_user_give_nothing(mapping):
    user = make_user(role=Role.AUTHOR)
    permission = Permission.objects.get(codename="delete_post")
    group = Group.objects.create(name="all")
    group.permissions.add(permission)
    user.groups.add(group)
    user.user_permissions.add(permission)
    assert user.get_all_permissions() == {"posts.add_post"}
    assert asyncio.run(RoleBackend().aget_all_permissions(user)) == {"posts.add_post"}


@pytest.mark.django_db
def test_nobody_and_the_switched_off_may_nothing(mapping):
    gone = make_user(role=Role.ADMINISTRATOR, is_active=False)
    for user in (gone, AnonymousUser()):
        assert RoleBackend().get_all_permissions(user) == set()
        assert not user.has_perm("posts.add_post")


@pytest.mark.django_db
def test_permissions_are_of_no_single_object(mapping):
    user = make_user(role=Role.EDITOR)
    assert not user.has_perm("posts.add_post", obj=user)


@pytest.mark.django_db
def test_users_are_found_by_permission(mapping):
    for role in Role.values:
        make_user(role, role=role)
    make_user("gone", role=Role.EDITOR, is_active=False)

    def names(permission, **options):
        found = User.objects.with_perm(permission, **options)
        return set(found.values_list("username", flat=True))

    assert names("posts.add_post") == {"author", "editor", "administrator"}
    assert names("posts.add_post", include_superusers=False) == {"author", "editor"}
    permission = Permission.objects.get(codename="delete_category")
    assert names(permission, is_active=None) == {"editor", "administrator", "gone"}
    assert names("posts.add_post", obj=permission) == set()


@pytest.mark.django_db
def test_a_login_by_password_or_link_comes_in_by_the_same_backend():
    make_user("ada", role=Role.ADMINISTRATOR)
    client = Client()
    assert client.login(username="ada", password="password")
    assert client.session["_auth_user_backend"] == "accounts.role_permissions.RoleBackend"


def test_the_projects_own_setting_is_in_order():
    assert check_role_permissions() == []


@pytest.mark.parametrize(
    ("mapping", "identifier", "sentence"),
    [
        ([], "accounts.E001", "must map each role"),
        ({"author": "posts.add_post"}, "accounts.E001", "must map each role"),
        ({"owner": []}, "accounts.E002", "names the role 'owner'"),
        ({"administrator": []}, "accounts.E002", "names the role 'administrator'"),
        ({"author": ["posts.read_minds"]}, "accounts.E003", "'posts.read_minds', which no model"),
        ({"author": ["add_post"]}, "accounts.E003", "'add_post', which no model has"),
        ({"editor": ["accounts.change_user"]}, "accounts.E004", "'accounts.change_user'"),
    ],
)
def test_a_wrong_setting_is_named(mapping, identifier, sentence, settings):
    settings.ROLE_PERMISSIONS = mapping
    problems = [problem for problem in run_checks() if problem.id.startswith("accounts.")]
    assert [problem.id for problem in problems] == [identifier]
    assert sentence in problems[0].msg
