from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

# Wide columns leave the table's own pages, so that reading what is narrow of many rows, as search
# does, reads few pages. Title and slug stay. What is not compressed is looked at faster.
NARROW_ROWS = """
ALTER TABLE posts_post SET (toast_tuple_target = 640);
ALTER TABLE posts_post
    ALTER COLUMN title SET STORAGE MAIN,
    ALTER COLUMN slug SET STORAGE MAIN,
    ALTER COLUMN search_text SET STORAGE EXTERNAL,
    ALTER COLUMN search_vector SET STORAGE EXTERNAL;
"""
AS_BEFORE = """
ALTER TABLE posts_post RESET (toast_tuple_target);
ALTER TABLE posts_post
    ALTER COLUMN title SET STORAGE EXTENDED,
    ALTER COLUMN slug SET STORAGE EXTENDED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("posts", "0004_reading"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="search_digest",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="post",
            name="search_is_cut",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="post",
            name="search_text",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="post",
            name="search_vector",
            field=SearchVectorField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="post",
            name="search_version",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="post",
            name="subject_vector",
            field=SearchVectorField(default="", editable=False),
        ),
        migrations.RunSQL(NARROW_ROWS, AS_BEFORE),
        migrations.AddIndex(
            model_name="post",
            index=GinIndex(
                condition=models.Q(("status", "published")),
                fastupdate=False,
                fields=["search_vector"],
                name="post_search",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=GinIndex(
                condition=models.Q(("status", "published")),
                fastupdate=False,
                fields=["subject_vector"],
                name="post_subject",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("search_is_cut", True), ("status", "published")),
                fields=["id"],
                name="post_search_cut",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["search_version"],
                name="post_search_version",
            ),
        ),
    ]
