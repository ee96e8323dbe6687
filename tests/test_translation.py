"""The Chinese translation is whole."""

from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

PROJECT = Path(__file__).parent.parent
CATALOG = PROJECT / "locale/zh_Hans/LC_MESSAGES/django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_noop": None}
# How the texts of each folder are found.
FOLDERS = {
    "accounts": "python",
    "blog": "python",
    "config": "python",
    "templates/readers": "jinja2.ext:babel_extract",
}


def test_every_text_has_its_chinese():
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")
    messages = [message for message in catalog if message.id]
    assert len(messages) > 100
    missing = [
        message.id
        for message in messages
        if message.fuzzy or not all(message.string if message.pluralizable else [message.string])
    ]
    assert missing == []


def test_placeholders_survive_translation():
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")
    wrong = [message.id for message in catalog if message.id and list(message.check(catalog))]
    assert wrong == []


@pytest.mark.parametrize(("folder", "method"), FOLDERS.items())
def test_every_text_of_the_code_is_in_the_catalog(folder, method):
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")
    kind = "**.py" if method == "python" else "**"
    options = {"silent": "false", "newstyle_gettext": "true"}  # Jinja2's
    found = [
        (file, message, context)
        for file, _line, message, _comments, context in extract_from_dir(
            PROJECT / folder, [(kind, method)], {kind: options}, keywords=KEYWORDS
        )
    ]
    assert found
    missing = [
        (file, message) for file, message, context in found if catalog.get(message, context) is None
    ]
    assert missing == []
