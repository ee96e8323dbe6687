"""Every process is told when what pages show has changed."""

from django.db import migrations, models

from blog.page_cache.migration_operations import TellOfChanges


class Migration(migrations.Migration):
    dependencies = [("posts", "0005_search"), ("page_cache", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="significantupdate",
            index=models.Index(fields=["at"], name="significant_update_at"),
        ),
        TellOfChanges(
            "Post",
            "Byline",
            "PostTag",
            "Tag",
            "Series",
            "Redirect",
            "SignificantUpdate",
            "RelatedPost",
        )
    ]
