"""The elements of HTML: those an author may use, those that go, and all there are."""

from __future__ import annotations

from typing import Final

from blog.markup.tokens import OWN_MARK

ALLOWED_TAGS: Final = frozenset(
    """
    a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl
    dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p picture pre
    progress q rp rt ruby s samp section small source span strike strong sub summary sup table
    tbody td tfoot th thead time tr tt u ul var video audio wbr
    """.split()
)

REMOVED_WITH_CONTENT: Final = frozenset(
    "script style noscript template textarea select title xmp noembed noframes object applet "
    "svg math".split()
)
"""Elements whose content is not text either, or is read by other rules than HTML's."""

KNOWN_TAGS: Final = (
    ALLOWED_TAGS
    | REMOVED_WITH_CONTENT
    | frozenset(
        """
        address area article aside base basefont big body button canvas data datalist dialog dir
        embed fieldset font footer form frame frameset head header hgroup html iframe label legend
        link main map marquee menu meta meter nav nobr optgroup option output param plaintext
        portal search slot track acronym keygen bgsound
        """.split()
    )
)
"""Elements of HTML, past and present. Anything else in angle brackets is an author's text."""

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")

OWN_CLASSES: Final = frozenset(
    """
    callout callout-title callout-note callout-tip callout-important callout-warning
    callout-caution callout-details
    task-list task-list-item footnotes footnote-ref footnote-back toc-marker
    align-left align-center align-right no-toc
    zoom-10 zoom-20 zoom-25 zoom-30 zoom-33 zoom-40 zoom-50 zoom-60 zoom-67 zoom-70 zoom-75
    zoom-80 zoom-90
    """.split()
)
"""Classes that the pipeline sets before sanitising, each with `OWN_MARK` before it."""


def own_classes(*names: str) -> str:
    """Return the value of a `class` attribute that the sanitisers let through."""
    return " ".join(OWN_MARK + name for name in names)
