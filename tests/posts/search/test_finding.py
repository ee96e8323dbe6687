"""What a search finds, and in which order."""

import re
from datetime import timedelta

import pytest

from blog.posts.models import Post
from blog.search.normalising import normalise
from tests.factories import make_post
from tests.posts.search.asking import found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("机", True),
        ("习", True),
        ("机器", True),
        ("器学", True),
        ("机器学习", True),
        ("机器学习的基本方法", True),
        ("机器学习方法", False),
        ("机学", False),
        ("学习，训练", True),
        ("“学习 训练”", False),
        ("run", True),
        ("RUNNING", True),
        ("shuffle", True),
        ("ShuffleNetV2结构", True),
        ("shufflenetv2 结构", True),
        ("结构图", False),
        ("C++", True),
        ("C#", False),
        ("f1值", True),
        ("torch.nn.functional", True),
        ("nn.torch", False),
        ("snake_case", True),
        ("snakexcase", False),
        ('"to be or"', True),
        ('"o be o"', False),
        ('"be to"', False),
        ("100%", True),
        ("100_", False),
        ("x'y", True),
        ("run -结构", False),
        ("run -missing", True),
        ('run -"to be"', False),
        ("run -机器学习方法", True),
        ("run -机器学习的", False),
        ("end begin", True),
        ('"end begin"', False),
        ("Title", True),
        ("summed", True),
    ],
)
def test_what_is_found(client, query, is_found):
    make_post(
        "The title",
        summary="A summary, summed up",
        body="我们看机器学习的基本方法，训练 models，running。\n\n"
        "ShuffleNetV2 的结构，ShuffleNetV2 结构。"
        "C++ 代码，F1 值 100% `torch.nn.functional` `snake_case` x'y. To be or not.\n\nThe end\n\n"
        "begin here",
    )
    assert found(client, query) == (["The title"] if is_found else [])


def test_every_piece_of_a_chinese_text_finds_it(client):
    body = "倒排索引把词映射到文档，压缩后查询更快；BM25算法给文档打分。"
    make_post("甲", body=body)
    make_post("乙", body="其余。")
    compared = normalise(body)
    pieces = {compared[at : at + length] for length in (1, 2, 3, 5, 9) for at in range(18)}
    for piece in pieces:
        if not re.search("[,;。a-z0-9]", piece):
            assert found(client, piece) == ["甲"], piece


def test_only_what_readers_see_is_found(client, now):
    make_post("Draft", body="needle", status="draft")
    make_post("Archived", body="needle", status="archived", published_at=now - timedelta(days=9))
    make_post("Scheduled", body="needle", published_at=now + timedelta(days=1))
    make_post("Published", body="needle", published_at=now - timedelta(days=1))
    assert found(client, "needle") == ["Published"]


def test_a_change_of_title_summary_or_text_is_found_at_once(client):
    post = make_post("Former", body="former text")
    post.title = "Present"
    post.save(update_fields=["title"])
    assert found(client, "present") == ["Present"]
    assert found(client, "former") == ["Present"]
    post.body = "changed"
    post.save()
    assert found(client, "former") == []
    post.summary = "summary"
    post.save()
    assert found(client, "summary") == ["Present"]


def test_a_text_of_more_words_than_a_vector_holds_is_found(client, monkeypatch):
    monkeypatch.setattr("blog.search.vectors.MOST_BYTES", 60)
    make_post("长", body="甲乙丙丁戊己庚辛壬癸子丑寅卯。Needles in a long text")
    make_post("短", body="needle")
    assert Post.objects.get(title="长").search_is_cut
    for query in ["寅卯", "丑寅卯", "卯", "text -壬辛", "long needles"]:
        assert found(client, query) == ["长"], query
    assert found(client, "寅丑") == []
    assert found(client, "needle -卯") == ["短"]
    assert set(found(client, "needle")) == {"长", "短"}


def test_titles_come_first_then_tags_then_what_a_text_is_about_then_the_newest(client):
    make_post("Passing", body="attention once")
    make_post("Subject", body="attention " * 5)
    make_post("Tagged", body="attention once", tags=["Attention"])
    make_post("On attention", body="Some text.")
    make_post("Newest", body="attention once")
    make_post("Other", body="Some text.")
    assert found(client, "attention") == [
        "On attention", "Tagged", "Subject", "Newest", "Passing",
    ]  # fmt: skip
    assert found(client, "attention", order="date") == [
        "Newest", "On attention", "Tagged", "Subject", "Passing",
    ]  # fmt: skip


def test_filters_alone_list_the_newest_first(client, library):
    assert found(client, "tag:深度学习") == ["C", "A"]
