"""The admin's site: Django's, with a front page for those who write."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logged_in import logged_in
from blog.posts.admin_site.dashboard import panels_for
from blog.posts.admin_site.on_site import on_site
from blog.posts.admin_site.quick_search import quick_search


class BlogAdminSite(AdminSite):
    """`config.admin_app` makes it the one that `django.contrib.admin.site` stands for."""

    site_header = site_title = settings.SITE_NAME

    def get_urls(self) -> list[URLResolver | URLPattern]:
        search = self.admin_view(require_safe(partial(quick_search, self)))
        to_page = self.admin_view(partial(on_site, self))
        return [
            path("search/", search, name="quick_search"),
            # Before Django's own, which asks for no right to the row.
            path("r/<path:content_type_id>/<path:object_id>/", to_page, name="view_on_site"),
            *super().get_urls(),
        ]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.GET.get("term", ""):
            raise BadRequest  # PostgreSQL would refuse to look for it
        return super().autocomplete_view(request)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        now = timezone.now()
        context = {
            "panels": panels_for(logged_in(request), now),
            "site_time_zone": timezone.get_default_timezone_name(),
            "may_write": request.user.has_perm("posts.add_post"),
        }
        return super().index(request, {**context, **(extra_context or {})})
