"""The picture of an article that social networks show beside a link to it.

Drawn by Pillow from the article's title, authors, category and date and the site's name; named by
a digest of them, so that a picture never shows what has changed since.
"""

from blog.posts.card_images.addresses import card_alt, card_url
from blog.posts.card_images.drawing import CARD_HEIGHT, CARD_WIDTH, draw_card
from blog.posts.card_images.keeping import card_of, delete_cards, ensure_card
from blog.posts.card_images.words import CardWords, words_of

CARD_TYPE = "image/png"

__all__ = [
    "CARD_HEIGHT",
    "CARD_TYPE",
    "CARD_WIDTH",
    "CardWords",
    "card_alt",
    "card_of",
    "card_url",
    "delete_cards",
    "draw_card",
    "ensure_card",
    "words_of",
]
