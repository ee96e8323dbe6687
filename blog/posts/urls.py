"""Addresses of every page that shows posts."""

from django.urls import path, register_converter

from blog.posts import article_views, card_views, listing_views, sitemaps, vocabulary_views
from blog.posts.address_parts import FeedFormat, Month, UnicodeSlug, Year
from blog.posts.feeds import formula_pictures
from blog.posts.feeds import views as feeds
from blog.posts.search import views as search

register_converter(UnicodeSlug, "uslug")
register_converter(FeedFormat, "feed_format")
register_converter(Year, "year")
register_converter(Month, "month")

app_name = "posts"
urlpatterns = [
    path("", listing_views.LatestView.as_view(), name="latest"),
    path("posts/<uslug:slug>/", article_views.PostDetailView.as_view(), name="detail"),
    path("posts/<uslug:slug>/preview/", article_views.PostPreviewView.as_view(), name="preview"),
    path("drafts/<str:token>/", article_views.DraftView.as_view(), name="draft"),
    path("categories/", vocabulary_views.CategoriesView.as_view(), name="categories"),
    path("categories/<uslug:slug>/", listing_views.CategoryView.as_view(), name="category"),
    path("tags/", vocabulary_views.TagsView.as_view(), name="tags"),
    path("tags/<uslug:slug>/", listing_views.TagView.as_view(), name="tag"),
    path("authors/", vocabulary_views.AuthorsView.as_view(), name="authors"),
    path("authors/<uslug:slug>/", listing_views.AuthorView.as_view(), name="author"),
    path("series/", vocabulary_views.AllSeriesView.as_view(), name="all_series"),
    path("series/<uslug:slug>/", listing_views.SeriesView.as_view(), name="series"),
    path("archive/", vocabulary_views.ArchiveView.as_view(), name="archive"),
    path("archive/<year:year>/", listing_views.YearView.as_view(), name="year"),
    path("archive/<year:year>/<month:month>/", listing_views.MonthView.as_view(), name="month"),
    path("feed.<feed_format:format>", feeds.LatestFeed.as_view(), name="feed"),
    path(
        "categories/<uslug:slug>/feed.<feed_format:format>",
        feeds.CategoryFeed.as_view(),
        name="category_feed",
    ),
    path("tags/<uslug:slug>/feed.<feed_format:format>", feeds.TagFeed.as_view(), name="tag_feed"),
    path(
        "authors/<uslug:slug>/feed.<feed_format:format>",
        feeds.AuthorFeed.as_view(),
        name="author_feed",
    ),
    path("cards/<uuid:uid>-<slug:digest>.png", card_views.card, name="card"),
    path("formulas/<uuid:uid>/<str:digest>.svg", formula_pictures.formula, name="formula"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("opensearch.xml", search.opensearch_description, name="opensearch"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
