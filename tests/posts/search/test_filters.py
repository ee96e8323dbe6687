"""Filters: by tag, author, category, series and year, and what names nothing."""

import pytest

from tests.factories import make_author, make_post
from tests.posts.search.asking import found, search, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("tag:深度学习", {"A", "C"}),
        ("模型 tag:深度学习", {"A", "C"}),
        ("标签：“deep learning” 模型", {"B"}),
        ("tag:c++", {"C"}),
        ("author:林知夏", {"A", "B"}),
        ("author:wu-fan", {"B", "C"}),
        ('author:"WU FAN" author:林知夏', {"B"}),
        ("category:机器学习", {"A", "B"}),
        ("category:优化", {"A"}),
        ("-category:优化", {"B", "C"}),
        ("-tag:深度学习 模型", {"B"}),
        ("year:2025", {"B", "C"}),
        ("year:2025 -author:林知夏", {"C"}),
        ("模型 -year:2025", {"A"}),
        ('series:"search from scratch"', {"C"}),
        ("author:林知夏 -model", set()),
        ("tag:c++ -model", {"C"}),
    ],
)
def test_filters(client, library, query, titles):
    assert set(found(client, query)) == titles


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tag:unknown 模型", "There is no tag “unknown”."),
        ("author:nobody", "There is no author “nobody”."),
        ("category:none 模型", "There is no category “none”."),
        ("series:none", "There is no series “none”."),
        ("year:twenty", "“twenty” is no year of four digits."),
        ("year:99999", "“99999” is no year of four digits."),
        ("模型 %%", "Left out, having no letter or digit: %%."),
    ],
)
def test_what_cannot_be_is_said(client, library, query, sentence):
    assert sentence in text_of(search(client, query))


def test_a_name_that_only_hidden_articles_carry_is_unknown(client):
    make_post("Hidden", tags=["secret"], status="draft", authors=[make_author("Hidden Hand")])
    make_post("Shown", body="secret Hidden Hand")
    assert "There is no tag “secret”." in text_of(search(client, "tag:secret"))
    response = search(client, "secret")
    assert response.context_data["names"] == []
    assert response.context_data["did_you_mean"] is None
