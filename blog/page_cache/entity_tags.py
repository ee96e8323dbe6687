"""Entity tags: by what a browser that has a page asks whether it is still so (RFC 9110, 8.8.3)."""

import hashlib

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils.http import quote_etag


def digest_of(body: bytes) -> str:
    """Return what stands for a body in its entity tag: 24 characters of its SHA-256."""
    return hashlib.sha256(body).hexdigest()[:24]


def digest_in(entity_tag: str) -> str:
    """Return what stands in an entity tag for the body, `""` if it does not say the very bytes."""
    return entity_tag[1:-1] if entity_tag.startswith('"') and entity_tag.endswith('"') else ""


class EntityTagMiddleware(ConditionalGetMiddleware):
    """Django's, with tags by SHA-256, which processors compute twice as fast as its MD5.

    What the page cache keeps has the tag that was made here.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Add the tag, and answer with 304 where nothing has changed."""
        content = b"" if response.streaming else getattr(response, "content", b"")
        is_untagged = request.method == "GET" and "ETag" not in response.headers
        if content and is_untagged and self.needs_etag(response):
            response.headers["ETag"] = quote_etag(digest_of(content))
        return super().process_response(request, response)
