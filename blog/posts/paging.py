"""The pages of a list: which of them is asked for, and the links from it to the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest

from blog.posts.whole_numbers import whole_number


@dataclass(frozen=True)
class Paging:
    """What links from a page to the others; the addresses are `""` where there is no page."""

    number: int
    """Of the page itself, from 1."""
    previous_url: str
    next_url: str
    pages: list[tuple[int | str, str]]
    """The numbers near to this one, the first and the last, each with its address; an ellipsis
    without one stands for those between."""


def asked_page(request: HttpRequest) -> int:
    """Return the number of the page that the query string asks for, 1 if none.

    Raises:
        Http404: it is not written as a whole number from 1 on is.
    """
    text = request.GET.get("page", "1")
    number = whole_number(text)
    if not number or text[0] == "0":
        raise Http404
    return number


def paging(page: Page[Any], address: Callable[[int], str]) -> Paging | None:
    """Return the links from a page, None if it is the only one.

    Args:
        page: the page that is shown.
        address: gives the address of the page with a number.
    """
    count = page.paginator.num_pages
    if count < 2:
        return None
    # Around the second page on the first, so that three numbers are always near.
    middle = min(max(page.number, 2), max(count - 1, 1))
    numbers = page.paginator.get_elided_page_range(middle, on_each_side=1, on_ends=1)
    return Paging(
        number=page.number,
        previous_url=address(page.number - 1) if page.number > 1 else "",
        next_url=address(page.number + 1) if page.number < count else "",
        pages=[(one, address(one) if isinstance(one, int) else "") for one in numbers],
    )
