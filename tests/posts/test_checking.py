"""What is wrong with stored posts, and what it costs to find it."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from blog.media.models import MediaFile
from blog.posts import checking
from blog.posts.checking import check, problems_of
from blog.posts.models import Post, Redirect
from tests.factories import make_category, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def picture():
    content = io.BytesIO()
    Image.new("RGB", (2, 2)).save(content, "PNG")
    return MediaFile.objects.store("a.png", content.getvalue())


def found_in(body, **fields):
    post = make_post(body=body, **fields)
    return [
        (problem.kind, problem.line, problem.column)
        for problem in problems_of(post, timezone.now())
    ]


def test_problems_of_the_text_are_found():
    assert found_in("a\n\n$\\bad$") == [("bad-formula", 3, 1)]


@pytest.mark.parametrize(
    "address",
    [
        "/posts/none/",
        "/posts/none",
        "../none/",
        "http://testsite.example/posts/none/#a",
        "/posts/无/",
    ],
)
def test_a_link_to_a_post_that_does_not_exist_is_found(address, settings):
    settings.SITE_URL = "http://testsite.example"

    assert found_in(f"a\n\n见[它]({address})。") == [("dead-post-link", 3, 6)]


@pytest.mark.parametrize(
    "address",
    [
        "/posts/there/", "/posts/there", "../there/#part", "http://testsite.example/posts/there/",
        "/posts/former/", "/2016/05/former.html", "/2016/06/former/index.html",
        "/posts/%E5%9C%A8/", "/posts/在/", "/categories/c/", "/archive/", "/", "/feed.atom",
        "https://elsewhere.example/posts/none/", "mailto:a@b.example", "/static/a.css",
        "//elsewhere.example/posts/none/", "https://[elsewhere/posts/none/",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_no_problem(address, settings):
    settings.SITE_URL = "http://testsite.example"
    there = make_post(slug="there")
    make_post(slug="在")
    make_category("c")
    for path in ["/posts/former/", "/2016/05/former.html", "/2016/06/former/"]:
        Redirect.objects.create(path=path, post=there)

    assert found_in(f"[a]({address})") == []


@pytest.mark.parametrize("moment", ["never", "tomorrow"])
def test_a_link_to_a_post_that_readers_do_not_see_is_found(moment):
    if moment == "never":
        make_post(slug="there", status=Post.Status.DRAFT)
    else:
        make_post(slug="there", published_at=timezone.now() + timedelta(days=1))
    assert found_in("a\n[b](/posts/there/)") == [("link-to-unpublished", 2, 5)]


@pytest.mark.parametrize("address", ["other.md", "../notes/Other.MD#part", "./a%20b.markdown"])
def test_a_link_to_a_markdown_file_is_left_from_an_import(address):
    assert found_in(f"[a]({address})") == [("dead-post-link", 1, 5)]


@pytest.mark.parametrize("address", ["/about-me/", "files/data.csv", "/posts/a/b/c"])
def test_a_link_to_no_page_of_the_site_is_found(address):
    assert found_in(f"[a]({address})") == [("dead-link", 1, 5)]


@pytest.mark.parametrize(
    "address",
    ["/media/ab/0123456789abcdef0123456789abcdef.png", "images/a.png", "/old/a.png", "/media/%00"],
)
def test_a_picture_that_is_not_stored_is_found(address):
    assert found_in(f"text\n![a]({address})") == [("missing-image", 2, 6)]


def test_a_stored_picture_is_no_problem(picture):
    assert found_in(f"![a]({picture.url}) [a]({picture.url})") == []


def test_a_picture_whose_file_is_gone_is_found(picture):
    default_storage.delete(picture.path)

    assert found_in(f"![a]({picture.url})") == [("missing-image", 1, 6)]


@pytest.mark.parametrize("address", ["https://elsewhere.example/a.png", "data:image/png;base64,AA"])
def test_a_picture_from_elsewhere_is_not_looked_for(address):
    assert "missing-image" not in [kind for kind, *_ in found_in(f"![a]({address})")]


def test_each_place_of_an_address_is_named():
    body = "[a](/posts/no/) [b](/posts/no/)\n\n`/posts/no/x` [c](/posts/no/)"

    assert found_in(body) == [
        ("dead-post-link", 1, 5), ("dead-post-link", 1, 21), ("dead-post-link", 3, 19),
    ]  # fmt: skip


def test_an_address_that_is_written_otherwise_in_the_source_is_still_reported():
    assert found_in('<a href="/posts/no&#45;ne/">a</a>') == [("dead-post-link", 0, 0)]


def test_a_text_over_a_limit_is_a_problem_with_its_line():
    post = make_post()
    post.body = "a\n" + "b" * 300_000
    Post.objects.filter(pk=post.pk).update(body=post.body)

    (checked,) = check(Post.objects.all(), timezone.now())

    assert [(problem.kind, problem.line) for problem in checked.problems] == [("over-limit", 2)]
    assert "300,000 characters" in checked.problems[0].message


def test_every_post_is_checked_once_over_several_batches(monkeypatch):
    monkeypatch.setattr(checking, "BATCH", 2)
    slugs = {make_post(body="[a](/posts/none/)").slug for _ in range(5)}

    results = list(check(Post.objects.all(), timezone.now()))

    assert sorted(slugs) == [checked.slug for checked in results]
    assert all(len(checked.problems) == 1 for checked in results)


def test_a_batch_costs_the_same_queries_with_one_post_and_with_twenty(
    picture, django_assert_num_queries
):
    body = f"![a]({picture.url}) ![b](/media/b.png) [c](/posts/{{}}/) [d](/posts/none-{{}}/)"
    make_post(slug="p0", body=body.format("p0", 0))
    with CaptureQueriesContext(connection) as few:
        list(check(Post.objects.all(), timezone.now()))
    for number in range(1, 20):
        make_post(slug=f"p{number}", body=body.format(f"p{number}", number))

    with django_assert_num_queries(len(few)):
        assert len(list(check(Post.objects.all(), timezone.now()))) == 20


def test_checking_stores_nothing():
    post = make_post(body="[a](/posts/none/)")
    Post.objects.filter(pk=post.pk).update(body_html="what it has", rendering_version=0)

    list(check(Post.objects.all(), timezone.now()))

    assert Post.objects.get(pk=post.pk).body_html == "what it has"
