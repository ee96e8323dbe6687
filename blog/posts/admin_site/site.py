"""The admin's site: Django's, with a front page for those who write."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.posts.admin_site.dashboard import panels_for
from blog.posts.admin_site.quick_search import quick_search


class BlogAdminSite(AdminSite):
    """`config.admin_app` makes it the one that `django.contrib.admin.site` stands for."""

    site_header = site_title = settings.SITE_NAME

    def get_urls(self) -> list[URLResolver | URLPattern]:
        search = self.admin_view(require_safe(partial(quick_search, self)))
        return [path("search/", search, name="quick_search"), *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        now = timezone.now()
        context = {
            "panels": panels_for(request.user, now),
            "site_time_zone": timezone.get_default_timezone_name(),
            "may_write": request.user.has_perm("posts.add_post"),
        }
        return super().index(request, {**context, **(extra_context or {})})
