"""The pictures of formulas that feeds show, drawn when they are asked for."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from blog.markup.mathematics.drawing import draw
from blog.markup.syndication import formula_of
from blog.page_cache.declaring import kept
from blog.posts.models import Post
from blog.site.addresses import absolute
from blog.site.lifetimes import ONE_YEAR


def picture_url(uid: UUID, digest: str) -> str:
    """Return the absolute address of the picture of a formula in an article."""
    return absolute(reverse("posts:formula", args=[uid, digest]))


@kept(is_passing=True)
@require_safe
# A picture that is opened by itself keeps its own style, which nobody but us has written.
@csp_override({"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "sandbox": [""]})
def formula(request: HttpRequest, uid: UUID, digest: str) -> HttpResponse:
    """Answer with the picture of a formula that a published article has now; one query.

    Nothing is drawn that readers cannot see in the article, so the address makes no work that a
    stranger could choose. A reader that shows an old text shows the picture's TeX instead.
    """
    visible = Post.objects.published(timezone.now()).only("body_html")
    found = formula_of(get_object_or_404(visible, uid=uid).body_html, digest)
    picture = draw(found) if found else None
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")
    # The address is made from the formula.
    patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    response["Access-Control-Allow-Origin"] = "*"
    return response
