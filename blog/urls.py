"""The reader's addresses, put together from the apps that own them."""

from django.urls import include, path

from blog.icons import favicon

urlpatterns = [
    path("favicon.ico", favicon),
    path("", include("blog.posts.urls")),
    path("", include("blog.media.urls")),
]
