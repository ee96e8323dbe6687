"""Logging in by a one-time link; choosing the admin's language."""

from http import HTTPStatus

from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.login_links import opens_login
from accounts.models import AdminLanguage, User
from accounts.role_permissions import BACKEND


@never_cache
@require_GET
def enter_by_link(request: HttpRequest, user_id: int, token: str) -> HttpResponse:
    """Log in whoever holds a good link and go to the admin; else say how to get another."""
    with transaction.atomic():
        # Locked, so that of two requests with one link only the first is let in.
        user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
        if user is not None and opens_login(user, token):
            login(request, user, backend=BACKEND)
            return redirect("admin:index")
    return render(request, "accounts/link_spent.html", status=403)


@never_cache
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language somebody wants the admin in (`language`), and go back (`next`)."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = reverse("admin:index")
    if not isinstance(request.user, User):
        # Not back to this address, which answers no GET.
        return redirect_to_login(back)
    language = request.POST.get("language", "")
    if language not in AdminLanguage.values:
        return HttpResponse(
            _("There is no such language. Choose one of: %(languages)s.")
            % {"languages": ", ".join(AdminLanguage.labels)},
            status=HTTPStatus.BAD_REQUEST,
            content_type="text/plain; charset=utf-8",
        )
    request.user.admin_language = language
    request.user.save(update_fields=["admin_language"])
    # Not `redirect`, which takes a word without a slash for the name of a view.
    return HttpResponseRedirect(back)
