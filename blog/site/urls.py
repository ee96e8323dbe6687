"""Addresses of the site as a whole."""

from django.urls import path

from blog.site.icons import favicon
from blog.site.security_txt import security_txt
from blog.site.theme import choose_theme
from blog.site.web_manifest import manifest

urlpatterns = [
    path("favicon.ico", favicon),
    path("site.webmanifest", manifest, name="manifest"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("theme/", choose_theme, name="theme"),
]
