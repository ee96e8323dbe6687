"""The bundled PostgreSQL for the tests, a frozen time, and the cast."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from tests.factories import make_author, make_user

# A busy machine is slow, not wrong.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")

_database_server = ExitStack()


def pytest_configure() -> None:
    from config.embedded_postgres import running_for_settings

    _database_server.enter_context(running_for_settings())


def pytest_unconfigure() -> None:
    _database_server.close()


NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):
    """A frozen time; `timezone.now()` is a fraction of a second later, as in life."""
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(microseconds=654321))
    return NOW


@pytest.fixture
def editor(db):
    """Looks after the articles of all authors."""
    return make_user("editor", role="editor")


@pytest.fixture
def administrator(db):
    """May do everything in the admin."""
    return make_user("administrator", role="administrator")


@pytest.fixture
def reader(db):
    """Has a login and no rights."""
    return make_user("reader")


@pytest.fixture
def author(db):
    return make_author("林知夏")
