"""The card of an article, at an address that changes with what it says."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from blog.page_cache.declaring import kept
from blog.posts.card_images import CARD_TYPE, card_of, card_url, words_of
from blog.posts.models import Post
from blog.site.lifetimes import ONE_HOUR, ONE_YEAR


@kept(is_passing=True)
@require_safe
def card(request: HttpRequest, uid: UUID, digest: str) -> HttpResponse:
    """Answer with the card of an article that readers see; three queries.

    A former address leads to the present card, since networks ask for it as long as a link to the
    article is shown anywhere. Only the present card is ever drawn, and only once, so that no
    address makes the server work.
    """
    now = timezone.now()
    post = get_object_or_404(Post.objects.published(now).for_list(), uid=uid)
    response: HttpResponse
    if digest != words_of(post).digest():
        # Not permanently: a name that is changed back has its former address again.
        response = HttpResponseRedirect(card_url(post))
        # Where a former address leads may change.
        patch_cache_control(response, public=True, max_age=ONE_HOUR)
        return response
    response = HttpResponse(card_of(post), content_type=CARD_TYPE)
    response["ETag"] = f'"{digest}"'
    # The middleware says it too, unless an operator has switched it off.
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    return response
