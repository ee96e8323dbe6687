"""A role is a column from which Django's flags follow, in `save()` and in the database."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accounts.models import Role, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

FLAGS = {
    "": (False, False),
    Role.CONTRIBUTOR: (True, False),
    Role.AUTHOR: (True, False),
    Role.EDITOR: (True, False),
    Role.ADMINISTRATOR: (True, True),
}


def flags(user):
    kept = User.objects.get(pk=user.pk)
    return kept.is_staff, kept.is_superuser


@pytest.mark.parametrize("role", FLAGS)
def test_the_flags_follow_from_the_role(role):
    # Whatever the flags said before.
    user = make_user(role=role, is_staff=not role, is_superuser=role != Role.ADMINISTRATOR)
    assert flags(user) == FLAGS[role]


@pytest.mark.parametrize("before", FLAGS)
@pytest.mark.parametrize("after", FLAGS)
def test_a_changed_role_changes_the_flags_also_when_it_alone_is_saved(before, after):
    user = make_user(role=before)
    user.role = after
    user.save(update_fields=["role"])
    assert flags(user) == FLAGS[after]


def test_saving_one_flag_saves_all_three_as_the_role_has_them():
    user = make_user(role=Role.EDITOR)
    user.is_superuser, user.role = True, Role.AUTHOR
    user.save(update_fields=["is_superuser"])
    assert (User.objects.get().role, flags(user)) == (Role.AUTHOR, (True, False))


def test_saving_other_fields_alone_leaves_the_role_as_it_is():
    user = make_user(role=Role.EDITOR)
    User.objects.filter(pk=user.pk).update(role=Role.AUTHOR)
    user.first_name = "Edda"
    user.save(update_fields=["first_name"])
    kept = User.objects.get()
    assert (kept.first_name, kept.role) == ("Edda", Role.AUTHOR)


def test_a_user_loaded_without_its_role_can_be_saved():
    make_user("edda", role=Role.EDITOR)
    user = User.objects.only("first_name").get()
    user.first_name = "Edda"
    user.save()
    assert (User.objects.get().role, flags(user)) == (Role.EDITOR, (True, False))


@pytest.mark.parametrize(
    "change",
    [{"role": "administrator"}, {"role": "owner"}, {"is_superuser": True}, {"is_staff": False}],
)
def test_the_database_keeps_the_three_in_step(change):
    make_user(role=Role.EDITOR)
    with (
        pytest.raises(IntegrityError, match="accounts_user_flags_follow_role"),
        transaction.atomic(),
    ):
        User.objects.update(**change)


def test_the_database_knows_no_other_role():
    with pytest.raises(IntegrityError, match="follow_role"), transaction.atomic():
        make_user(role="owner")


def test_a_superuser_is_an_administrator():
    assert User.objects.create_superuser("ada").role == Role.ADMINISTRATOR
    with pytest.raises(ValueError, match="role is administrator"):
        User.objects.create_superuser("eve", role=Role.EDITOR)


def test_the_command_line_makes_an_administrator():
    call_command("createsuperuser", username="ada", email="", interactive=False, verbosity=0)
    assert User.objects.get().role == Role.ADMINISTRATOR


def test_the_migration_gives_roles_to_the_logins_there_were():
    # Rolled back with the test: PostgreSQL's schema changes belong to the transaction.
    MigrationExecutor(connection).migrate([("accounts", "0001_initial")])
    executor = MigrationExecutor(connection)
    users = executor.loader.project_state([("accounts", "0001_initial")]).apps.get_model(
        "accounts", "User"
    )
    for staff in (False, True):
        for superuser in (False, True):
            users.objects.create(
                username=f"{staff:d}{superuser:d}", is_staff=staff, is_superuser=superuser
            )
    executor.migrate(executor.loader.graph.leaf_nodes("accounts"))
    roles = dict(User.objects.values_list("username", "role"))
    assert roles == {"00": "", "01": "administrator", "10": "editor", "11": "administrator"}
    assert flags(User.objects.get(username="01")) == (True, True)
