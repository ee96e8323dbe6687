from django.apps import AppConfig


class ImportersConfig(AppConfig):
    """Formats in; no models of its own."""

    name = "blog.importers"
    label = "importers"
