"""Where more articles match than are listed: by the index, and by reading the newest."""

import json
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from blog.posts.models import Post, Series
from blog.posts.search import hits, statements
from blog.posts.search.clauses import sql
from blog.posts.search.execution import Statement, execute
from blog.posts.search.hits import find
from blog.posts.search.names import named
from blog.search.query import parse
from tests.factories import FIRST_DAY, make_author, make_category, make_post
from tests.posts.listings.test_plans import FILL, OWN, nodes
from tests.posts.search.asking import found, search, text_of, titles

pytestmark = pytest.mark.django_db
NOW = FIRST_DAY + timedelta(days=4_000)


def listing_at_most(monkeypatch, most, **bounds):
    monkeypatch.setattr(hits, "MOST_HITS", most)
    for name, bound in {"MOST_HITS": most, "WORTH_A_SAMPLE": 0, **bounds}.items():
        monkeypatch.setattr(statements, name, bound)


@pytest.fixture(params=["the newest are read", "by the index"])
def way(request, monkeypatch):
    """Both ways to find what very many articles have."""
    for name in ("READING", "READING_WITHIN"):
        monkeypatch.setattr(statements, name, 0 if "read" in request.param else 10**9)


@pytest.fixture
def asked(monkeypatch):
    """The statements that a search makes, by the name of what makes each."""
    made = []

    def noting(name):
        make = getattr(statements.Statements, name)

        def noted(*args, **kwargs):
            made.append(name)
            return make(*args, **kwargs)

        monkeypatch.setattr(statements.Statements, name, noted)

    for name in ("newest", "all_hits", "updated_since", "called"):
        noting(name)
    return made


@pytest.mark.usefixtures("way")
def test_the_latest_and_those_with_the_words_in_the_title_are_listed(client, monkeypatch):
    listing_at_most(monkeypatch, 4)
    make_post("Needle", body="haystack 干草堆")
    for number in range(9):
        make_post(f"P{number}", body="needle 干草堆")
    response = search(client, "needle")
    assert titles(response) == ["Needle", "P8", "P7", "P6"]
    assert "At least 4 articles found" in text_of(response)
    assert "only those updated since" in text_of(response)
    latest = ["P8", "P7", "P6", "P5"]
    assert found(client, "干草堆", order="date") == latest
    assert found(client, "year:2026") == latest

    monkeypatch.setattr(statements, "MOST_CHECKED", 6)
    assert found(client, "干草堆", order="date") == latest
    monkeypatch.setattr(statements, "MOST_CHECKED", 2)
    response = search(client, "干草堆")
    assert titles(response) == ["P8", "P7"]
    assert "only those updated since" in text_of(response)


def fill_library():
    """Articles of many kinds, some updated later, scheduled, or dated ahead."""
    chance = Random(5)  # noqa: S311  # the same articles each time
    tree = [make_category("Field")]
    tree.append(make_category("Below", parent=tree[0]))
    authors = [make_author("林知夏"), make_author("Wu Fan")]
    series = Series.objects.create(title="Steps", slug="steps")
    for number in range(60):
        published = FIRST_DAY + timedelta(days=chance.randrange(1_400))
        later = timedelta(days=chance.choice([0, 0, 0, 500]))
        title = chance.choice(["A plain title", "Needle", "干草堆里", "On 干草 and a needle"])
        words = chance.sample(
            ["needle", "干草堆", "thread", "to be sewn", "干草", "needle " * 3], 3
        )
        make_post(
            title,
            body=" and ".join(words),
            published_at=published,
            updated_at=published + later,
            category=chance.choice([None, *tree]),
            authors=chance.sample(authors, 1),
            tags=chance.sample(["needle", "Wool", "Hay"], 2),
            status="draft" if number % 12 == 0 else "published",
            series=series if number % 9 == 0 else None,
            series_position=number + 1 if number % 9 == 0 else None,
        )
    ahead = {"published_at": NOW - timedelta(days=1), "updated_at": NOW + timedelta(days=1)}
    make_post("Dated ahead", body="needle 干草堆", tags=["Wool"], category=tree[1], **ahead)
    make_post("Scheduled", body="needle 干草堆", published_at=NOW + timedelta(days=2))


def has(text):
    return lambda post: text in post.search_text


def tagged(name):
    return lambda post: name in {tag.name for tag in post.tags.all()}


def below_field(post):
    return post.category is not None and "Field" in {post.category.name, str(post.category.parent)}


def by_wu(post):
    return "Wu Fan" in {author.name for author in post.authors.all()}


def in_2028(post):
    return post.published_at.year == 2028


QUERIES = {
    "needle": [has("needle")],
    "干草": [has("干草")],
    "干草堆": [has("干草堆")],
    "needle 干草": [has("needle"), has("干草")],
    "needle -thread": [has("needle"), lambda post: "thread" not in post.search_text],
    '"to be"': [has("to be")],
    "nothing": [has("nothing")],
    "needle tag:Wool": [has("needle"), tagged("Wool")],
    "needle -tag:Wool": [has("needle"), lambda post: not tagged("Wool")(post)],
    "needle category:Field": [has("needle"), below_field],
    '干草堆 author:"Wu Fan"': [has("干草堆"), by_wu],
    "needle year:2028": [has("needle"), in_2028],
    "干草 year:2028 tag:Wool": [has("干草"), in_2028, tagged("Wool")],
    "needle series:Steps": [has("needle"), lambda post: post.series_id is not None],
    "tag:Wool": [tagged("Wool")],
    "year:2028": [in_2028],
    "year:2028 category:Field": [in_2028, below_field],
}
"""Each with what must hold of an article that it finds."""


def score_of(post, query):
    tags = {tag.name.lower() for tag in post.tags.all()}
    return sum(
        4 * (term.text in post.title.lower())
        + all(f"'{lexeme}':" in post.subject_vector for lexeme in term.lexemes)
        + 2 * (term.text in tags)
        for term in query.wanted
    )


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("by_date", [False, True])
@pytest.mark.parametrize(("most", "sample"), [(100, 8), (10, 8), (3, 4), (3, 100)])
def test_what_is_listed_does_not_depend_on_how_it_is_found(monkeypatch, most, sample, by_date):
    fill_library()
    listing_at_most(monkeypatch, most, SAMPLE=sample, MOST_CHECKED=2 * most, MOST_CALLED=most)
    posts = Post.objects.published(NOW).select_related("category__parent")
    posts = list(posts.defer(None).prefetch_related("tags", "authors"))
    for text, conditions in QUERIES.items():
        query = parse(text)
        what = named(query, NOW)
        asked = [what.condition(one) for one in query.filters]
        result = find(query, asked, NOW, by_date=by_date, tags=what.tags)
        meeting = [post for post in posts if all(is_met(post) for is_met in conditions)]
        meeting.sort(key=lambda post: (post.updated_at, post.pk), reverse=True)
        pool = [post for post in meeting if not result.since or post.updated_at >= result.since]
        if not by_date:
            words = [term.text for term in query.wanted]
            called = [
                post
                for post in meeting
                if result.since
                and post.updated_at <= result.since
                and all(word in post.title.lower() for word in words)
            ]
            pool += [post for post in called[:most] if post not in pool]
            pool.sort(key=lambda post: score_of(post, query), reverse=True)
        assert [hit.pk for hit in result.rows] == [post.pk for post in pool[:most]], text
        assert result.are_all == (len(meeting) <= most), text


def test_a_sample_that_deceives_hides_nothing(monkeypatch, asked):
    # The newest have it, of many others only the oldest.
    oldest = make_post(body="needle")
    for _ in range(40):
        make_post(body="hay")
    newest = [make_post(body="needle") for _ in range(4)]
    listing_at_most(monkeypatch, 5, SAMPLE=4, READING=0)
    result = find(parse("needle"), [], NOW)
    assert [hit.pk for hit in result.rows] == [post.pk for post in [*newest[::-1], oldest]]
    assert result.are_all
    assert asked == ["all_hits", "newest", "all_hits"]


def test_what_is_rare_or_on_a_small_site_is_asked_of_the_index_at_once(monkeypatch, asked):
    make_post(body="needle")
    for _ in range(9):
        make_post(body="hay")
    listing_at_most(monkeypatch, 3, SAMPLE=4, READING=0)
    find(parse("needle"), [], NOW)
    assert asked == ["all_hits"]
    find(parse("hay"), [], NOW)
    assert asked[1:] == ["all_hits", "newest", "called"]
    monkeypatch.setattr(statements, "WORTH_A_SAMPLE", 11)
    find(parse("hay"), [], NOW)
    assert asked[4:] == ["all_hits", "updated_since", "called"]


@pytest.mark.usefixtures("way")
def test_of_many_articles_called_so_the_latest_are_listed(monkeypatch):
    listing_at_most(monkeypatch, 20, MOST_CALLED=5)
    day = FIRST_DAY - timedelta(days=900)
    # The latest is not the last in the table.
    called = [
        make_post("Needle", body="Hay.", published_at=day - timedelta(days=30 * number))
        for number in range(12)
    ]
    for _ in range(30):
        make_post("Hay", body="needle")
    result = find(parse("needle"), [], NOW)
    assert [hit.pk for hit in result.rows[:5]] == [post.pk for post in called[:5]]
    assert len(result.rows) == 20
    assert not {hit.pk for hit in result.rows} & {post.pk for post in called[5:]}


def test_a_search_for_what_is_common_costs_two_queries_more(
    client, monkeypatch, django_assert_num_queries
):
    for _ in range(9):
        make_post(body="needle")
    listing_at_most(monkeypatch, 3, SAMPLE=4, READING=0)
    with django_assert_num_queries(8):
        search(client, "needle")


# Plans

TABLES = {"posts_post", "posts_listedpost", "posts_posttag", "posts_byline"}
MOST = 50
MOST_ROWS = 4 * MOST
"""Rows of a table that a scan may read: more than it takes to find `MOST`."""


FILL_NAMES = """
INSERT INTO posts_posttag (content_object_id, tag_id)
    SELECT id, %(tag)s FROM posts_post WHERE id <> %(pattern)s;
INSERT INTO posts_byline (post_id, author_id, position)
    SELECT id, %(author)s, 1 FROM posts_post WHERE id <> %(pattern)s;
SELECT posts_sum_up(ARRAY(SELECT id FROM posts_post));
ANALYZE
"""


def fill():
    """Make 4,000 articles from one, over eight years, all with the same names; return that one."""
    author, category = make_author(), make_category()
    pattern = make_post(
        tags=["tag"], authors=[author], category=category, published_at=timezone.now()
    )
    columns = [field.column for field in Post._meta.concrete_fields if field.column not in OWN]
    values = {
        "pattern": pattern.pk,
        "posts": 4_000,
        "categories": [category.pk] * 4,
        "series": Series.objects.create(title="S", slug="s").pk,
        "tag": pattern.tags.get().pk,
        "author": author.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(columns=", ".join(columns)), values)
        cursor.execute(FILL_NAMES, values)
    return pattern


def explained(statement, cursor):
    """Run a statement; return the nodes of its plan that were run."""
    explain = Statement(sql("EXPLAIN (ANALYZE, FORMAT JSON) {}", statement.clause), statement.way)
    (((plan,),),) = execute(cursor, [explain])
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return [node for node in nodes(plan[0]["Plan"]) if node["Actual Loops"]]


def rows_read(node):
    return (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]


@pytest.mark.parametrize(
    "text",
    [
        "text",
        "text some",
        '"some text"',
        "text tag:{tag}",
        "text author:{author}",
        "text category:{category}",
        "text year:{year}",
    ],
)
def test_what_is_common_is_found_without_the_index_of_words(monkeypatch, text):
    post = fill()
    now = timezone.now()
    names = {
        "tag": post.tags.get().slug,
        "author": post.authors.get().slug,
        "category": post.category.slug,
        "year": now.year - 1,
    }
    reading = {"READING": 0, "READING_WITHIN": 0}
    listing_at_most(monkeypatch, MOST, SAMPLE=20, MOST_CHECKED=MOST, **reading)
    plans = []

    def noting(cursor, asked):
        plans.extend(explained(statement, cursor) for statement in asked)
        return execute(cursor, asked)

    monkeypatch.setattr(hits, "execute", noting)
    query = parse(text.format(**names))
    what = named(query, now)
    result = find(query, [what.condition(one) for one in query.filters], now, tags=what.tags)
    assert len(result.rows) == MOST
    _sampled, all_hits, newest, _called = plans
    assert "post_search" not in {node.get("Index Name") for node in all_hits + newest}
    for node in newest:
        # A year has no list in order: all of it is sorted.
        if node.get("Relation Name") in TABLES and "year:" not in text:
            assert node["Node Type"] != "Seq Scan"
            assert rows_read(node) <= MOST_ROWS, (node["Node Type"], node.get("Index Name"))


@pytest.mark.parametrize("condition", ["updated", "year"])
def test_titles_are_looked_up_by_two_indexes(condition):
    fill()
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE posts_post SET search_vector = CASE WHEN id % 3 = 0"
            " THEN '^text'::tsvector ELSE 'text' END; ANALYZE posts_post"
        )
        query = parse("text" if condition == "updated" else f"text year:{now.year - 4}")
        what = named(query, now)
        conditions = [what.condition(one) for one in query.filters]
        asked = statements.Statements(query, conditions, now, [])
        until = now - timedelta(days=400)
        since = until - timedelta(days=60) if condition == "updated" else None
        plan = explained(Statement(asked.called(until, since), hits.Way.BY_INDEX), cursor)
    assert "BitmapAnd" in {node["Node Type"] for node in plan}
    heap = [node for node in plan if node.get("Relation Name") == "posts_post"]
    assert sum(map(rows_read, heap)) < 1_000
