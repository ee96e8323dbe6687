"""Where to report a vulnerability, for who looks for it at the usual address (RFC 9116)."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.site.addresses import absolute
from blog.site.identity import HTML_LANGUAGES

VALID_MONTHS = 7


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer with the operator's contact; 404 where none is set.

    It is valid until the beginning of a month, six to seven months ahead: the standard wants less
    than a year, and the text stays the same for a month.
    """
    if not settings.SECURITY_CONTACT:
        raise Http404
    # The site's language first: a person reads both orders the same, RFC 9116 knows no order.
    own = HTML_LANGUAGES[settings.LANGUAGE_CODE].partition("-")[0]
    languages = sorted({code.partition("-")[0] for code in HTML_LANGUAGES.values()} - {own})
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {_end(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join([own, *languages])}",
        f"Canonical: {absolute(request.path)}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _end(now: datetime) -> datetime:
    now = now.astimezone(UTC)
    years, month = divmod(now.month - 1 + VALID_MONTHS, 12)
    return datetime(now.year + years, month + 1, 1, tzinfo=UTC)
