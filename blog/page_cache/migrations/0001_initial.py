"""What the triggers of other apps' tables call."""

from django.db import migrations

CREATE = """
CREATE FUNCTION page_cache_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY page_cache;
    RETURN NULL;
END
$$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION page_cache_changed()")]
