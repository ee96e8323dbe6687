"""Writing imported posts; each test runs the whole import of a small tree."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from blog.authors.models import Author
from blog.importers.importing import import_tree
from blog.importers.options import Options
from blog.importers.report import Action
from blog.importers.trees import SourceTree
from blog.media.models import MediaFile
from blog.posts.models import Post, Redirect, Series
from tests.factories import make_author, make_post
from tests.importers.planting import PIXEL, plant
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db


class Silence:
    """Progress that nobody watches."""

    def begin(self, what, total):
        pass

    def step(self):
        pass

    def end(self):
        pass


def run(root, **told):
    options = Options(**({"source": "site"} | told))
    return import_tree(SourceTree(root), options, Silence())


def actions(report):
    return {outcome.path: outcome.action.value for outcome in report.outcomes}


def messages(report, path):
    (outcome,) = [one for one in report.outcomes if one.path == path]
    return [remark.message for remark in outcome.warnings]


def source(body="Some *text*.", **values):
    lines = [f"{key}: {value}" for key, value in ({"date": "2020-01-02"} | values).items()]
    return "---\n" + "\n".join(lines) + f"\n---\n{body}\n"


def test_a_post_gets_everything_its_source_says(tmp_path):
    plant(
        tmp_path,
        {
            "倒排/index.md": source(
                "见 ![图](f.png) 与 [另一篇](../other.md)",
                title="倒排索引",
                updated="2020-03-04",
                authors="[林知夏, Emma Larsen]",
                category="[信息检索, 索引]",
                tags="[搜索, Python]",
                series="从零开始",
                series_position=2,
                aliases="[/old/way/]",
                summary="一句话。",
                cover="f.png",
            ),
            "倒排/f.png": PIXEL,
            "other.md": source(title="Other"),
        },
    )

    report = run(tmp_path)

    assert actions(report) == {"site/倒排/index.md": "created", "site/other.md": "created"}
    post = Post.objects.get(title="倒排索引")
    picture = MediaFile.objects.get()
    assert post.slug == "倒排"
    assert post.body == f"见 ![图]({picture.url}) 与 [另一篇](/posts/other/)\n"
    assert picture.url in post.body_html
    assert post.cover == picture
    assert post.status == "published"
    assert timezone.localtime(post.published_at).date().isoformat() == "2020-01-02"
    assert timezone.localtime(post.updated_at).date().isoformat() == "2020-03-04"
    assert post.category.name == "索引"
    assert post.category.parent.name == "信息检索"
    assert sorted(post.tags.names()) == ["Python", "搜索"]
    assert [byline.author.name for byline in post.bylines.order_by("position")] == [
        "林知夏",
        "Emma Larsen",
    ]
    assert (post.series.title, post.series_position) == ("从零开始", 2)
    assert post.summary == post.excerpt == "一句话。"
    assert post.redirects.get().path == "/old/way/"
    assert post.revisions.get().note == "Imported from site/倒排/index.md"


def test_a_second_run_changes_nothing(tmp_path, django_assert_max_num_queries):
    plant(tmp_path, {f"{n}.md": source(f"Text {n} [x](0.md)") for n in range(5)})
    run(tmp_path)
    before = list(Post.objects.order_by("pk").values())

    with django_assert_max_num_queries(2):
        report = run(tmp_path)

    assert set(actions(report).values()) == {"unchanged"}
    assert list(Post.objects.order_by("pk").values()) == before


def test_an_edited_file_updates_its_post_and_keeps_its_address(tmp_path):
    plant(tmp_path, {"a.md": source("First.", title="One"), "b.md": source()})
    run(tmp_path)
    plant(tmp_path, {"a.md": source("Second.", title="Two", tags="new")})

    report = run(tmp_path)

    assert actions(report) == {"site/a.md": "updated", "site/b.md": "unchanged"}
    post = Post.objects.get(source_path="site/a.md")
    assert (post.title, post.body, post.slug) == ("Two", "Second.\n", "a")
    assert "Second" in post.body_html
    assert [one.body for one in post.revisions.order_by("number")] == ["First.\n", "Second.\n"]
    assert list(post.tags.names()) == ["new"]


def test_an_edited_picture_updates_its_post(tmp_path):
    plant(tmp_path, {"a.md": source("![a](a.png)"), "a.png": PIXEL})
    run(tmp_path)
    (tmp_path / "a.png").write_bytes(picture("PNG"))

    assert actions(run(tmp_path)) == {"site/a.md": "updated"}
    assert MediaFile.objects.count() == 2


def test_a_slug_changed_in_the_file_leaves_a_redirect(tmp_path):
    plant(tmp_path, {"a.md": source(slug="first")})
    run(tmp_path)
    plant(tmp_path, {"a.md": source(slug="second")})
    run(tmp_path)

    post = Post.objects.get()
    assert post.slug == "second"
    assert Redirect.objects.get(path="/posts/first/").post == post


def test_a_slug_changed_on_the_site_stays(tmp_path):
    plant(tmp_path, {"a.md": source(slug="first")})
    run(tmp_path)
    post = Post.objects.get()
    post.slug = "better"
    post.save()
    plant(tmp_path, {"a.md": source("Edited.", slug="first")})
    run(tmp_path)

    assert Post.objects.get().slug == "better"
    assert Post.objects.get().body == "Edited.\n"


def test_what_was_edited_on_the_site_is_not_overwritten_unless_asked(tmp_path, editor):
    plant(tmp_path, {"a.md": source("First.")})
    run(tmp_path)
    post = Post.objects.get()
    post.body = "Edited on the site."
    post.save()
    post.record_revision(by=editor, note="Clearer")
    plant(tmp_path, {"a.md": source("Second.")})

    report = run(tmp_path)

    assert actions(report) == {"site/a.md": "kept"}
    assert "--overwrite" in report.with_action(Action.KEPT)[0].reason
    assert Post.objects.get().body == "Edited on the site."

    assert actions(run(tmp_path, overwrite=True)) == {"site/a.md": "updated"}
    assert Post.objects.get().body == "Second.\n"
    assert "Edited on the site." in Post.objects.get().revisions.values_list("body", flat=True)


def test_a_guessed_date_does_not_move_a_post(tmp_path):
    plant(tmp_path, {"a.md": "First."})
    os.utime(tmp_path / "a.md", (1e9, 1e9))
    run(tmp_path)
    plant(tmp_path, {"a.md": "Second."})

    assert actions(run(tmp_path)) == {"site/a.md": "updated"}
    assert Post.objects.get().published_at == datetime.fromtimestamp(1e9, UTC)


def test_a_new_modification_time_alone_changes_nothing(tmp_path):
    plant(tmp_path, {"a.md": "First."})
    run(tmp_path)
    os.utime(tmp_path / "a.md", (1e9, 1e9))

    assert actions(run(tmp_path)) == {"site/a.md": "unchanged"}


def test_taken_slugs_are_told_apart(tmp_path):
    make_post("Elsewhere", slug="taken")
    plant(
        tmp_path,
        {
            "Same.md": source(slug="same"),
            "x/other.md": source(slug="SAME"),
            "taken.md": source(),
            "i/index.en.md": source(),
            "i/index.zh-cn.md": source(),
        },
    )

    report = run(tmp_path)

    slugs = dict(Post.objects.exclude(source_path=None).values_list("source_path", "slug"))
    assert slugs == {
        "site/Same.md": "same",
        "site/x/other.md": "same-2",
        "site/taken.md": "taken-2",
        "site/i/index.en.md": "i",
        "site/i/index.zh-cn.md": "i-zh-cn",
    }
    assert messages(report, "site/taken.md") == ["“taken” is taken; it is “taken-2”."]
    assert messages(report, "site/Same.md") == []


def test_old_addresses_that_others_have_are_reported(tmp_path):
    other = make_post("Other", slug="other")
    Redirect.objects.create(path="/old/", post=other)
    plant(tmp_path, {"a.md": source(aliases="[/old, /posts/other/, /posts/a/, /mine.html]")})

    report = run(tmp_path)

    post = Post.objects.get(source_path="site/a.md")
    assert [one.path for one in post.redirects.all()] == ["/mine.html"]
    assert messages(report, "site/a.md") == [
        "/old leads to “Other” already.",
        "/posts/other/ is the address of another post.",
    ]


def test_authors_are_matched_by_slug_and_by_name_and_only_blanks_are_filled(tmp_path):
    known = make_author("Ada Lovelace", website="https://own.example/")
    plant(
        tmp_path,
        {
            "a.md": source(author="ada LOVELACE"),
            "b.md": source(author="ada"),
            "authors.yml": "ada: {name: Ada Lovelace, bio: Counts., url: 'https://other.example'}",
        },
    )

    run(tmp_path)

    assert Author.objects.count() == 1
    known.refresh_from_db()
    assert (known.name, known.website, known.biography) == (
        "Ada Lovelace",
        "https://own.example/",
        "Counts.",
    )


def test_an_author_is_also_known_by_a_name_whose_slug_is_another(tmp_path):
    known = make_author("Ada Lovelace")
    Author.objects.update(slug="countess")
    plant(tmp_path, {"a.md": source(author="ada LOVELACE")})

    run(tmp_path)

    assert Post.objects.get().bylines.get().author == known


def test_tags_and_categories_of_another_case_are_the_same(tmp_path):
    plant(
        tmp_path,
        {
            "a.md": source(tags="[Python]", category="[Search, Index]"),
            "b.md": source(tags="[python]", category="[search, index]"),
        },
    )

    run(tmp_path)

    first, second = Post.objects.order_by("source_path")
    assert list(first.tags.names()) == list(second.tags.names()) == ["Python"]
    assert first.category == second.category


def test_places_in_a_series_are_given_by_date_where_none_are_told(tmp_path):
    plant(
        tmp_path,
        {
            "a.md": source(series="S", date="2020-03-01"),
            "b.md": source(series="S", date="2020-01-01"),
            "c.md": source(series="s", date="2020-02-01"),
        },
    )

    run(tmp_path)

    assert Series.objects.count() == 1
    assert [one.source_path for one in Post.objects.order_by("series_position")] == [
        "site/b.md",
        "site/c.md",
        "site/a.md",
    ]


def test_a_place_in_a_series_that_is_taken_is_reported(tmp_path):
    plant(
        tmp_path,
        {
            "a.md": source(series="S", series_position=1),
            "b.md": source(series="S", series_position=1),
        },
    )

    report = run(tmp_path)

    assert Post.objects.get(source_path="site/b.md").series_position == 2
    assert messages(report, "site/b.md") == ["part 1 of “S” is taken; it is part 2."]


def test_what_is_hidden_stays_hidden(tmp_path):
    plant(
        tmp_path,
        {
            "draft.md": source(draft="true"),
            "old.md": source(expiryDate="2021-01-01"),
            "soon.md": source(publishDate="2190-01-01"),
        },
    )

    run(tmp_path)

    assert dict(Post.objects.values_list("source_path", "status")) == {
        "site/draft.md": "draft",
        "site/old.md": "archived",
        "site/soon.md": "published",
    }
    assert not Post.objects.published(timezone.now() + timedelta(days=1)).exists()


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path, settings):
    plant(tmp_path, {"a.md": source("![a](a.png)", author="Ada", tags="x"), "a.png": PIXEL})

    # Another storage of the same kind, for the tests share one.
    settings.STORAGES = settings.STORAGES | {"default": dict(settings.STORAGES["default"])}

    dry = run(tmp_path, dry_run=True)

    assert default_storage.listdir("") == ([], [])
    for model in (Post, Author, MediaFile, Redirect):
        assert not model.objects.exists()
    assert actions(dry) == {"site/a.md": "created"}
    assert actions(run(tmp_path)) == {"site/a.md": "created"}


def test_a_picture_that_is_none_is_reported_and_the_text_kept(tmp_path):
    plant(
        tmp_path,
        {"a.md": source("![a](a.svg) ![b](b.png)"), "a.svg": b"<svg/>", "b.png": b"not a picture"},
    )

    report = run(tmp_path)

    assert Post.objects.get().body == "![a](a.svg) ![b](b.png)\n"
    assert len(messages(report, "site/a.md")) == 2
    assert not MediaFile.objects.exists()


def test_a_source_over_a_limit_is_skipped_with_its_reason(tmp_path):
    plant(tmp_path, {"huge.md": source("word " * 300_000), "b.md": source()})

    report = run(tmp_path)

    assert actions(report) == {"site/huge.md": "skipped", "site/b.md": "created"}
    assert report.with_action(Action.SKIPPED)[0].reason


def test_a_defect_of_the_importer_costs_one_file(tmp_path, monkeypatch, caplog):
    plant(tmp_path, {"a.md": source(), "b.md": source()})
    revision = Post.record_revision

    def fail_for_a(post, **told):
        if post.slug == "a":
            raise RuntimeError("a defect")
        return revision(post, **told)

    monkeypatch.setattr(Post, "record_revision", fail_for_a)

    report = run(tmp_path)

    assert actions(report) == {"site/a.md": "skipped", "site/b.md": "created"}
    (skipped,) = report.with_action(Action.SKIPPED)
    assert skipped.crashed
    assert "RuntimeError: a defect" in skipped.reason
    assert Post.objects.get().slug == "b"
    assert "Traceback" in caplog.text


def test_posts_whose_files_are_gone_stay_and_are_named(tmp_path):
    plant(tmp_path, {"a.md": source(), "b.md": source()})
    run(tmp_path)
    (tmp_path / "a.md").unlink()

    report = run(tmp_path)

    assert report.missing == ["site/a.md"]
    assert Post.objects.count() == 2


def test_two_sources_with_the_same_paths_do_not_meet(tmp_path):
    plant(tmp_path, {"a.md": source()})
    run(tmp_path)
    run(tmp_path, source="site2")

    assert Post.objects.count() == 2


def test_the_default_author_given_later_reaches_posts_that_are_there(tmp_path):
    plant(tmp_path, {"a.md": source()})
    run(tmp_path)

    assert actions(run(tmp_path, author="林知夏")) == {"site/a.md": "updated"}
    assert Post.objects.get().bylines.get().author.name == "林知夏"


def test_the_problems_of_a_text_are_reported_when_it_is_stored(tmp_path):
    plant(tmp_path, {"a.md": source("Text\n\n$\\bad$")})

    first, second = run(tmp_path), run(tmp_path)

    (created,), (unchanged,) = first.outcomes, second.outcomes
    assert [(problem.kind, problem.line) for problem in created.problems] == [("bad-formula", 3)]
    assert "problem: bad-formula (1)" in list(first.lines())
    assert unchanged.problems == ()
