"""Rendering as this site does it: with what is known of its pictures.

The page, the editor's preview and the checks ask here, so that what an author sees while writing
is what readers get.
"""

from blog.markup import Rendered, render
from blog.media.responsive import pictures_for


def render_for_site(body: str, *, language: str) -> Rendered:
    """Render an article's Markdown; its stored pictures get sizes and responsive widths.

    Costs one query if the text shows pictures.

    Raises:
        blog.markup.MarkupError: the source is over a limit of the markup pipeline.
    """
    return render(body, language=language, pictures=pictures_for)
