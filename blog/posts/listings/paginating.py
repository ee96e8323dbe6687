"""What a paginator divides into pages when it is to show one of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, overload

from blog.posts.listings.listing import PostListing
from blog.posts.listings.slices import slice_of


class ListedPosts(Sequence[int]):
    """A listing's posts by number, of which one page is at hand; all others are only counted.

    One query.
    """

    def __init__(self, listing: PostListing, page: int, size: int, now: datetime) -> None:
        """
        Args:
            listing: what is paged.
            page: the number of the page, from 1; it may lie past the end.
            size: how many posts a page has.
            now: the moment up to which articles have been published.
        """
        self._start = (page - 1) * size
        found = slice_of(listing, self._start, self._start + size, now)
        self._total = found.total
        self._pks = found.pks

    def __len__(self) -> int:
        """How many posts of the whole listing readers see."""
        return self._total

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """Return the numbers of posts of the page that is at hand.

        Raises:
            IndexError: they are not on it.
        """
        if isinstance(index, int):
            return self[index : index + 1][0]
        if index.start != self._start:
            raise IndexError("Only one page of a listing is at hand.")
        return self._pks[: index.stop - index.start]
