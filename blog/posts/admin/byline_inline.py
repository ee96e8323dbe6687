"""The article's authors, in its form in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from blog.posts import rights
from blog.posts.forms.bylines import BylineForm, BylineFormSet
from blog.posts.models import Byline, Post


class BylineInline(admin.TabularInline[Byline, Post]):
    """Who is named above the article; editors decide, others see it."""

    model = Byline
    form = BylineForm
    formset = BylineFormSet  # type: ignore[assignment]  # the stubs know no form but their own
    autocomplete_fields = ["author"]
    extra = 1
    ordering = ["position", "pk"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.may_change = self.has_change_permission(request, obj)  # a class for this request
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_editor(request.user) or (
            obj is not None and rights.may_see(request.user, obj)
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_editor(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_editor(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_editor(request.user)
