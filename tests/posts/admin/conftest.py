"""Who writes in the tests of the articles' admin."""

import pytest

from tests.factories import make_author, make_user


@pytest.fixture
def writer(db):
    """An author, with the login `writer.user`."""
    return make_author("Emma", user=make_user("emma", role="author"))
