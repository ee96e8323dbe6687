from django.urls import path

from accounts.session import session
from accounts.views import choose_language, enter_by_link

app_name = "accounts"
urlpatterns = [
    path("enter/<int:user_id>/<str:token>/", enter_by_link, name="enter"),
    path("language/", choose_language, name="language"),
    path("session/", session, name="session"),
]
