from django.urls import path

from blog.media.views import serve_file

app_name = "media"
urlpatterns = [path("media/<path:path>", serve_file, name="file")]
