"""A site with every kind of page that a reader can come to, and the addresses of those pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from blog.authors.models import Author, AuthorLink
from blog.media.models import MediaFile
from blog.posts.models import DraftLink, Post, RelatedPost, Series
from tests.browser.reader_site import content
from tests.browser.signed_in import session_of
from tests.factories import make_author, make_category, make_post, make_user
from tests.media.pictures import photograph, picture


@dataclass(frozen=True)
class Page:
    """An address on the site (`path`), the status it answers, and whether it asks for a login."""

    path: str
    status: int = 200
    needs_login: bool = False


@dataclass
class ReaderSite:
    """The site as it is served: its address, its pages by what they are, and a writer's session."""

    home: str
    session: str
    article: Post
    part: Post
    pages: dict[str, Page] = field(default_factory=dict)
    feeds: dict[str, Page] = field(default_factory=dict)


@contextmanager
def served_reader_site() -> Iterator[ReaderSite]:
    """Build the site and serve it; at the end the tables are as empty as they were."""
    try:
        site = _built()
        server = LiveServer("127.0.0.1")
        site.home = server.url
        try:
            yield site
        finally:
            server.stop()
    finally:
        with connection.cursor() as cursor:
            # A thread of the server that still waits for its browser would keep the database open.
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
        # Playwright's event loop has connections of its own; nobody else would close them.
        connections.close_all()


def _built() -> ReaderSite:
    writer = make_user("writer", role="author")
    authors = _authors(writer)
    roots = make_category("人工智能"), make_category("Systems", description="How machines work.")
    learning = make_category(
        "机器学习",
        parent=roots[0],
        description="从数据里学习的算法。\n\nWith mathematics, and code.",
    )
    attention = make_category("Attention", parent=learning)
    figure = MediaFile.objects.store("figure.png", picture(size=(900, 300)))
    cover = MediaFile.objects.store("cover.jpg", photograph(size=(1600, 900)))
    article = make_post(
        content.LONG_TITLE,
        slug="注意力机制",
        body=content.ARTICLE.replace("FIGURE", figure.url),
        language="zh-hans",
        authors=authors,
        tags=["注意力", "Transformer", content.LONG_WORD, "C++"],
        category=attention,
        published_at=_day(0),
        updated_at=_day(9),
    )
    _, part, _ = _series(article, cover, authors, learning)
    for days, note in enumerate(content.NOTES, start=8):
        article.significant_updates.create(at=_day(days), note=note)
    others = _others(authors, [*roots, learning, attention])
    for post in (article, part):
        _relate(post, others[:5])
    draft = make_post("草稿 Draft", status="draft", body=content.ENGLISH, authors=authors[:1])
    site = ReaderSite("", session_of(writer), article, part)
    site.pages = {
        "home": Page("/"),
        "second page": Page("/?page=2"),
        "article": Page(article.get_absolute_url()),
        "part of a series": Page(part.get_absolute_url()),
        "short article": Page(others[-1].get_absolute_url()),
        "category": Page(learning.get_absolute_url()),
        "category without one above": Page(roots[1].get_absolute_url()),
        "tag": Page("/tags/transformer/"),
        "author": Page(authors[0].get_absolute_url()),
        "author of few words": Page(authors[2].get_absolute_url()),
        "series": Page("/series/attention/"),
        "all series": Page("/series/"),
        "categories": Page("/categories/"),
        "tags": Page("/tags/"),
        "tags by name": Page("/tags/?order=name"),
        "authors": Page("/authors/"),
        "archive": Page("/archive/"),
        "year": Page("/archive/2026/"),
        "month": Page("/archive/2026/01/"),
        "search": Page("/search/"),
        "results": Page("/search/?q=注意力"),
        "results of an author": Page("/search/?q=attention+author:Emma&order=date"),
        "no results": Page("/search/?q=transfromer+nothing"),
        "not found": Page("/posts/softmax-tutoral/", status=404),
        "draft": Page(_link_to(draft, writer).get_absolute_url()),
        "ended link": Page(_link_to(draft, writer, ended=True).get_absolute_url(), status=410),
        "preview": Page(f"{draft.get_absolute_url()}preview/", needs_login=True),
        "not allowed": Page("/admin/accounts/user/", status=403, needs_login=True),
    }
    site.feeds = {form: Page(f"/feed.{form}") for form in ("atom", "rss")}
    return site


def _day(number: int) -> datetime:
    """A day of January 2026, when the site's newest articles are from."""
    return datetime(2026, 1, 10, 8, 0, tzinfo=UTC) + timedelta(days=number)


def _authors(writer: User) -> list[Author]:
    """Return three: with everything, with a name that is long, with a name only."""
    full = make_author(
        "林知夏",
        user=writer,
        biography=content.BIOGRAPHY,
        website="https://lin.example.org/",
        avatar=MediaFile.objects.store("lin.png", picture(size=(200, 200))),
    )
    AuthorLink.objects.create(author=full, label="GitHub", address="https://github.com/example")
    AuthorLink.objects.create(author=full, label="知乎", address=content.LONG_ADDRESS)
    wide = make_author(
        "Emma Wolfeschlegelsteinhausenbergerdorff-Larsen",
        biography="Writes about storage.",
        avatar=MediaFile.objects.store("emma.jpg", photograph(size=(300, 200))),
    )
    return [full, wide, make_author("高明远")]


def _series(article: Post, cover: MediaFile, authors: list[Author], category) -> list[Post]:
    """Return a series of three parts; the second has all that an article can have around it."""
    series = Series.objects.create(
        title="注意力机制 from the beginning", slug="attention", description="三篇，从点积讲起。"
    )
    first = make_post("第一部分", series=series, series_position=1, published_at=_day(1))
    second = make_post(
        "Attention, explained a second time",
        body=content.ENGLISH,
        summary="A summary of its own, written by the author.",
        cover=cover,
        authors=authors[:2],
        category=category,
        tags=["Transformer", "注意力"],
        series=series,
        series_position=2,
        translation_of=article,
        canonical_url="https://elsewhere.example.org/attention/",
        published_at=_day(2),
        updated_at=_day(5),
    )
    second.significant_updates.create(at=_day(5), note="")
    third = make_post("第三部分", series=series, series_position=3, published_at=_day(3))
    return [first, second, third]


def _others(authors: list[Author], categories: list) -> list[Post]:
    """Return thirty short articles of several years, enough for three pages of a listing."""
    tags = ["Transformer", "注意力", "检索", "B+ 树", "2038", "优化", "Rust"]
    return [
        make_post(
            f"第 {number} 篇：about attention, 检索" if number % 3 else f"Note {number}",
            body=content.SHORT if number % 2 else content.ENGLISH,
            language="zh-hans" if number % 2 else "en",
            authors=[authors[number % 3]],
            category=categories[number % len(categories)],
            tags=[tags[number % 7], tags[number % 5]],
            published_at=_day(0) - timedelta(days=17 * number),
        )
        for number in range(1, 31)
    ]


def _relate(post: Post, others: list[Post]) -> None:
    post.related.all().delete()
    RelatedPost.objects.bulk_create(
        RelatedPost(post=post, other=other, score=1 / rank)
        for rank, other in enumerate(others, start=1)
    )


def _link_to(draft: Post, writer: User, *, ended: bool = False) -> DraftLink:
    now = timezone.now()
    made = now - timedelta(days=30) if ended else now
    return DraftLink.objects.make(draft, by=writer, days=7, now=made)
