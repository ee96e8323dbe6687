import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def know_originals(apps, schema_editor):
    """Until now files were stored as they came."""
    apps.get_model("media", "MediaFile").objects.update(original_sha256=models.F("sha256"))


class Migration(migrations.Migration):

    dependencies = [
        ("media", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="mediafile",
            name="original_sha256",
            field=models.CharField(editable=False, help_text="Of the bytes that were sent, by which the same file is known again.", max_length=64, null=True, verbose_name="SHA-256 of the original"),
        ),
        migrations.RunPython(know_originals, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="mediafile",
            name="original_sha256",
            field=models.CharField(editable=False, help_text="Of the bytes that were sent, by which the same file is known again.", max_length=64, unique=True, verbose_name="SHA-256 of the original"),
        ),
        migrations.AddField(
            model_name='mediafile',
            name='alt',
            field=models.CharField(blank=True, help_text='What the picture shows, for those who do not see it. Proposed when the same picture is put into an article again.', max_length=500, verbose_name='alternative text'),
        ),
        migrations.AddField(
            model_name='mediafile',
            name='copies',
            field=models.JSONField(default=list, editable=False, help_text='Width in pixels and bytes of each.', verbose_name='smaller copies'),
        ),
        migrations.AddField(
            model_name='mediafile',
            name='kind',
            field=models.CharField(choices=[('picture', 'picture'), ('file', 'file')], default='picture', editable=False, max_length=10, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='mediafile',
            name='uploaded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
        ),
        migrations.AlterField(
            model_name='mediafile',
            name='height',
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name='height'),
        ),
        migrations.AlterField(
            model_name='mediafile',
            name='sha256',
            field=models.CharField(editable=False, help_text='Of the bytes that were stored first; the path is made from it.', max_length=64, unique=True, verbose_name='SHA-256'),
        ),
        migrations.AlterField(
            model_name='mediafile',
            name='width',
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name='width'),
        ),
        migrations.AddIndex(
            model_name='mediafile',
            index=models.Index(fields=['-created_at', '-id'], name='mediafile_newest'),
        ),
        migrations.AddConstraint(
            model_name='mediafile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('height__isnull', True), ('kind', 'file'), ('width__isnull', True)), models.Q(('height__isnull', False), ('kind', 'picture'), ('width__isnull', False)), _connector='OR'), name='mediafile_picture_has_size'),
        ),
    ]
