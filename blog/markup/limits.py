"""The bounds that keep one source from costing more than its share.

Rendering happens while an author waits for a preview and while an importer
walks thousands of files, and the source may be hostile. Every bound that the
pipeline applies is a constant here, with its reason.
"""

from __future__ import annotations

from typing import Final

from blog.markup.messages import Value, message

MAX_SOURCE_CHARACTERS: Final = 1_000_000
"""A long technical book chapter has 150,000 characters; a megabyte is a mistake or an attack."""

MAX_LINES: Final = 100_000
"""Lines of a source, at up to 10 microseconds each; the longest real post has some 3,000."""

MAX_LINE_CHARACTERS: Final = 200_000
"""A line this long is data (a base64 image, a minified script), which belongs in a file."""

MAX_CONTAINER_DEPTH: Final = 30
"""Quotes, lists and callouts inside each other. Deeper markers are shown as text: a page has no
room for more indentation, and the tree is walked recursively."""

MAX_BLOCKS: Final = 8_000
"""Paragraphs, items, headings and so on. The longest of several hundred real posts has 2,000;
html5lib takes time that grows with the square of blocks side by side."""

MAX_FRAGMENTS: Final = 20_000
"""Code spans, formulas, tags, line breaks and other parts that are put aside as tokens."""

MAX_INLINE_MARKS: Final = 100_000
"""Signs that inline parsing looks at in one source: runs of emphasis, brackets, escapes, line ends;
at about 3 microseconds each. A book chapter has 10,000."""

MAX_INLINE_DEPTH: Final = 40
"""Emphasis inside emphasis. Nobody can tell that many levels apart, and HTML parsers slow down with
depth; deeper delimiters are shown as typed."""

MAX_ADDRESS_CHARACTERS: Final = 8_000
"""An address in a link or image. Browsers and servers refuse longer ones; pictures as `data:` are
not bound by it."""

MAX_DATA_IMAGE_CHARACTERS: Final = 65_536
"""A picture inside the text as `data:`, some 48 kB: icons and small diagrams. Every feed and page
carries it again, so larger ones belong in files."""

MAX_HTML_DEPTH: Final = 120
"""Open tags at once. HTML parsers repair misnested tags in time that grows with this depth."""

MAX_TAG_WORDS: Final = 500
"""Words in one HTML tag: attributes, and the words in their values. html5lib compares every
attribute of a tag with all others; a tag with more is shown as text."""

MAX_HTML_MARKS: Final = 40_000
"""Tags and character references in the HTML given to the sanitisers, at some 20 microseconds
each."""

MAX_CLEANED_MARKS: Final = 16_000
"""The same in one stretch of HTML that an author wrote: html5lib's time grows with the square of
elements side by side. Of several hundred real posts the most have some 3,000."""

MAX_TABLE_CELLS: Final = 10_000
"""Short rows are filled up to the width of the header, so a small source could ask for many."""

MAX_FORMULA_CHARACTERS: Final = 2_000
"""The longest formula among several thousand real ones has about 1,200 characters."""

MAX_FORMULA_NESTING: Final = 40
"""The converter recurses per group and would end the process (stack overflow) near 94 levels on
a small thread stack."""

MAX_FORMULA_OUTPUT: Final = 100_000
"""Characters of MathML for one formula; real ones stay under 20,000."""

MAX_FORMULAS: Final = 5_000
"""Formulas in one source; the most in a real post is about 400."""

MAX_FORMULAS_OUTPUT: Final = 4_000_000
"""Characters of MathML for all formulas of one source together."""

MAX_HIGHLIGHTED_CHARACTERS: Final = 40_000
"""Code coloured in one block. Lexers are regular expressions by many authors, and a dozen popular
ones take time that grows with the square of their input on some input; a longer block is plain."""

MAX_HIGHLIGHTED_TOTAL: Final = 60_000
"""Code coloured in one source, over all its blocks; the most in a real post is half of it."""

MAX_HIGHLIGHTED_LINE: Final = 1_000
"""Most of those squares are within a line, and a longer line is minified code anyway."""

MAX_HIGHLIGHTED_BLANK_LINES: Final = 50
"""The others are in runs of blank lines. With both bounds no lexer tried (70 of them, on 45 hostile
inputs) takes more than 0.02 s for a single token, so that the next bound can be kept."""

MAX_HIGHLIGHTING_SECONDS: Final = 0.8
"""Processor time of the thread for all blocks of one source; what is left is plain. As much code as
the other bounds allow needs 0.15 to 0.3 s, so that on any usual machine this only meets attacks."""

MAX_PROBLEMS: Final = 200
"""Problems reported for one source; an author mends the first ones first."""


class MarkupError(ValueError):
    """A source goes over one of the limits and is not rendered.

    The message is a sentence that names the limit, the place and the way out; `str()` gives it in
    English.

    Attributes:
        message: the sentence, ready to be translated.
        limit: the name of the constant in this module that was passed.
        line: the line (from 1) where it was passed; 0 when it is the source as a whole.
    """

    def __init__(self, template: str, *, limit: str, line: int = 0, **values: Value) -> None:
        """Make the message of `template` and `values`; `%(line)s` is there without being given."""
        self.message = message(template, line=line, **values)
        super().__init__(str(self.message))
        self.limit = limit
        self.line = line
