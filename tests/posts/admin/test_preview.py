"""The editor's preview: the article's element as the page has it, and what is wrong with it."""

import json

import pytest
from django.urls import reverse

from blog.posts.models import Post
from tests.factories import make_author, make_category, make_post, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/posts/post/preview/"
TEXT = "# 标题\n\n公式 $x_i^*$ 和**强调**后面。\n\n```python\nprint(1)\n```\n"


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def fields_of(post):
    return {
        "title": post.title,
        "body": post.body,
        "summary": post.summary,
        "language": post.language,
        "category": str(post.category_id or ""),
        "series": "",
        "cover": "",
        "tags": [tag.name for tag in post.tags.all()],
        "bylines": [str(one.author_id) for one in post.bylines.order_by("position")],
    }


def ask(client, post=None, **fields):
    sent = {"post": post.pk if post else None, "fields": fields}
    return client.post(ADDRESS, json.dumps(sent), content_type="application/json")


def article_of(page):
    start = page.index('<article class="article"')
    return page[start : page.index("</article>", start) + len("</article>")]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_preview_is_the_article_of_the_page(language, admin):
    post = make_post(
        "深度学习",
        body=TEXT,
        language=language,
        tags=["Zebra", "注意力", "attention"],
        category=make_category("机器学习"),
        authors=[make_author("乙"), make_author("甲")],
    )
    page = admin.get(post.get_absolute_url()).content.decode()
    answer = ask(admin, post, **fields_of(post))
    assert answer.status_code == 200
    assert article_of(answer.json()["article"]) == article_of(page)


def test_what_was_typed_shows_and_nothing_is_stored(admin):
    post = make_post("Old title", body="Old")
    answer = ask(
        admin, post, **{**fields_of(post), "title": "New <b>", "body": "New", "tags": ["n"]}
    )
    article = answer.json()["article"]
    assert "<h1>New &lt;b&gt;</h1>" in article
    assert "<p>New</p>" in article
    assert ">n</a>" in article
    post = Post.objects.get(pk=post.pk)
    assert (post.title, post.body, list(post.tags.all())) == ("Old title", "Old", [])


def test_a_new_article_has_a_preview(admin):
    answer = ask(admin, title="T", body=TEXT, language="en")
    assert "<h1>T</h1>" in answer.json()["article"]
    assert Post.objects.count() == 0


def test_problems_come_with_their_places_and_sentences(admin):
    make_post(slug="hidden", status=Post.Status.DRAFT)
    body = "$\\bad$\n\n![](/x.png)\n\n[a](/posts/none/) [b](/posts/hidden/)\n\n## A\n\n#### B\n"
    problems = ask(admin, title="T", body=body, language="en").json()["problems"]
    assert [(one["kind"], one["line"]) for one in problems] == [
        ("bad-formula", 1),
        ("image-without-alt", 3),
        ("missing-image", 3),
        ("dead-post-link", 5),
        ("link-to-unpublished", 5),
        ("heading-jump", 9),
    ]
    assert all(one["message"] for one in problems)


def test_each_part_of_the_text_has_its_line(admin):
    answer = ask(admin, title="T", body="One\n\n## Two\n\n- three\n- four\n", language="en").json()
    assert answer["lines"] == [1, 3, 5]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b'{"post": null}', 400),
        (b'{"post": 999999, "fields": {}}', 404),
        (b'{"post": "x", "fields": {}}', 404),
        (b'{"post": null, "fields": {"body": {"a": 1}, "category": [[]], "tags": 5}}', 200),
    ],
)
def test_what_cannot_be_used_is_answered_with_a_sentence(sent, status, admin):
    answer = admin.post(ADDRESS, sent, content_type="application/json")
    assert answer.status_code == status
    assert status == 200 or answer.json()["error"]


def test_a_text_over_the_limit_is_answered_with_a_sentence(admin):
    answer = ask(admin, title="T", body="a " * 600_000)
    assert answer.status_code == 400
    assert "limit" in answer.json()["error"] or "most" in answer.json()["error"]


def test_who_is_not_logged_in_is_told_so(client):
    answer = ask(client, title="T", body="x")
    assert (answer.status_code, answer.json()["login"]) == (401, True)


def test_a_login_without_rights_is_refused(client):
    client.force_login(make_user("reader"))
    assert ask(client, title="T", body="x").status_code == 403


def test_the_frame_may_stand_in_the_form_and_runs_nothing(admin):
    response = admin.get(reverse("admin:posts_post_preview_frame"))
    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "script-src 'none'" in response["Content-Security-Policy"]


def test_more_text_than_the_server_takes_is_a_sentence(admin, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    response = ask(admin, body="x" * 20_000)
    assert response.status_code == 413
    assert "more text than the server takes" in response.json()["error"]


@pytest.mark.parametrize("broken", ["\ud83d", "\0"])
def test_what_no_database_can_hold_is_shown_as_broken(admin, broken):
    answer = ask(admin, body=f"Text{broken}.", tags=[f"tag{broken}"], title=f"Title{broken}")
    assert answer.status_code == 200
    for shown in ("Text\ufffd.", "tag\ufffd", "Title\ufffd"):
        assert shown in answer.json()["article"]
