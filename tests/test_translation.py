"""The Chinese translation is whole."""

from pathlib import Path

from babel.messages.pofile import read_po

CATALOG = Path(__file__).parent.parent / "locale/zh_Hans/LC_MESSAGES/django.po"


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
