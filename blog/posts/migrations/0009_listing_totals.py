"""How many a list has, apart from when it will change: the former is read without the latter.

A scheduled article is one of its list's number from the beginning, and a row of its own says when
the list will have changed. So a sum is of few rows, however many articles are scheduled.

The database replaces a function whole: what stays of it stands here again.
"""

from importlib import import_module

from django.db import migrations, models

listings = import_module("blog.posts.migrations.0007_listings")

LIST = """
CREATE OR REPLACE FUNCTION posts_list(posts bigint[], only_kind smallint, is_saved boolean)
RETURNS void LANGUAGE plpgsql AS $$
-- Brings the lists up to date with these articles; only what differs is written. EXCEPT takes as
-- long as there are rows, a join could take their square.
-- is_saved: their date of change may be another one.
DECLARE
    moment timestamptz;
BEGIN
    IF cardinality(posts) = 0 THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(725, 1);
    moment := clock_timestamp();
    WITH wanted AS MATERIALIZED (
        SELECT r.* FROM posts_listing_rows r
        WHERE r.post_id = ANY(posts) AND (only_kind IS NULL OR r.kind = only_kind)
    ), present AS MATERIALIZED (
        SELECT l.kind, l.listing, l.at, l.post_id FROM posts_listedpost l
        WHERE l.post_id = ANY(posts) AND (only_kind IS NULL OR l.kind = only_kind)
    ), gone AS MATERIALIZED (
        TABLE present EXCEPT SELECT kind, listing, at, post_id FROM wanted
    ), added AS MATERIALIZED (
        SELECT kind, listing, at, post_id FROM wanted EXCEPT TABLE present
    ), going AS (
        DELETE FROM posts_listedpost l USING gone g
        WHERE l.kind = g.kind AND l.listing = g.listing AND l.at = g.at AND l.post_id = g.post_id
    ), coming AS (
        INSERT INTO posts_listedpost (kind, listing, at, post_id) TABLE added
    ), moved AS MATERIALIZED (
        SELECT a.kind, a.listing, a.at, 1 AS number,
            greatest(p.modified_at, p.published_at) AS changed_at
        FROM added a JOIN posts_post p ON p.id = a.post_id
        UNION ALL
        -- Nobody sees what goes before it has appeared.
        SELECT kind, listing, at, -1, CASE WHEN at <= moment THEN moment END FROM gone
    ), weeks AS (
        INSERT INTO posts_listingweek (kind, listing, week, number)
        SELECT kind, listing, posts_listing_week(at), sum(number) FROM moved
        GROUP BY 1, 2, 3 HAVING sum(number) <> 0
    ), parts AS MATERIALIZED (
        SELECT kind, listing, number, changed_at FROM moved
        UNION ALL
        SELECT kind, listing, 0, changed_at FROM wanted WHERE is_saved
    )
    INSERT INTO posts_listingtotal (kind, listing, number, changed_at)
    SELECT * FROM (
        SELECT kind, listing, sum(number) AS number,
            max(changed_at) FILTER (WHERE changed_at <= moment) AS changed_at
        FROM parts GROUP BY kind, listing
    ) now WHERE number <> 0 OR changed_at IS NOT NULL
    UNION ALL
    SELECT DISTINCT kind, listing, 0, changed_at FROM parts WHERE changed_at > moment;
    IF random() < 0.125 THEN
        PERFORM posts_sum_up(posts);
    END IF;
END
$$
"""

# One statement deletes and inserts, so that no sum is ever read twice or not at all. It takes rows
# that nobody else touches, as only one does this at a time, and passes by if another one does.
SUM_UP = """
CREATE OR REPLACE FUNCTION posts_sum_up(posts bigint[]) RETURNS void LANGUAGE plpgsql AS $$
-- Makes one row of many, in the lists of these articles; what will change later stays as it is.
DECLARE
    moment timestamptz := clock_timestamp();
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed'
        OR NOT pg_try_advisory_xact_lock(725, 2) THEN
        RETURN;
    END IF;
    WITH listings AS MATERIALIZED (
        SELECT DISTINCT kind, listing FROM posts_listedpost WHERE post_id = ANY(posts)
    ), numbers AS (
        DELETE FROM posts_listingtotal t USING listings l
        WHERE t.kind = l.kind AND t.listing = l.listing AND t.number <> 0
        RETURNING t.kind, t.listing, t.number, t.changed_at
    ), changes AS (
        DELETE FROM posts_listingtotal t USING listings l
        WHERE t.kind = l.kind AND t.listing = l.listing AND t.number = 0 AND t.changed_at <= moment
        RETURNING t.kind, t.listing, t.number, t.changed_at
    )
    INSERT INTO posts_listingtotal (kind, listing, number, changed_at)
    SELECT * FROM (
        SELECT kind, listing, sum(number) AS number, max(changed_at) AS changed_at
        FROM (TABLE numbers UNION ALL TABLE changes) parts GROUP BY kind, listing
    ) now WHERE number <> 0 OR changed_at IS NOT NULL;
    WITH weeks AS MATERIALIZED (
        SELECT DISTINCT kind, listing, posts_listing_week(at) AS week
        FROM posts_listedpost WHERE post_id = ANY(posts)
    ), gone AS (
        DELETE FROM posts_listingweek t USING weeks w
        WHERE t.kind = w.kind AND t.listing = w.listing AND t.week = w.week
        RETURNING t.kind, t.listing, t.week, t.number
    )
    INSERT INTO posts_listingweek (kind, listing, week, number)
    SELECT kind, listing, week, sum(number) FROM gone
    GROUP BY kind, listing, week HAVING sum(number) <> 0;
END
$$
"""

# In posts_relist_all(), in place of the statement that fills the totals.
FORMER_TOTALS = """
    INSERT INTO posts_listingtotal (kind, listing, number, changed_at)
    SELECT kind, listing, count(*), max(changed_at) FROM posts_listing_rows
    GROUP BY kind, listing, CASE WHEN changed_at > clock_timestamp() THEN changed_at END
    ORDER BY 1, 2;
"""
TOTALS = """
    WITH parts AS MATERIALIZED (
        SELECT kind, listing, count(*) AS number, max(changed_at) AS changed_at
        FROM posts_listing_rows
        GROUP BY kind, listing, CASE WHEN changed_at > now() THEN changed_at END
    )
    INSERT INTO posts_listingtotal (kind, listing, number, changed_at)
    SELECT kind, listing, sum(number), max(changed_at) FILTER (WHERE changed_at <= now())
    FROM parts GROUP BY kind, listing
    UNION ALL
    SELECT kind, listing, 0, changed_at FROM parts WHERE changed_at > now()
    ORDER BY 1, 2;
"""

# What has been written before; `now()` is the same for both.
SPLIT = [
    """
    INSERT INTO posts_listingtotal (kind, listing, number)
    SELECT kind, listing, sum(number) FROM posts_listingtotal WHERE changed_at > now()
    GROUP BY kind, listing HAVING sum(number) <> 0
    """,
    "UPDATE posts_listingtotal SET number = 0 WHERE changed_at > now() AND number <> 0",
]


def replaced(function):
    """Return the statement that puts the function in the place of one that is there."""
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


def split(apps, schema_editor):
    relist_all = listings.RELIST_ALL.replace(FORMER_TOTALS, TOTALS)
    schema_editor.execute("LOCK posts_listingtotal IN ACCESS EXCLUSIVE MODE")
    for statement in [LIST, SUM_UP, replaced(relist_all), *SPLIT]:
        schema_editor.execute(statement, None)


def join(apps, schema_editor):
    for function in [listings.LIST, listings.SUM_UP, listings.RELIST_ALL]:
        schema_editor.execute(replaced(function), None)


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0008_dates_for_search"),
    ]

    operations = [
        migrations.RunPython(split, join),
        migrations.RemoveIndex(model_name="listingtotal", name="listing_total"),
        migrations.AddIndex(
            model_name="listingtotal",
            index=models.Index(
                fields=["kind", "listing"],
                name="listing_total",
                include=["number"],
                condition=~models.Q(number=0),
            ),
        ),
        migrations.AddIndex(
            model_name="listingtotal",
            index=models.Index(
                fields=["kind", "listing", "changed_at"],
                name="listing_change",
                condition=models.Q(changed_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="listingweek",
            index=models.Index(
                fields=["kind", "week"], name="listing_week_ahead", include=["listing", "number"]
            ),
        ),
    ]
