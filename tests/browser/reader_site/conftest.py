"""The site once for each module of tests, and windows in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.reader_site.site import ReaderSite, served_reader_site
from tests.browser.reader_site.visitor import Visitor


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let these come last: emptying the tables takes away rows that other tests find and keep.

    (pytest-django does the same for tests that empty the tables after each.)
    """
    items.sort(key=lambda item: item.path.parent == Path(__file__).parent)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[ReaderSite]:
    """The site of every kind of page; tests change nothing in it.

    They are marked `django_db`, for which the database is made; what they store themselves the
    server does not see.
    """
    with django_db_blocker.unblock(), served_reader_site() as served:
        yield served


@pytest.fixture
def visit(browser, site) -> Iterator[Callable[..., Visitor]]:
    """Return a function that opens a window with the options of `Visitor`.

    At the end none has complained: the console has said nothing, no script has failed, the policy
    has refused nothing, no other host was asked for anything, every status was as expected.
    """
    visitors: list[Visitor] = []

    def open_window(**options) -> Visitor:
        visitors.append(Visitor(browser, site, **options))
        return visitors[-1]

    yield open_window
    for visitor in visitors:
        visitor.close()
    complaints = [one for visitor in visitors for one in visitor.complaints]
    assert complaints == [], "\n".join(complaints)
