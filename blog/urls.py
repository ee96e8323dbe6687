"""The reader's addresses, put together from the apps that own them."""

from django.urls import include, path

urlpatterns = [
    path("", include("blog.site.urls")),
    path("", include("blog.posts.urls")),
    path("", include("blog.media.urls")),
]
