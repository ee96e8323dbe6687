from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    name = "blog.page_cache"
    label = "page_cache"
