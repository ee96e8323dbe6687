"""An original and its translations are one step apart, each in its own language."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def original():
    return make_post(language="zh-hans")


def _error(post, field):
    with pytest.raises(ValidationError) as caught:
        post.full_clean()
    return " ".join(caught.value.message_dict[field])


def test_an_article_may_be_a_translation_into_another_language(original):
    make_post(language="en", translation_of=original).full_clean()


def test_not_into_the_same_language(original):
    post = make_post(language="zh-hans", translation_of=original)
    assert "in the same language" in _error(post, "translation_of")


def test_not_of_a_translation(original):
    translation = make_post(language="en", translation_of=original)
    post = make_post(language="zh-hans", translation_of=translation)
    assert "a translation itself" in _error(post, "translation_of")


def test_an_original_does_not_become_a_translation(original):
    make_post(language="en", translation_of=original)
    original.translation_of = make_post(language="en")
    assert "has translations" in _error(original, "translation_of")


def test_an_original_does_not_take_the_language_of_a_translation(original):
    make_post(language="en", translation_of=original)
    original.language = "en"
    assert "in that language already" in _error(original, "language")


def test_there_is_one_translation_into_a_language(original):
    make_post(language="en", translation_of=original)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(language="en", translation_of=original)


def test_a_translation_outlives_its_original(original):
    translation = make_post(language="en", translation_of=original)
    original.delete()
    translation.refresh_from_db()
    assert translation.translation_of is None
