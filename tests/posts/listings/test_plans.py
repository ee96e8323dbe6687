"""How the database answers what readers' pages ask: by indexes, and a page's rows at a time."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from blog.posts import sitemaps
from blog.posts.models import Post, PostTag, Series
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db

POSTS = 4_000
# What grows with the number of articles.
TABLES = {"posts_post", "posts_listedpost", "posts_posttag", "posts_byline", "posts_relatedpost"}
MOST_ROWS = 300
"""Of those tables, for one statement: more than any page shows, and than a week has."""
MOST_SORTED = 200
"""More than there are names, or tags of a page's articles. Weeks there are more."""
FILL = """
INSERT INTO posts_post ({columns}, slug, uid, published_at, updated_at, category_id, status,
    language, series_id, series_position)
SELECT {columns}, 'filled-' || n, gen_random_uuid(), at,
    at + CASE WHEN n %% 8 = 0 THEN interval '9 days' ELSE interval '0' END,
    (%(categories)s::bigint[])[1 + n %% 4],
    CASE WHEN n %% 50 = 7 THEN 'draft' ELSE 'published' END,
    'zh-hans',
    CASE WHEN n %% 200 = 0 THEN %(series)s END, CASE WHEN n %% 200 = 0 THEN n END
FROM posts_post, generate_series(1, %(posts)s) n,
    LATERAL (
        SELECT now() + CASE
            WHEN n %% 10 = 3 THEN n * interval '3 hours'
            ELSE interval '3 days' - n * interval '18 hours'
        END AS at
    ) dates
WHERE id = %(pattern)s
"""
OWN = {"id", "slug", "uid", "published_at", "updated_at", "category_id", "status", "language",
       "series_id", "series_position"}  # fmt: skip
FILL_NAMES = """
UPDATE posts_post p SET language = 'en', translation_of_id = id - 1
    WHERE id %% 40 = 0 AND EXISTS (SELECT FROM posts_post o WHERE o.id = p.id - 1);
INSERT INTO posts_posttag (content_object_id, tag_id)
    SELECT id, (%(tags)s::bigint[])[1 + (id * k) %% 40] FROM posts_post, generate_series(1, 3) k
    ON CONFLICT DO NOTHING;
INSERT INTO posts_byline (post_id, author_id, position)
    SELECT id, (%(authors)s::bigint[])[1 + id %% 20], 1 FROM posts_post WHERE id <> %(pattern)s;
INSERT INTO posts_relatedpost (post_id, other_id, score)
    SELECT id, id + k, k FROM posts_post p, generate_series(1, 6) k
    WHERE EXISTS (SELECT FROM posts_post o WHERE o.id = p.id + k);
SELECT posts_sum_up(ARRAY(SELECT id FROM posts_post));
ANALYZE
"""


def fill():
    """Make `POSTS` articles from one, over eight years, a tenth of them scheduled."""
    root = make_category()
    tree = [root, *(make_category(parent=root) for _ in range(3))]
    authors = [make_author() for _ in range(20)]
    pattern = make_post(
        authors=authors[:1], tags=[f"tag {n}" for n in range(40)], published_at=timezone.now()
    )
    columns = [
        field.column for field in Post._meta.concrete_fields if field.column not in OWN
    ]  # fmt: skip
    values = {
        "categories": [one.pk for one in tree],
        "authors": [one.pk for one in authors],
        "tags": list(PostTag.objects.values_list("tag", flat=True)),
        "series": Series.objects.create(title="S", slug="s").pk,
        "pattern": pattern.pk,
        "posts": POSTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(columns=", ".join(columns)), values)
        cursor.execute(FILL_NAMES, values)


def addresses():
    """Give every page of readers that shows or counts articles, the deep ones too."""
    post = Post.objects.published(timezone.now()).order_by("published_at")[POSTS // 2]
    in_series = Post.objects.published(timezone.now()).filter(series__isnull=False).first()
    names = [post.category, post.tags.first(), post.authors.first()]
    year = datetime.now(UTC).year - 1
    yield from ("/", "/?page=2", "/?page=150", "/?page=290")
    for one in names:
        path = one.get_absolute_url()
        yield from (path, f"{path}?page=2", f"{path}?page=15", f"{path}feed.atom")
    yield from (f"/archive/{year}/", f"/archive/{year}/?page=30", f"/archive/{year}/05/")
    yield from ("/archive/", "/categories/", "/tags/", "/tags/?order=name", "/authors/", "/series/")
    yield from ("/series/s/", "/feed.atom", "/feed.rss", "/feed.json", "/search/")
    yield from ("/sitemap.xml", "/sitemap-1.xml", "/sitemap-20.xml", "/sitemap-40.xml")
    yield from (post.get_absolute_url(), in_series.get_absolute_url())


def nodes(plan):
    """Yield every node of a plan."""
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def doubts(plan):
    """Yield what is wrong with a plan that has been run."""
    for node in nodes(plan):
        kind, table, loops = node["Node Type"], node.get("Relation Name"), node["Actual Loops"]
        rows = node["Actual Rows"] * loops
        read = rows + node.get("Rows Removed by Filter", 0) * loops
        if table in TABLES and (kind == "Seq Scan" or read > MOST_ROWS):
            yield f"{kind} of {table}: {read} rows"
        if table == "posts_listingweek" and kind == "Seq Scan":
            yield f"{kind} of {table}"
        sorted_tables = {below.get("Relation Name") for below in nodes(node)} & TABLES
        if "Sort" in kind and sorted_tables and rows > MOST_SORTED * max(loops, 1):
            yield f"{kind}: {rows} rows of {', '.join(sorted_tables)}"


def prepared():
    """Return the names of the statements that the connection has prepared, by their texts.

    One text is prepared for each size of its numbers; the one for the largest is given.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement, name FROM pg_prepared_statements"
            " ORDER BY replace(parameter_types::text, 'smallint', 'a')"
        )
        return dict(cursor.fetchall())


def numbered(statement):
    """Return a statement with its placeholders as the database knows them, and their names."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", statement)))
    text = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", statement)
    return text.replace("%%", "%"), names


def plan_of(statement, values, name):
    """Run a statement again, by its name if it has been prepared; return how it was answered.

    A prepared one is answered by the plan for all values, which the database may come to keep.
    """
    if name:
        _text, names = numbered(statement)
        places = ", ".join(["%s"] * len(names))
        statement, values = f'EXECUTE "{name}" ({places})', [values[one] for one in names]
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        (plans,) = cursor.fetchone()
        cursor.execute("RESET plan_cache_mode")
    plans = json.loads(plans) if isinstance(plans, str) else plans
    return plans[0]["Plan"]


def test_no_page_reads_or_sorts_more_than_it_shows(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "ADDRESSES_PER_FILE", 50)
    fill()
    asked = []

    def note(execute, statement, values, many, context):
        asked.append((address, statement, values))
        return execute(statement, values, many, context)

    for address in addresses():
        with connection.execute_wrapper(note):
            assert client.get(address).status_code == 200, address
    names = prepared()
    found = []
    for address, statement, values in asked:
        name = names.get(numbered(statement)[0])
        found += [(address, doubt, name) for doubt in doubts(plan_of(statement, values, name))]
    assert len(names) >= 5
    assert not found, "\n".join(f"{address}: {doubt}" for address, doubt, _name in found)
