"""Policies for pages of the admin that show an article in a frame, in the site's own look."""

from collections.abc import Callable, Collection, Mapping

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

type View = Callable[..., HttpResponseBase]

type Policy = Mapping[str, Collection[str]]

_WITH_FRAME: Policy = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
_IN_FRAME: Policy = {**settings.SECURE_CSP, "script-src": [CSP.NONE], "frame-ancestors": [CSP.SELF]}


def with_frame[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R]:
    """Let a page show another one of this site in a frame."""
    return csp_override(_WITH_FRAME)(view)


def in_frame(view: View) -> View:
    """Let a page stand in a frame of this site; no script runs in it."""
    return csp_override(_IN_FRAME)(xframe_options_sameorigin(view))
