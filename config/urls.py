"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from config.health import alive, ready

handler400 = "blog.posts.errors.bad_request"
handler404 = "blog.posts.errors.page_not_found"
handler500 = "blog.posts.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("healthz", alive),
    path("readyz", ready),
    path("", include("blog.urls")),
]
