"""Static files under names that change with their content."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class StaticFiles(ManifestStaticFilesStorage):
    """Django's storage, which also rewrites the imports of JavaScript modules.

    A module is asked for by the name that its importer gives. Without this, browsers would keep
    old parts of the composer beside new ones.
    """

    support_js_module_import_aggregation = True
