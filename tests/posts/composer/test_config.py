"""What the page tells the composer."""

import json
from uuid import UUID

import pytest
from django.utils import translation

from accounts.models import User
from blog.posts.composer import composer_config
from blog.posts.models import Post

TAB = UUID("8a0f0c4e-0000-4000-8000-000000000001")


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "tests.browser.composer_site"


@pytest.fixture
def writer():
    return User(pk=3, username="emma", first_name="Emma", last_name="Li")


def test_the_configuration_is_json_of_the_form(writer):
    config = composer_config(Post(pk=5, version=4), writer, tab=TAB)
    assert json.loads(json.dumps(config)) == config
    assert config["post"] == 5
    assert config["baseVersion"] == 4
    assert config["user"] == {"id": 3, "name": "Emma Li", "username": "emma"}
    assert config["tab"] == str(TAB)
    assert config["urls"].keys() == {"preview", "upload", "unsaved", "presence", "session"}
    assert config["frame"] == "/admin/preview-frame/"
    assert config["uploadLimits"]["bytes"] == 20 * 1024 * 1024
    assert {"image/png", "image/avif", ".pdf"} <= set(config["uploadLimits"]["accept"].split(","))


def test_every_form_has_a_tab_of_its_own(writer):
    one, other = (composer_config(Post(), writer) for _ in range(2))
    assert one["tab"] != other["tab"]
    assert one["post"] is None


def test_texts_are_in_the_language_that_is_active(writer):
    with translation.override("en"):
        assert composer_config(Post(), writer)["strings"]["bold"] == "Bold"
