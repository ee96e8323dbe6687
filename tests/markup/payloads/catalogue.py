"""All hostile texts of the tests, by the channel that they come through.

The string tests (`tests/markup/test_security.py`) and the tests in a browser
(`tests/browser/test_payloads.py`) share them. Every text tries to call `alert(1)` or to load an
address that begins with `/xss-`.
"""

from typing import Final

from tests.markup.payloads.code_blocks import CODE
from tests.markup.payloads.destinations import IN_HTML, IN_MARKDOWN
from tests.markup.payloads.formulas import FORMULAS
from tests.markup.payloads.mutations import ATTRIBUTES, FOREIGN, REPAIRS, TEXT_ELEMENTS
from tests.markup.payloads.raw_html import ACTIVE_ELEMENTS, EVENT_HANDLERS, ODD_TAGS
from tests.markup.payloads.structures import BLOCKS, CLOBBERING, SHORTCODES
from tests.markup.payloads.tokens import TOKENS
from tests.markup.payloads.variants import VARIANTS

BODIES: Final[dict[str, tuple[str, ...]]] = {
    "event handlers": EVENT_HANDLERS,
    "active elements": ACTIVE_ELEMENTS,
    "odd tags": ODD_TAGS,
    "text elements": TEXT_ELEMENTS,
    "foreign namespaces": FOREIGN,
    "parsers' repairs": REPAIRS,
    "attributes": ATTRIBUTES,
    "addresses in HTML": IN_HTML,
    "addresses in Markdown": IN_MARKDOWN,
    "blocks": BLOCKS,
    "shortcodes": SHORTCODES,
    "clobbering": CLOBBERING,
    "code": CODE,
    "formulas": FORMULAS,
    "tokens": TOKENS,
    "variants": VARIANTS,
}
"""Channel → bodies of articles."""


def numbered(text: str, number: int) -> str:
    """Return `text` calling `alert` with a number of its own, to tell which of many has run."""
    return text.replace("alert(1)", f"alert({number})")
