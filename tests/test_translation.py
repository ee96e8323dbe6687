"""The Chinese translation is whole."""

from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

PROJECT = Path(__file__).parent.parent
CATALOG = PROJECT / "locale/zh_Hans/LC_MESSAGES/django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_noop": None}


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


def test_every_text_of_the_code_is_in_the_catalog():
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")
    missing = [
        (file, message)
        for folder in ("accounts", "blog", "config")
        for file, _line, message, _comments, context in extract_from_dir(
            PROJECT / folder, [("**.py", "python")], keywords=KEYWORDS
        )
        if catalog.get(message, context) is None
    ]
    assert missing == []
