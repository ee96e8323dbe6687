"""Every process is told when what pages show has changed."""

from django.db import migrations

from blog.page_cache.migration_operations import TellOfChanges


class Migration(migrations.Migration):
    dependencies = [("authors", "0002_avatars_and_links"), ("page_cache", "0001_initial")]
    operations = [TellOfChanges("Author", "AuthorLink")]
