"""An editor at the form of an article."""

import pytest


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client
