"""Pages from memory, and only as long as they are what would be made now."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.template.response import TemplateResponse
from django.utils import timezone

from blog.page_cache.declaring import declaration_of
from blog.posts import urls
from blog.posts.models import DraftLink, Post, Redirect, Tag
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_page_is_made_once(site, made):
    make_post("Raft")
    site.heard()
    first, second = site.get(), site.get()
    assert (first.how, second.how) == ("MISS", "HIT")
    assert first.body == second.body
    assert "Raft" in first.text
    assert made == ["/"]
    for name in ("etag", "content-type", "content-security-policy", "vary", "cache-control"):
        assert first.headers[name] == second.headers[name]
    assert first.headers["vary"] == "Cookie, Accept-Encoding"
    assert "app;dur=" in first.headers["server-timing"]


def test_what_is_kept_is_what_the_site_would_say(site, client):
    post = make_post("Raft", body="We let $x_i^*$ be.", tags=["Consensus"])
    site.heard()
    for path in ["/", post.get_absolute_url(), "/tags/consensus/", "/archive/", "/feed.atom"]:
        site.get(path)
        answered, anew = site.get(path), client.get(path)
        assert answered.how == "HIT"
        assert answered.body == anew.content
        kept = {name.lower(): value for name, value in anew.items()}
        for name in ("etag", "content-length", "vary"):
            kept.pop(name, None)
        assert kept.items() <= answered.headers.items()


def test_compressed_forms_are_made_from_the_one_rendering(site, made):
    plain = site.get().body
    assert gzip.decompress(site.get(accept_encoding="gzip").body) == plain
    assert brotli.decompress(site.get(accept_encoding="gzip, br").body) == plain
    assert made == ["/"]


def test_who_has_it_already_is_not_sent_it_again(site):
    first = site.get(accept_encoding="br")
    again = site.get(accept_encoding="br", if_none_match=first.headers["etag"])
    assert (again.status, again.body, again.how) == (304, b"", "HIT")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-type" not in again.headers
    assert site.get(accept_encoding="gzip", if_none_match=first.headers["etag"]).status == 200


def test_who_has_what_is_made_anew_is_not_sent_it_again(site):
    tag = site.get().headers["etag"]
    site.freshness.change()
    again = site.get(if_none_match=tag)
    assert (again.status, again.how) == (304, "MISS")


def test_head_is_answered_without_the_body(site, made):
    head = site.get(method="HEAD")
    assert (head.status, head.body) == (200, b"")
    got = site.get()
    assert got.how == "HIT"
    assert head.headers["content-length"] == str(len(got.body))
    assert head.headers["etag"] == got.headers["etag"]
    assert site.get(method="HEAD").body == b""


def test_each_choice_of_colours_has_its_page(site):
    plain, dark = site.get(), site.get(cookie="theme=dark; _ga=1")
    assert dark.how == "MISS"
    assert '<html lang="en" data-theme="dark"' in dark.text
    assert '<html lang="en" data-theme' not in plain.text
    assert site.get(cookie="theme=dark").how == "HIT"
    assert site.get(cookie="_ga=2").body == plain.body


def test_parameters_that_a_page_does_not_read_make_no_difference(site, made):
    plain = site.get()
    tracked = site.get("/?utm_source=news&fbclid=x")
    assert (tracked.how, tracked.body) == ("HIT", plain.body)
    assert made == ["/"]


def test_parameters_that_it_reads_do(site):
    for number in range(13):
        make_post(f"Part {number}")
    site.heard()
    assert site.get("/?page=2&utm_source=x").body == site.get("/?page=2").body != site.get().body
    assert site.get("/?page=3").status == 404


def test_what_leads_nowhere_is_kept_too(site, made):
    assert [site.get("/nowhere/").status for _ in range(2)] == [404, 404]
    assert [site.get("/posts/nothing/").status for _ in range(2)] == [404, 404]
    assert made == ["/nowhere/", "/posts/nothing/"]


@pytest.mark.parametrize("tag", ["*", "its own"])
def test_conditions_do_not_count_for_what_is_not_there(site, tag):
    first = site.get("/nowhere/")
    asked = first.headers["etag"] if tag == "its own" else tag
    again = site.get("/nowhere/", if_none_match=asked)
    assert (again.status, again.how, again.body) == (404, "HIT", first.body)


def test_a_former_address_leads_on_from_memory(site, made):
    post = make_post("Raft")
    Redirect.objects.create(path="/old/raft/", post=post)
    site.heard()
    for how in ("MISS", "HIT"):
        answered = site.get("/old/raft/")
        assert (answered.status, answered.how) == (301, how)
        assert answered.headers["location"] == post.get_absolute_url()
    assert len(made) == 1


def test_a_query_is_not_lost_where_no_page_is(site):
    bare = site.get("/tags?order=name")
    assert (bare.status, bare.headers["location"]) == (301, "/tags/?order=name")


@pytest.mark.parametrize("path", ["/admin/login/", "/healthz", "/site.webmanifest"])
def test_what_was_not_declared_is_never_kept(site, made, path):
    assert [site.get(path).how for _ in range(2)] == ["BYPASS", "BYPASS"]
    assert made == [path, path]


def test_who_is_logged_in_has_pages_of_their_own(site, client, editor):
    post = make_post("Raft")
    site.heard()
    path = post.get_absolute_url()
    site.get(path)
    client.force_login(editor)
    own = site.get(path, cookie=f"sessionid={client.cookies['sessionid'].value}")
    assert own.how == "BYPASS"
    assert f"/admin/posts/post/{post.pk}/change/" in own.text
    assert "/admin/posts" not in site.get(path).text


def test_a_draft_behind_a_link_is_never_kept(site, editor):
    draft = make_post("Secret", status="draft")
    link = DraftLink.objects.make(draft, by=editor, days=7, now=timezone.now())
    for _ in range(2):
        answered = site.get(f"/drafts/{link.token}/")
        assert (answered.status, answered.how) == (200, "BYPASS")


def test_another_host_is_refused_though_the_page_is_kept(site):
    site.get()
    assert site.get(host="evil.example").status == 400


def test_where_a_request_is_sent_by_its_own_host_is_not_kept(site, settings, made):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    settings.SECURE_SSL_REDIRECT = True
    site.cache._application = WSGIHandler()
    for host in ("other.example", "testserver"):
        answered = site.get(host=host)
        assert (answered.status, answered.how) == (301, "BYPASS")
        assert answered.headers["location"] == f"https://{host}/"


def test_pages_are_the_same_for_every_host_of_the_site(site, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    post = make_post("Raft", tags=["Consensus"], authors=[make_author("Lin")])
    site.heard()
    for path in ["/", post.get_absolute_url(), "/tags/consensus/", "/feed.rss", "/sitemap.xml"]:
        one = site.get(path, host="other.example")
        site.freshness.change()
        other = site.get(path)
        assert (one.how, other.how) == ("MISS", "MISS")
        assert one.body == other.body


ANSWERS = {
    "a cookie": [("Set-Cookie", "seen=1")],
    "a private answer": [("Cache-Control", "private")],
    "an answer not to be stored": [("Cache-Control", "max-age=0, No-Store")],
    "one for a kind of client": [("Vary", "Cookie, User-Agent")],
    "one that is encoded": [("Content-Encoding", "gzip")],
}


@pytest.mark.parametrize("headers", ANSWERS.values(), ids=ANSWERS.keys())
def test_what_is_for_one_reader_is_not_kept(site, headers):
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html"), *headers])
        return [b"for you"]

    site.cache._application = application
    for _ in range(2):
        answered = site.get()
        assert (answered.how, answered.body) == ("BYPASS", b"for you")
        assert (
            dict(headers).items()
            <= {name.title(): value for name, value in answered.headers.items()}.items()
        )


@pytest.mark.parametrize("status", ["500 Internal Server Error", "302 Found", "503 Later"])
def test_what_will_soon_be_different_is_not_kept(site, status):
    def application(environ, start_response):
        start_response(status, [("Content-Type", "text/html")])
        return [b"not now"]

    site.cache._application = application
    assert [site.get().how for _ in range(2)] == ["BYPASS", "BYPASS"]


def test_every_page_for_readers_is_declared():
    """What a page depends on is declared where it is; the few that are not are named here."""
    undeclared = {
        pattern.name for pattern in urls.urlpatterns if declaration_of(pattern.callback) is None
    }
    assert undeclared == {"preview", "draft"}


# Freshness


def rename(post):
    Post.objects.filter(pk=post.pk).update(title="Another title")


def by_hand(post):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE posts_post SET title = 'By hand' WHERE id = %s", [post.pk])


def save(post):
    post.title = "Saved"
    post.save()


WRITES = {
    "a save": save,
    "an update": rename,
    "raw SQL": by_hand,
    "a deletion": lambda post: post.delete(),
    "unpublishing": lambda post: Post.objects.filter(pk=post.pk).update(status="draft"),
    "tagging": lambda post: post.tags.add("Consensus"),
    "a renamed tag": lambda post: Tag.objects.update(name="Renamed"),
    "a renamed category": lambda post: type(post.category).objects.update(name="Renamed"),
    "a renamed author": lambda post: post.authors.update(name="Renamed"),
    "another byline": lambda post: post.bylines.all().delete(),
}


@pytest.mark.parametrize("page", ["home", "article", "tag"])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_whatever_is_written_is_seen_at_once(site, write, page):
    post = make_post(
        "Raft", category=make_category("Systems"), authors=[make_author("Lin")], tags=["Old"]
    )
    path = {"home": "/", "article": post.get_absolute_url(), "tag": "/tags/old/"}[page]
    site.heard()
    before = site.get(path), site.get(path)
    assert before[1].how == "HIT"
    write(post)
    site.heard()
    after = site.get(path)
    assert after.how == "MISS"
    assert after.body != before[0].body
    assert site.get(path).how == "HIT"


@pytest.mark.parametrize("page", ["home", "article"])
def test_a_page_that_would_be_drawn_as_it_was_is_not_drawn(site, page, monkeypatch):
    post = make_post("Raft")
    path = {"home": "/", "article": post.get_absolute_url()}[page]
    site.heard()
    before = site.get(path, accept_encoding="br")
    Redirect.objects.create(path="/old/raft/", post=post)
    site.heard()
    monkeypatch.setattr(TemplateResponse, "render", pytest.fail)
    again = site.get(path, accept_encoding="br")
    assert again.how == "MISS"
    assert again.body == before.body
    assert again.headers["etag"] == before.headers["etag"]
    assert site.get(path, accept_encoding="br").how == "HIT"


def test_who_is_logged_in_is_never_given_what_stands_for_a_kept_page(site, client, editor):
    post = make_post("Raft")
    site.heard()
    site.get(post.get_absolute_url())
    client.force_login(editor)
    for _ in range(2):
        page = client.get(post.get_absolute_url()).content.decode()
        assert "Raft" in page


def test_what_is_taken_back_invalidates_nothing(site):
    post = make_post("Raft")
    site.heard()
    site.get()
    with transaction.atomic():
        rename(post)
        transaction.set_rollback(True)
    heard = []
    site.freshness.change = lambda: heard.append("something")
    site.heard()
    assert len(heard) == 1, "the test's own mark"
    assert site.get().how == "HIT"


def test_nothing_is_kept_of_what_changed_while_it_was_made(site, handler):
    post = make_post("Raft")
    site.heard()

    def slow(environ, start_response):
        chunks = handler(environ, start_response)
        rename(post)
        site.heard()
        return chunks

    site.cache._application = slow
    assert "Raft" in site.get().text
    site.cache._application = handler
    after = site.get()
    assert after.how == "MISS"
    assert "Another title" in after.text


def test_a_scheduled_article_appears_at_its_moment(site):
    moment = (timezone.now() + timedelta(seconds=3)).replace(microsecond=0)
    make_post("Soon", published_at=moment)
    site.heard()
    assert "Soon" not in site.get().text
    assert site.get().how == "HIT"
    site.wait(lambda: timezone.now() >= moment)
    after = site.get()
    assert "Soon" in after.text


def test_what_no_page_shows_invalidates_nothing(site, editor, client):
    site.heard()
    site.get()
    heard = []
    site.freshness.change = lambda: heard.append("something")
    client.force_login(editor)
    editor.save()
    site.heard()
    assert len(heard) == 1, "the test's own mark"
    assert site.get().how == "HIT"


def test_a_date_is_given_once_it_can_be_no_others(site):
    site.get()
    site.wait(lambda: "last-modified" in site.get().headers)
    date = site.get().headers["last-modified"]
    assert site.get(if_modified_since=date).status == 304
    make_post("Raft")
    site.heard()
    assert site.get(if_modified_since=date).status == 200
