from django.urls import path

from accounts.views import enter_by_link

app_name = "accounts"
urlpatterns = [path("enter/<int:user_id>/<str:token>/", enter_by_link, name="enter")]
