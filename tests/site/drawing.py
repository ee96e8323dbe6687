"""Templates of readers' pages, given as text."""

from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2

ENVIRONMENT = cast("Jinja2", engines["jinja2"]).env


def drawn(template: str, **context: object) -> str:
    """Return what a template draws."""
    return ENVIRONMENT.from_string(template).render(context)
