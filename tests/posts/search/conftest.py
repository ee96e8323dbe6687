"""Articles of several kinds, to be found and told apart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.posts.models import Series
from tests.factories import make_author, make_category, make_post


@pytest.fixture
def library(db):
    """Articles of several kinds."""
    top = make_category("机器学习")
    below = make_category("优化", parent=top)
    lin, wu = make_author("林知夏"), make_author("Wu Fan")
    series = Series.objects.create(title="Search from scratch", slug="search-from-scratch")
    day = timezone.now() - timedelta(days=900)
    make_post("A", body="模型 model", category=below, authors=[lin], tags=["深度学习"],
              published_at=day.replace(year=2024))  # fmt: skip
    make_post("B", body="模型 model", category=top, authors=[lin, wu], tags=["Deep learning"],
              published_at=day.replace(year=2025))  # fmt: skip
    make_post("C", body="模型", authors=[wu], tags=["深度学习", "C++"], series=series,
              series_position=1, published_at=day.replace(year=2025, month=2))  # fmt: skip
    return {"top": top, "below": below}
