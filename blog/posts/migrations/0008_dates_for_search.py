from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0007_listings"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["updated_at"], name="post_by_update"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["published_at", "updated_at", "id"],
                include=["status"],
                name="post_by_dates",
            ),
        ),
    ]
