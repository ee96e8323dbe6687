"""Roles in place of flags and groups.

Whoever was a superuser is an administrator, other staff are editors, and nobody else enters the admin.
"""

from django.db import migrations, models


def give_roles(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    users.filter(is_superuser=True).update(role="administrator", is_staff=True)
    users.filter(is_superuser=False, is_staff=True).update(role="editor")


class Migration(migrations.Migration):

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterModelManagers(name="user", managers=[]),
        migrations.AddField(
            model_name="user",
            name="admin_language",
            field=models.CharField(
                blank=True,
                choices=[("", "The site’s language"), ("zh-hans", "中文"), ("en", "English")],
                default="",
                help_text="The buttons at the top of the admin change it as well.",
                max_length=10,
                verbose_name="language of the admin",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "No role"),
                    ("contributor", "Contributor"),
                    ("author", "Author"),
                    ("editor", "Editor"),
                    ("administrator", "Administrator"),
                ],
                default="",
                help_text="Contributors write their own drafts and submit them for review; authors also publish their own; editors look after everybody’s work; administrators also manage users. Without a role nobody enters the admin.",
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_staff", False), ("is_superuser", False), ("role", "")),
                    models.Q(
                        ("is_staff", True),
                        ("is_superuser", False),
                        ("role__in", ["contributor", "author", "editor"]),
                    ),
                    models.Q(
                        ("is_staff", True), ("is_superuser", True), ("role", "administrator")
                    ),
                    _connector="OR",
                ),
                name="accounts_user_flags_follow_role",
            ),
        ),
    ]
