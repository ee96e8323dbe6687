"""Search without a database: what a text is found by, what a query asks for, how a hit is shown.

A text's *lexemes* are what an index of words holds: overlapping pairs and single characters of the
scripts that put no spaces between words, stems of all other words. `blog.posts` stores them, asks
for them and makes the page.
"""
