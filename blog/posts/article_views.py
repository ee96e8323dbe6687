"""The page of an article: as everybody reads it, before that, and as a draft behind a link."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.views.generic import DetailView

from blog.page_cache.declaring import as_before, kept
from blog.posts import rights
from blog.posts.article_loading import Article, published_article, whole_article
from blog.posts.metadata.articles import for_article, for_preview
from blog.posts.metadata.page import PageMetadata
from blog.posts.models import DraftLink, Post, SignificantUpdate
from blog.posts.surroundings import Surroundings


@method_decorator(kept(), name="dispatch")
class PostDetailView(DetailView[Post]):
    """An article; one query, whatever hangs on it."""

    template_name = "posts/post_detail.html"
    context_object_name = "post"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.now = timezone.now()
        article = self.article()
        if article is None:
            raise Http404
        self.object, self.around = article.post, article.around
        self.updates = self.updates_to_tell()
        shown_updates = [update.at for update in self.updates]
        return as_before(request, (article.fingerprint, *shown_updates)) or self.render_to_response(
            self.get_context_data()
        )

    def updates_to_tell(self) -> list[SignificantUpdate]:
        """What readers are told of; one that was marked for later may lie ahead."""
        updates = self.object.significant_updates.all()
        return [update for update in updates if update.at <= self.now]

    def article(self) -> Article | None:
        """The article that is asked for, None if whoever asks does not see it."""
        return published_article(self.kwargs["slug"], self.now)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            metadata=self.metadata(self.around),
            updates=self.updates,
            edit_url=self.edit_url(),
            is_hidden=not self.object.is_visible(self.now),
            **vars(self.around),
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Keep the page of who is logged in, which may lead to the form, from being shared."""
        response = super().render_to_response(context, **kwargs)
        if self.is_logged_in():
            patch_cache_control(response, private=True, no_store=True)
        return response

    def metadata(self, around: Surroundings) -> PageMetadata:
        """What the page's head says to machines."""
        return for_article(self.object, translations=around.translations)

    def edit_url(self) -> str:
        """The address of the article's form for those who may change it, else `""`.

        Costs no query for a visitor without a login.
        """
        if not self.is_logged_in() or not rights.may_change(self.request.user, self.object):
            return ""
        return reverse("admin:posts_post_change", args=[self.object.pk])

    def is_logged_in(self) -> bool:
        """Whether a user asks; without the cookie of a session none is looked for."""
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES and (
            self.request.user.is_authenticated
        )


def never_kept(response: HttpResponseBase) -> HttpResponseBase:
    """Keep a page of a draft out of caches and search engines, and its address to itself."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


class PostPreviewView(PostDetailView):
    """An article as its readers will see it, for those who may see it before them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        return never_kept(response)

    def article(self) -> Article | None:
        # To everybody else the article does not exist.
        seen = rights.posts_seen_by(self.request.user).filter(slug=self.kwargs["slug"])
        pk = seen.values_list("pk", flat=True).first()
        return None if pk is None else whole_article(pk, self.now)

    def metadata(self, around: Surroundings) -> PageMetadata:
        return for_preview(self.object)


class DraftView(PostDetailView):
    """A draft as its readers will see it, for whoever holds its unguessable link.

    Once the article is published the link leads to it; one that has ended says so (410).
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.kwargs["token"].isprintable():
            raise Http404  # PostgreSQL would refuse to look for it
        now = timezone.now()
        link = get_object_or_404(
            DraftLink.objects.select_related("post").only(
                "token", "expires_at", "revoked_at", "post__slug", "post__status",
                "post__published_at",
            ),
            token=self.kwargs["token"],
        )  # fmt: skip
        if link.post.is_visible(now):
            return never_kept(HttpResponseRedirect(link.post.get_absolute_url()))
        if not link.is_open(now):
            return never_kept(render(request, "posts/draft_ended.html", status=410))
        self.link = link
        return never_kept(super().dispatch(request, *args, **kwargs))

    def article(self) -> Article | None:
        return whole_article(self.link.post_id, self.now)

    def metadata(self, around: Surroundings) -> PageMetadata:
        return for_preview(self.object)
