"""Showing how far an import is: a bar on a terminal, a line for each stage elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import OutputWrapper
from tqdm import tqdm

from blog.importers.importing import Progress


class BarProgress:
    """A bar that vanishes when its stage is over."""

    def __init__(self) -> None:
        """Start without a bar; it goes to the standard error."""
        self._bar: Any = None

    def begin(self, what: str, total: int) -> None:
        """Show an empty bar."""
        self.end()
        self._bar = tqdm(total=total, desc=what, unit="file", leave=False, dynamic_ncols=True)

    def step(self) -> None:
        """Move the bar by one."""
        if self._bar is not None:
            self._bar.update()

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class LineProgress:
    """One line for each stage, for logs."""

    def __init__(self, stream: OutputWrapper) -> None:
        """Take where the lines go."""
        self._stream = stream

    def begin(self, what: str, total: int) -> None:
        """Say what begins."""
        self._stream.write(f"{what}: {total} files")

    def step(self) -> None:
        """Stay silent."""

    def end(self) -> None:
        """Stay silent."""


class NoProgress:
    """Silence."""

    def begin(self, what: str, total: int) -> None:
        """Stay silent."""

    def step(self) -> None:
        """Stay silent."""

    def end(self) -> None:
        """Stay silent."""


@contextmanager
def progress_on(lines: OutputWrapper, *, quiet: bool) -> Iterator[Progress]:
    """Give a bar if a terminal watches, else lines; the bar is gone when this ends."""
    progress: BarProgress | LineProgress | NoProgress
    if quiet:
        progress = NoProgress()
    else:
        progress = BarProgress() if sys.stderr.isatty() else LineProgress(lines)
    try:
        yield progress
    finally:
        progress.end()
