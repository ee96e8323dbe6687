"""The site, as if something had changed elsewhere before each request: no page is as fresh as that,
and none has to be drawn again.

The cache listens to nobody; what a request changes is heard of by its own process only. When time
alone changes a page next is not looked up, which is done once a change and not for each page.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from blog.page_cache.application import PageCache
from blog.page_cache.freshness import Freshness
from blog.page_cache.listening import Listener

_django = get_wsgi_application()
_freshness = Freshness(lambda _now: None)
_freshness.prove()
_site = PageCache(
    _django,
    freshness=_freshness,
    listener=Listener(_freshness),
    limit=settings.PAGE_CACHE_MB * 1024 * 1024,
)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the site does after a change of something that the page does not show."""
    _freshness.change()
    return _site(environ, start_response)
