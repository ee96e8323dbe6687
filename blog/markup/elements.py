"""The elements of HTML: those an author may use, those that go, and all there are."""

from __future__ import annotations

from typing import Final

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

OWN_CLASSES: Final = frozenset(
    """
    callout callout-title callout-note callout-tip callout-important callout-warning
    callout-caution callout-details callout-quote
    task-list task-list-item footnotes footnote-ref footnote-back toc-marker
    align-left align-center align-right no-toc
    """.split()
)
"""Classes that the pipeline sets before sanitising. They style parts of an article's body only,
so an author who writes one gets what Markdown would have given."""
