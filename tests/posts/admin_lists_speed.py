"""How long the admin's lists take: `python -m tests.posts.admin_lists_speed [--posts N] [--keep]`.

Fills a scratch database with articles and all that belongs to them, asks for every list of the
admin in many ways as an editor and as an author with 1,000 articles, and prints for each address
the median of the whole answer's time (view, queries and template, without a network), the number
of queries and the time spent in them. `--keep` leaves the database for another run.
"""

from __future__ import annotations

import hashlib
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.measuring import empty, measure, stored

if TYPE_CHECKING:
    from django.test import Client

RUNS = 5
BOUND = 300  # milliseconds
NOW = datetime.now(UTC).replace(microsecond=0)
OWN = 1_000  # articles of the author whose lists are measured

STANDINGS = ["draft", "in_review", "scheduled", "published", "archived"]
LISTS = [
    "posts/tag/", "posts/series/", "posts/revision/", "posts/redirect/", "media/mediafile/",
    "categories/category/", "authors/author/",
]  # fmt: skip
COMPLETION = "autocomplete/?app_label=posts&model_name=redirect&field_name=post&term=深度"

_STATUSES = ["published"] * 94 + ["draft"] * 3 + ["in_review"] + ["archived"] * 2
_CHINESE = (
    "深度学习算法模型索引倒排机器训练梯度下降注意力网络压缩检索排序图像卷积递归优化概率统计矩阵向量"
)
_WORDS = "index tree graph kernel cache query token vector gradient network attention queue".split()


# Filling


def fill(posts: int) -> None:
    """Put in `posts` articles, and vocabulary, history, pictures and logins to match."""
    from django.db import connection

    from accounts.models import User
    from blog.authors.models import Author
    from blog.categories.models import Category
    from blog.media.models import MediaFile
    from blog.posts import models as m

    chance = random.Random(4)  # noqa: S311  # the same rows each time
    text = "".join(chance.choices(f"{_CHINESE}\n ", k=300_000))

    def piece(length: int) -> str:
        start = chance.randrange(len(text) - length)
        return text[start : start + length]

    def store(model: Any, rows: Iterator[Any]) -> list[Any]:
        return list(stored(model, rows))

    empty("accounts_user")

    users = store(User, (
        User(username=name, email=f"{name}@example.org", role=role, is_staff=True)
        for n in range(1_000)
        for name, role in [(("editor", "editor"), ("author", "author"))[n] if n < 2
                           else (f"user-{n}", "contributor")]
    ))  # fmt: skip
    authors = store(Author, (
        Author(name=f"{piece(3).strip() or '林'} {n}", slug=f"author-{n}", user=user)
        for n, user in enumerate(users)
    ))  # fmt: skip
    tops = store(Category, (Category(name=f"Top {n}", slug=f"top-{n}") for n in range(20)))
    below = store(Category, (
        Category(name=f"Subject {n}", slug=f"subject-{n}", parent=tops[n % 20]) for n in range(280)
    ))  # fmt: skip
    categories = tops + below
    tags = store(
        m.Tag, (m.Tag(name=f"{piece(2).strip()}{n}", slug=f"tag-{n}") for n in range(5_000))
    )
    series = store(
        m.Series, (m.Series(title=f"Series {n}", slug=f"series-{n}") for n in range(500))
    )

    def articles() -> Iterator[Any]:
        for n in range(posts):
            status = chance.choice(_STATUSES)
            when = NOW - timedelta(minutes=chance.randrange(-100_000, 5_000_000))
            yield m.Post(
                title=f"{piece(12).strip()} {chance.choice(_WORDS)} {n}",
                slug=f"{chance.choice(_WORDS)}-{n}",
                body=piece(3_000),
                status=status,
                published_at=when if status != "draft" else None,
                updated_at=when if status != "draft" else None,
                category=chance.choice(categories) if n % 10 else None,
                language="en" if n % 4 == 0 else "zh-hans",
                series=series[n // 5] if n < 5 * len(series) else None,
                series_position=n % 5 + 1 if n < 5 * len(series) else None,
                body_html=piece(4_000),
                excerpt=piece(300),
                plain_text=piece(2_500),
                toc=[{"level": 2, "title": piece(8), "anchor": piece(8)} for _ in range(8)],
                problem_count=2 if n % 50 == 0 else 0,
            )  # fmt: skip

    post_keys = [post.pk for post in stored(m.Post, articles())]
    with connection.cursor() as cursor:  # bulk_create stamps every row with the present
        cursor.execute(
            "UPDATE posts_post SET created_at = coalesce(published_at, %s), modified_at ="
            " least(%s, coalesce(updated_at, %s)) - random() * interval '9 days'",
            [NOW, NOW, NOW],
        )
        cursor.execute("VACUUM FULL posts_post")  # that UPDATE has left every row twice
    step = max(1, posts // OWN)
    store(m.Byline, (
        m.Byline(post_id=pk, author=author, position=place)
        for n, pk in enumerate(post_keys)
        for place, author in enumerate(dict.fromkeys(
            [authors[1] if n % step == 0 else chance.choice(authors[2:]),
             *([chance.choice(authors[2:])] if n % 3 == 0 else [])]), start=1)
    ))  # fmt: skip
    store(m.PostTag, (
        m.PostTag(content_object_id=pk, tag=tag)
        for pk in post_keys for tag in set(chance.choices(tags, k=3))
    ))  # fmt: skip
    slugs = list(m.Post.objects.order_by("pk").values_list("slug", flat=True))
    store(m.PostLink, (
        m.PostLink(post_id=pk, slug=slug)
        for n, pk in enumerate(post_keys)
        for slug in {*chance.choices(slugs, k=3), *([f"gone-{n}"] if n % 500 == 0 else [])}
    ))  # fmt: skip
    store(m.Revision, (
        m.Revision(
            post_id=pk, number=number, title=piece(12), body=piece(500), by=chance.choice(users)
        )
        for pk in post_keys for number in (1, 2)
    ))  # fmt: skip
    store(m.Redirect, (
        m.Redirect(path=f"/old/{n}/", post_id=pk) for n, pk in enumerate(post_keys) if n % 2
    ))  # fmt: skip
    waiting = m.Post.objects.filter(status="in_review").values_list("pk", flat=True)
    store(m.ReviewNote, (
        m.ReviewNote(post_id=pk, by=chance.choice(users), text=piece(80), created_at=NOW)
        for pk in waiting for _ in range(3)
    ))  # fmt: skip
    store(m.UnsavedCopy, (
        m.UnsavedCopy(user=user, post_id=chance.choice(post_keys), tab=f"{n:032x}", saved_at=NOW,
                      fields={"title": [piece(10)], "body": [piece(3_000)]})
        for n, user in enumerate(users[:200] * 10)
    ))  # fmt: skip

    def pictures() -> Iterator[Any]:
        for n in range(posts // 5):
            digest = hashlib.sha256(str(n).encode()).hexdigest()
            yield MediaFile(
                sha256=digest, original_sha256=digest, path=f"{digest[:2]}/{digest[2:34]}.webp",
                original_name=f"{piece(6).strip()} {n}.png", width=800, height=600, size=90_000,
                uploaded_by=chance.choice(users),
            )  # fmt: skip

    shown = store(MediaFile, pictures())
    through = m.Post.pictures.through
    store(through, (
        through(post_id=chance.choice(post_keys), mediafile=file) for file in shown[::2]
    ))  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


# Measuring


def addresses() -> Iterator[str]:
    """Give every address that is measured, below the admin's own."""
    posts = "posts/post/"
    yield ""
    yield from (f"{posts}{query}" for query in (
        "", "?p=1000", "?p=1990", "?all=", "?o=1", "?o=-1", "?o=2", "?o=4", "?o=5", "?o=-5", "?o=6",
        *(f"?standing={one}" for one in STANDINGS),
        "?standing=published&p=900", "?language__exact=en", "?published_at__year=2024",
        "?published_at__year=2024&published_at__month=5", "?q=index-77", "?q=深度", "?q=kernel",
        "?q=nothing-like-this", "?q=author", "?q=深度+kernel", "?q=index&standing=draft",
        "?q=e&p=500",
    ))  # fmt: skip
    for name in LISTS:
        yield from (name + query for query in ("", "?p=2", "?q=9", "?q=深度", "?q=nothing-like"))
    yield from ("posts/revision/?p=1500", "media/mediafile/?used=no", "media/mediafile/?p=350",
                "posts/redirect/?p=450", "posts/tag/?o=-3", COMPLETION)  # fmt: skip
    yield from (f"search/?q={word}" for word in ["深度", "kernel", "index-77", "nothing-like", "e"])


def measured(only: str) -> Iterator[str]:
    """Give the table's lines."""
    from django.test import Client

    from accounts.models import User

    yield f"{'ms':>6} {'of it SQL':>9} {'slowest':>8} {'queries':>7}  address"
    for name in ("editor", "author"):
        client = Client()
        client.force_login(User.objects.get(username=name))
        for address in addresses():
            if only in address:
                yield f"{line_for(client, f'/admin/{address}')}  {name}: {address}"


def line_for(client: Client, address: str) -> str:
    """Return the figures of one address."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times: list[float] = []
    for _ in range(RUNS):
        began = time.perf_counter()
        response = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = [float(query["time"]) * 1000 for query in captured]
    median = statistics.median(times)
    mark = "!" if median > BOUND else " "
    status = "" if response.status_code == 200 else f" {response.status_code}"
    slowest = max(queries, default=0)
    return f"{median:6.0f}{mark}{sum(queries):9.0f} {slowest:8.0f} {len(queries):7}{status}"


if __name__ == "__main__":
    measure(
        __doc__,
        database="downlink_lists_speed",
        posts=100_000,
        asked="addresses",
        fill=fill,
        lines=measured,
    )
