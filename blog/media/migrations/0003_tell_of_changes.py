"""Every process is told when what pages show has changed."""

from django.db import migrations

from blog.page_cache.migration_operations import TellOfChanges


class Migration(migrations.Migration):
    dependencies = [("media", "0002_attachments_and_copies"), ("page_cache", "0001_initial")]
    operations = [TellOfChanges("MediaFile")]
