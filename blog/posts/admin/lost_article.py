"""What is answered to a save of an article that cannot be saved any more: the text is kept."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from blog.posts.admin.article_page import PostAdmin
from blog.posts.models import Post
from blog.posts.whole_numbers import whole_number


def answer(
    post_admin: PostAdmin, request: HttpRequest, object_id: str | None
) -> HttpResponse | None:
    """Lock the article that a form wants to save, or answer with the form of a new one.

    To be called in the transaction of the save, before it.

    Returns:
        None if the article may be saved, or if nothing was posted for one. A form that holds what
        was posted, and makes a new article, if it was deleted (410) or if the user may not change
        it any more (403).
    """
    number = whole_number(unquote(object_id or ""))
    is_form = request.method == "POST" and "base_version" in request.POST
    if number is None or not (is_form and post_admin.has_add_permission(request)):
        return None
    post = Post.objects.select_for_update().filter(pk=number).first()
    if post is not None and post_admin.has_change_permission(request, post):
        return None
    if post is None:
        said, status = _("This article was deleted while you had it open."), 410
    else:
        said, status = _("You may not change this article, or not any more."), 403
    messages.error(request, said)
    posted = request.POST.copy()
    posted["base_version"] = str(post.version if post else 1)  # an article, which is not there
    request.POST = posted  # type: ignore[assignment]  # Django lets it be set
    response = post_admin.changeform_view(request, form_url=reverse("admin:posts_post_add"))
    response.status_code = status
    return response
