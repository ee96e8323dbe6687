"""From a row of the admin to its page on the site, for those who may see the row.

Django's own address for that looks up any row of any model for whoever may enter the admin: by
counting through the numbers, a contributor would find the address of every hidden article, and of
every draft link.
"""

from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase


def on_site(
    site: AdminSite, request: HttpRequest, content_type_id: str, object_id: str
) -> HttpResponseBase:
    """Redirect to the page of a row that the user finds in the admin; 404 for every other row."""
    if not _is_seen(site, request, content_type_id, object_id):
        raise Http404
    return shortcut(request, content_type_id, object_id)


def _is_seen(site: AdminSite, request: HttpRequest, content_type_id: str, object_id: str) -> bool:
    try:
        model = ContentType.objects.get_for_id(int(content_type_id)).model_class()
        model_admin = site.get_model_admin(model) if model else None
    except (ValueError, ContentType.DoesNotExist, NotRegistered):
        return False
    if model_admin is None:
        return False
    row = model_admin.get_object(request, object_id)
    return row is not None and model_admin.has_view_permission(request, row)
