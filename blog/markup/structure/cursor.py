"""A line while containers take their prefixes off it."""

from __future__ import annotations

TAB_STOP = 4


class Cursor:
    """What is left of a line, with tabs understood as stops of 4 columns.

    `rest` is the text not yet taken, `column` the column (from 0) at which it starts. When a
    container takes only some of a tab's columns, spaces stand in for those left over
    (CommonMark 0.31.2, section 2.2).
    """

    __slots__ = ("_indent", "_width", "column", "rest")

    def __init__(self, line: str) -> None:
        self.rest = line
        self.column = 0
        self._measure()

    def _measure(self) -> None:
        column = self.column
        width = 0
        for character in self.rest:
            if character == " ":
                column += 1
            elif character == "\t":
                column += TAB_STOP - column % TAB_STOP
            else:
                break
            width += 1
        self._indent = column - self.column
        self._width = width

    @property
    def blank(self) -> bool:
        return self._width == len(self.rest)

    @property
    def indent(self) -> int:
        """Columns of white space ahead."""
        return self._indent

    @property
    def content(self) -> str:
        """The rest without its indentation."""
        return self.rest[self._width :]

    @property
    def content_column(self) -> int:
        return self.column + self._indent

    def take_columns(self, columns: int) -> None:
        """Take up to `columns` columns of white space."""
        index = 0
        end = self.column + columns
        padding = 0
        while self.column < end and index < len(self.rest):
            character = self.rest[index]
            if character == " ":
                self.column += 1
            elif character == "\t":
                stop = self.column + TAB_STOP - self.column % TAB_STOP
                if stop > end:
                    padding = stop - end
                    self.column = end
                else:
                    self.column = stop
            else:
                break
            index += 1
        self.rest = " " * padding + self.rest[index:]
        self._measure()

    def drop_end(self, characters: int) -> None:
        """Leave out the last `characters` characters of the line."""
        self.rest = self.rest[: len(self.rest) - characters]
        self._measure()

    def take_content(self, characters: int) -> None:
        """Take the indentation and the first `characters` characters of the content."""
        self.column += self._indent + characters
        self.rest = self.rest[self._width + characters :]
        self._measure()
