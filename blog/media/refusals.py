"""Refusals: an English template and its values, so that each reader gets their own language."""

from django.utils.translation import gettext


class RefusedUpload(ValueError):  # noqa: N818  # a refusal is an answer, not a fault
    """A file that is not stored. ``str()`` says why in English, for logs and reports."""

    def __init__(self, template: str, **values: object) -> None:
        """Take a template marked by ``gettext_noop`` and the values for its placeholders."""
        super().__init__(template % values)
        self._template = template
        self._values = values

    @property
    def sentence(self) -> str:
        """Why, in the language that is active."""
        return gettext(self._template) % self._values


class TooLarge(RefusedUpload):
    """A file with more bytes than are stored; over HTTP that is status 413."""
