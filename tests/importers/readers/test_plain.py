import os
from datetime import datetime

from blog.importers.imported import ImportedAuthor, ImportedStatus, Target
from tests.importers.planting import NOW, PIXEL, SHANGHAI, plant, read_all, read_one

OWN = """---
title: 倒排索引
slug: 倒排索引
date: 2026-09-12T09:30:00+08:00
updated: 2026-10-02T20:00:00+08:00
status: published
authors: [lin-zhixia, emma-larsen]
category: [信息检索, 索引]
tags: [倒排索引, Python]
series: 从零开始
series_position: 2
language: zh-hans
summary: 一句话。
canonical_url: https://elsewhere.example/post
---

正文，见[下一篇](../next.md#怎样)。

![图](figure.png)
"""


def test_every_key_of_the_projects_own_front_matter_is_read(tmp_path):
    plant(
        tmp_path,
        {
            "倒排索引/index.md": OWN,
            "倒排索引/figure.png": PIXEL,
            "next.md": "---\ntitle: Next\ndate: 2026-01-01\n---\nText.",
            "authors.yml": "lin-zhixia: {name: 林知夏, slug: lin-zhixia, biography: 写搜索。}\n"
            "emma-larsen: {name: Emma Larsen, website: 'https://emma.example.org/'}\n",
        },
    )

    posts, reasons = read_all(tmp_path)
    post = posts["倒排索引/index.md"]

    assert reasons == {}
    assert post.title == post.slug == "倒排索引"
    assert post.published_at == datetime(2026, 9, 12, 9, 30, tzinfo=SHANGHAI)
    assert post.updated_at == datetime(2026, 10, 2, 20, 0, tzinfo=SHANGHAI)
    assert post.status is ImportedStatus.PUBLISHED
    assert post.authors == (
        ImportedAuthor("林知夏", "lin-zhixia", "", "写搜索。"),
        ImportedAuthor("Emma Larsen", "", "https://emma.example.org/", ""),
    )
    assert post.category == ("信息检索", "索引")
    assert post.tags == ("倒排索引", "Python")
    assert (post.series, post.series_position) == ("从零开始", 2)
    assert post.language == "zh-hans"
    assert post.summary == "一句话。"
    assert post.canonical_url == "https://elsewhere.example/post"
    assert {(one.target, one.path, one.fragment) for one in post.references} == {
        (Target.IMAGE, "倒排索引/figure.png", ""),
        (Target.POST, "next.md", "#怎样"),
    }
    assert post.warnings == ()


def test_folders_are_categories_where_the_front_matter_is_silent(tmp_path):
    plant(
        tmp_path,
        {
            "算法/index.md": "# 算法与数据结构\n\n总说。",
            "算法/图论/dijkstra.md": "# Dijkstra\n\n正文。",
            "posts/2020/a.md": "---\ntitle: a\n---\nx",
            "算法/told.md": "---\ncategory: 别处\n---\nx",
        },
    )

    posts, _ = read_all(tmp_path)

    assert posts["算法/图论/dijkstra.md"].category == ("算法与数据结构", "图论")
    assert posts["算法/index.md"].category == ("算法与数据结构",)
    assert posts["posts/2020/a.md"].category == ()
    assert posts["算法/told.md"].category == ("别处",)


def test_several_categories_are_one_and_tags(tmp_path):
    post = read_one(tmp_path, "---\ncategories: [a, b, c]\ntags: x\n---\ntext")

    assert post.category == ("a",)
    assert post.tags == ("x", "b", "c")


def test_repository_files_are_no_posts_but_articles_of_such_names_are(tmp_path):
    plant(
        tmp_path,
        {
            "README.md": "# Readme",
            "LICENSE.md": "MIT",
            "sub/README.md": "# Sub",
            "SUMMARY.md": "# Contents",
            "docs/index.md": "---\nhome: true\n---\nWelcome.",
            "security.md": "---\ntitle: Security\ndate: 2020-01-01\n---\nAn article.",
            "empty.md": "",
            "blank.md": "---\ntitle: nothing below\n---\n\n",
        },
    )

    posts, reasons = read_all(tmp_path)

    assert set(posts) == {"security.md"}
    assert reasons.pop("docs/index.md") == "the front page"
    assert set(reasons) == {
        "README.md",
        "LICENSE.md",
        "SUMMARY.md",
        "sub/README.md",
        "empty.md",
        "blank.md",
    }
    assert reasons["empty.md"] == "there is no text in it"


def test_the_named_author_is_for_files_that_name_none(tmp_path):
    plant(tmp_path, {"a.md": "text", "b.md": "---\nauthor: Ada\n---\ntext"})

    posts, _ = read_all(tmp_path, author="林知夏")

    assert [one.name for one in posts["a.md"].authors] == ["林知夏"]
    assert [one.name for one in posts["b.md"].authors] == ["Ada"]
    assert read_all(tmp_path)[0]["a.md"].authors == ()


def test_pictures_are_found_however_they_are_named(tmp_path):
    plant(
        tmp_path,
        {
            "img/图 1.png": PIXEL,
            "static/a.png": PIXEL,
            "notes/post.md": "---\ndate: 2020-01-01\ncover: /a.png\n---\n"
            "![](..\\img\\图 1.png) ![b](../img/%E5%9B%BE%201.png =100x50)\n"
            '<img src="/a.png"> ![q](/a.png?v=1#x)\n',
        },
    )

    posts, _ = read_all(tmp_path)
    post = posts["notes/post.md"]

    assert [one.path for one in post.references] == [
        "img/图 1.png",
        "img/图 1.png",
        "static/a.png",
        "static/a.png",
    ]
    assert post.cover == "static/a.png"
    assert [path for path, _ in post.media_digests] == ["img/图 1.png", "static/a.png"]
    assert post.warnings == ()


def test_pictures_that_cannot_be_taken_are_named_once_each(tmp_path):
    plant(
        tmp_path,
        {
            "tree/notes/post.md": "---\ndate: 2020-01-01\n---\n"
            "![](gone.png) ![](gone.png) ![](../../secret.png) ![](file:///a.png) "
            "![](C:\\Users\\me\\b.png) ![](https://example.org/c.png) "
            "![](data:image/png;base64,AA==) [paper](paper.pdf)\n",
            "tree/notes/paper.pdf": b"%PDF",
            "secret.png": PIXEL,
        },
    )

    posts, _ = read_all(tmp_path / "tree")
    post = posts["notes/post.md"]

    assert post.references == ()
    assert [remark.message for remark in post.warnings] == [
        "gone.png is not in the folder.",
        "../../secret.png lies outside the imported folder.",
        "file:///a.png lies on the author's own computer.",
        "C:\\Users\\me\\b.png lies on the author's own computer.",
        "paper.pdf is not taken along; only pictures are.",
    ]


def test_a_post_about_a_page_elsewhere_takes_nothing_from_its_address(tmp_path):
    post = read_one(tmp_path, "---\nurl: https://other.example/a/b/\n---\ntext", "mine.md")

    assert post.slug == "mine"
    assert post.old_addresses == ()


def test_a_summary_is_plain_text_and_never_the_title(tmp_path):
    assert read_one(tmp_path, "---\ndescription: See [x](y) **now**\n---\na").summary == "See x now"
    assert read_one(tmp_path, "---\ntitle: T\ndescription: T\n---\na").summary == ""


def test_a_title_that_is_too_long_is_cut_and_reported(tmp_path):
    post = read_one(tmp_path, f"---\ntitle: {'长' * 400}\ndate: 2020-01-01\n---\ntext")

    assert len(post.title) == 300
    assert "400 characters" in post.warnings[0].message


def test_a_modification_time_in_the_future_does_not_schedule(tmp_path):
    plant(tmp_path, {"a.md": "text"})
    os.utime(tmp_path / "a.md", (4e9, 4e9))

    assert read_all(tmp_path)[0]["a.md"].published_at == NOW
