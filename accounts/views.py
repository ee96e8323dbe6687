"""Logging in by a one-time link."""

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.login_links import opens_login
from accounts.models import User


@never_cache
@require_GET
def enter_by_link(request: HttpRequest, user_id: int, token: str) -> HttpResponse:
    """Log in whoever holds a good link and go to the admin; else say how to get another."""
    with transaction.atomic():
        # Locked, so that of two requests with one link only the first is let in.
        user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
        if user is not None and opens_login(user, token):
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("admin:index")
    return render(request, "accounts/link_spent.html", status=403)
