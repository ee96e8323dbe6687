from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PostsConfig(AppConfig):
    name = "blog.posts"
    label = "posts"
    verbose_name = _("Posts")

    def ready(self) -> None:
        # Imports models, which are not loaded when this module is.
        from blog.posts.listings.time_zone import follow_time_zone

        post_migrate.connect(follow_time_zone, sender=self)
