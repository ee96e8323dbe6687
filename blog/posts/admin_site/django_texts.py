"""Texts of Django's own admin that its Chinese lacks, so that our catalogue can have them.

Nothing reads this list; it is here for `makemessages`. Names of fields are those that Django's log
keeps, which begin with a capital.
"""

from django.utils.translation import gettext_noop

TEXTS = (
    gettext_noop("- Select an option -"),
    gettext_noop("Filter by %(field_name)s"),
    gettext_noop("Body"),
    gettext_noop("Summary"),
    gettext_noop("Slug"),
    gettext_noop("Language"),
    gettext_noop("Category"),
    gettext_noop("Series"),
    gettext_noop("Part"),
    gettext_noop("Cover"),
    gettext_noop("Status"),
    gettext_noop("Publication date"),
    gettext_noop("Canonical URL"),
    gettext_noop("Name"),
    gettext_noop("Parent"),
    gettext_noop("Description"),
    gettext_noop("Login"),
    gettext_noop("Biography"),
    gettext_noop("Website"),
    gettext_noop("Original name"),
    gettext_noop("Alternative text"),
    gettext_noop("Role"),
    gettext_noop("Language of the admin"),
    gettext_noop("Old path"),
    gettext_noop("Post"),
)
