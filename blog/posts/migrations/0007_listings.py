"""What every list of posts is read from, kept by the database whoever writes (decision 25).

To be called: `posts_relist_all()` makes everything anew from the articles, quickly; readers and
writers wait meanwhile. After a COPY with triggers switched off it is what brings the lists back.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [(0, "Latest"), (1, "Category"), (2, "Tag"), (3, "Author"), (4, "Month")]

# The site's time zone, by which months are cut. Another one is put in place after `migrate`.
TIME_ZONE = """
CREATE FUNCTION posts_site_time_zone() RETURNS text LANGUAGE sql STABLE AS $$ SELECT {} $$
"""

# What should be in the table, seen from the articles. A circle in the tree of categories ends where
# it began.
ROWS = """
CREATE VIEW posts_listing_rows AS
WITH published AS NOT MATERIALIZED (
    SELECT id, published_at, updated_at, category_id,
        greatest(modified_at, published_at) AS changed_at
    FROM posts_post WHERE status = 'published'
)
SELECT 0::smallint AS kind, 0::bigint AS listing, updated_at AS at, id AS post_id, changed_at
FROM published
UNION ALL
SELECT 1::smallint, line.id, p.updated_at, p.id, p.changed_at
FROM published p CROSS JOIN LATERAL (
    WITH RECURSIVE upwards(id) AS (
        SELECT p.category_id
        UNION
        SELECT c.parent_id FROM categories_category c JOIN upwards ON c.id = upwards.id
    )
    SELECT id FROM upwards WHERE id IS NOT NULL
) line
WHERE p.category_id IS NOT NULL
UNION ALL
SELECT 2::smallint, i.tag_id, p.updated_at, p.id, p.changed_at
FROM published p JOIN posts_posttag i ON i.content_object_id = p.id
UNION ALL
SELECT 3::smallint, b.author_id, p.updated_at, p.id, p.changed_at
FROM published p JOIN posts_byline b ON b.post_id = p.id
UNION ALL
SELECT 4::smallint, to_char(published_at AT TIME ZONE posts_site_time_zone(), 'YYYYMM')::bigint,
    published_at, id, changed_at
FROM published
"""

WEEK = """
CREATE FUNCTION posts_listing_week(at timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE
AS $$ SELECT floor(extract(epoch FROM at) / 604800)::integer $$
"""

# Two locks of the application, by their numbers. The first, (725, 1): shared by all who list posts,
# alone for who changes by which rules. The second, (725, 2): who makes one row of many.
LIST = """
CREATE FUNCTION posts_list(posts bigint[], only_kind smallint, is_saved boolean) RETURNS void
LANGUAGE plpgsql AS $$
-- Brings the lists up to date with these articles; only what differs is written. EXCEPT takes as
-- long as there are rows, a join could take their square.
-- is_saved: their date of change may be another one.
BEGIN
    IF cardinality(posts) = 0 THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(725, 1);
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
        SELECT kind, listing, at, -1, CASE WHEN at <= clock_timestamp() THEN clock_timestamp() END
        FROM gone
    ), weeks AS (
        INSERT INTO posts_listingweek (kind, listing, week, number)
        SELECT kind, listing, posts_listing_week(at), sum(number) FROM moved
        GROUP BY 1, 2, 3 HAVING sum(number) <> 0
    )
    INSERT INTO posts_listingtotal (kind, listing, number, changed_at)
    SELECT kind, listing, sum(number), max(changed_at) FROM (
        SELECT kind, listing, number, changed_at FROM moved
        UNION ALL
        SELECT kind, listing, 0, changed_at FROM wanted WHERE is_saved
    ) parts
    -- What will appear says nothing yet about when the list changed.
    GROUP BY kind, listing, CASE WHEN changed_at > clock_timestamp() THEN changed_at END
    HAVING sum(number) <> 0 OR max(changed_at) IS NOT NULL;
    IF random() < 0.125 THEN
        PERFORM posts_sum_up(posts);
    END IF;
END
$$
"""

# One statement deletes and inserts, so that no sum is ever read twice or not at all. It takes rows
# that nobody else touches, as only one does this at a time, and passes by if another one does.
SUM_UP = """
CREATE FUNCTION posts_sum_up(posts bigint[]) RETURNS void LANGUAGE plpgsql AS $$
-- Makes one row of many, in the lists of these articles.
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed'
        OR NOT pg_try_advisory_xact_lock(725, 2) THEN
        RETURN;
    END IF;
    WITH listings AS MATERIALIZED (
        SELECT DISTINCT kind, listing FROM posts_listedpost WHERE post_id = ANY(posts)
    ), gone AS (
        DELETE FROM posts_listingtotal t USING listings l
        WHERE t.kind = l.kind AND t.listing = l.listing
        RETURNING t.kind, t.listing, t.number, t.changed_at
    )
    INSERT INTO posts_listingtotal (kind, listing, number, changed_at)
    SELECT kind, listing, sum(number), max(changed_at) FROM gone
    GROUP BY kind, listing, CASE WHEN changed_at > clock_timestamp() THEN changed_at END;
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

RELIST_ALL = """
CREATE FUNCTION posts_relist_all() RETURNS void LANGUAGE plpgsql
SET work_mem = '128MB' SET maintenance_work_mem = '256MB' AS $$
-- Makes everything anew. Indexes are built from sorted rows, which is many times faster.
DECLARE
    statement text;
    statements text[];
BEGIN
    PERFORM pg_advisory_xact_lock(725, 1);
    LOCK posts_listedpost, posts_listingtotal, posts_listingweek IN ACCESS EXCLUSIVE MODE;
    -- The planner knows nothing of tables that have just been filled.
    ANALYZE posts_post (id, status, category_id);
    ANALYZE posts_posttag;
    ANALYZE posts_byline;
    TRUNCATE posts_listedpost, posts_listingtotal, posts_listingweek;
    SELECT array_agg(pg_get_indexdef(indexrelid)) INTO statements
    FROM pg_index WHERE indrelid = 'posts_listedpost'::regclass AND NOT indisprimary;
    SELECT statements || array_agg(format(
        'ALTER TABLE posts_listedpost ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)
    )) INTO statements
    FROM pg_constraint WHERE conrelid = 'posts_listedpost'::regclass AND contype = 'p';
    FOR statement IN
        SELECT format('DROP INDEX %s', indexrelid::regclass)
        FROM pg_index WHERE indrelid = 'posts_listedpost'::regclass AND NOT indisprimary
        UNION ALL
        SELECT format('ALTER TABLE posts_listedpost DROP CONSTRAINT %I', conname)
        FROM pg_constraint WHERE conrelid = 'posts_listedpost'::regclass AND contype = 'p'
    LOOP
        EXECUTE statement;
    END LOOP;
    INSERT INTO posts_listedpost (kind, listing, at, post_id)
    SELECT kind, listing, at, post_id FROM posts_listing_rows ORDER BY 1, 2, 3, 4;
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
    INSERT INTO posts_listingtotal (kind, listing, number, changed_at)
    SELECT kind, listing, count(*), max(changed_at) FROM posts_listing_rows
    GROUP BY kind, listing, CASE WHEN changed_at > clock_timestamp() THEN changed_at END
    ORDER BY 1, 2;
    INSERT INTO posts_listingweek (kind, listing, week, number)
    SELECT kind, listing, posts_listing_week(at), count(*) FROM posts_listedpost
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
    ANALYZE posts_listedpost;
    ANALYZE posts_listingtotal;
    ANALYZE posts_listingweek;
END
$$
"""

POSTS_CHANGED = """
CREATE FUNCTION posts_posts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM posts_list(
            ARRAY(SELECT id FROM new_rows WHERE status = 'published'), NULL, TRUE
        );
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM posts_list(
            ARRAY(SELECT id FROM old_rows WHERE status = 'published'), NULL, FALSE
        );
    ELSE
        PERFORM posts_list(ARRAY(
            SELECT DISTINCT id FROM (
                (SELECT id, status, published_at, updated_at, modified_at, category_id FROM old_rows
                EXCEPT
                SELECT id, status, published_at, updated_at, modified_at, category_id FROM new_rows)
                UNION ALL
                (SELECT id, status, published_at, updated_at, modified_at, category_id FROM new_rows
                EXCEPT
                SELECT id, status, published_at, updated_at, modified_at, category_id FROM old_rows)
            ) differing WHERE status = 'published'
        ), NULL, TRUE);
    END IF;
    RETURN NULL;
END
$$
"""

# The article's row is locked, so that who changes it at the same time and who changes its tags do
# not each list what the other has made obsolete.
NAMES_CHANGED = """
CREATE FUNCTION {table}_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    posts bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        posts := ARRAY(SELECT DISTINCT {post} FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        posts := ARRAY(SELECT DISTINCT {post} FROM old_rows);
    ELSE
        posts := ARRAY(
            SELECT {post} FROM (
                (SELECT {post}, {name} FROM old_rows EXCEPT SELECT {post}, {name} FROM new_rows)
                UNION ALL
                (SELECT {post}, {name} FROM new_rows EXCEPT SELECT {post}, {name} FROM old_rows)
            ) differing GROUP BY 1
        );
    END IF;
    PERFORM FROM posts_post WHERE id = ANY(posts) ORDER BY id FOR NO KEY UPDATE;
    PERFORM posts_list(posts, {kind}::smallint, FALSE);
    RETURN NULL;
END
$$
"""

# Before any row of the tree is locked, for who lists a post waits for such a row in turn.
TREE_CHANGES = """
CREATE FUNCTION posts_tree_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(725, 1);
    RETURN NULL;
END
$$
"""

TREE_CHANGED = """
CREATE FUNCTION posts_tree_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM posts_list(ARRAY(
        WITH RECURSIVE below(id) AS (
            SELECT id FROM (
                SELECT id, parent_id FROM new_rows EXCEPT SELECT id, parent_id FROM old_rows
            ) moved
            UNION
            SELECT c.id FROM categories_category c JOIN below ON c.parent_id = below.id
        )
        SELECT p.id FROM posts_post p
        WHERE p.status = 'published' AND p.category_id IN (SELECT id FROM below)
    ), 1::smallint, FALSE);
    RETURN NULL;
END
$$
"""

EMPTIED = """
CREATE FUNCTION posts_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
-- After a TRUNCATE of what the listings of these kinds are made of.
BEGIN
    DELETE FROM posts_listedpost WHERE kind = ANY(TG_ARGV::smallint[]);
    DELETE FROM posts_listingtotal WHERE kind = ANY(TG_ARGV::smallint[]);
    DELETE FROM posts_listingweek WHERE kind = ANY(TG_ARGV::smallint[]);
    RETURN NULL;
END
$$
"""

# Of each table: what its changes call, and the kinds of listings that are empty when it is.
TABLES = {
    "posts_post": ("posts_posts_changed", "0, 1, 2, 3, 4"),
    "posts_posttag": ("posts_posttag_changed", "2"),
    "posts_byline": ("posts_byline_changed", "3"),
}
ROWS_OF = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}


def statements():
    """Return every statement that makes the functions and triggers, in order."""
    made = [WEEK, ROWS, SUM_UP, LIST, RELIST_ALL, POSTS_CHANGED, TREE_CHANGES, TREE_CHANGED]
    made += [
        NAMES_CHANGED.format(
            table="posts_posttag", post="content_object_id", name="tag_id", kind=2
        ),
        NAMES_CHANGED.format(table="posts_byline", post="post_id", name="author_id", kind=3),
        EMPTIED,
    ]
    for table, (function, kinds) in TABLES.items():
        made += [
            f"CREATE TRIGGER posts_listed_{event.lower()} AFTER {event} ON {table}"
            f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
            for event, rows in ROWS_OF.items()
        ]
        made.append(
            f"CREATE TRIGGER posts_listed_truncate AFTER TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION posts_emptied({kinds})"
        )
    made += [
        "CREATE TRIGGER posts_listed_before BEFORE UPDATE OF parent_id ON categories_category"
        " FOR EACH STATEMENT EXECUTE FUNCTION posts_tree_changes()",
        "CREATE TRIGGER posts_listed_update AFTER UPDATE ON categories_category"
        f" REFERENCING {ROWS_OF['UPDATE']} FOR EACH STATEMENT"
        " EXECUTE FUNCTION posts_tree_changed()",
        # Sums are read while rows come and go all the time.
        "ALTER TABLE posts_listingtotal SET (autovacuum_vacuum_scale_factor = 0.02)",
        "ALTER TABLE posts_listingweek SET (autovacuum_vacuum_scale_factor = 0.02)",
        "ALTER TABLE posts_listedpost SET (autovacuum_vacuum_insert_scale_factor = 0.02)",
        "SELECT posts_relist_all()",
    ]
    return made


def create(apps, schema_editor):
    zone = schema_editor.quote_value(settings.TIME_ZONE)
    for statement in [TIME_ZONE.format(zone), *statements()]:
        schema_editor.execute(statement, None)


def drop(apps, schema_editor):
    functions = [
        *(f"{function}()" for function, _kinds in TABLES.values()),
        "posts_tree_changes()",
        "posts_tree_changed()",
        "posts_emptied()",
        "posts_relist_all()",
        "posts_list(bigint[], smallint, boolean)",
        "posts_sum_up(bigint[])",
        "posts_listing_week(timestamptz)",
    ]
    for function in functions:
        schema_editor.execute(f"DROP FUNCTION {function} CASCADE")  # and its triggers
    schema_editor.execute("DROP VIEW posts_listing_rows")
    schema_editor.execute("DROP FUNCTION posts_site_time_zone()")


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0006_tell_of_changes"),
        ("categories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedPost",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "listing",
                        "at",
                        "post_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.SmallIntegerField(choices=KINDS)),
                ("listing", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="listed",
                        to="posts.post",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="ListingTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.SmallIntegerField(choices=KINDS)),
                ("listing", models.BigIntegerField()),
                ("number", models.IntegerField()),
                ("changed_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["kind", "listing"],
                        include=("number", "changed_at"),
                        name="listing_total",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListingWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.SmallIntegerField(choices=KINDS)),
                ("listing", models.BigIntegerField()),
                ("week", models.IntegerField()),
                ("number", models.IntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["kind", "listing", "week"], include=("number",), name="listing_week"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(
                    ("status", "published"), ("updated_at__gt", models.F("published_at"))
                ),
                fields=["updated_at"],
                name="post_updated",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
