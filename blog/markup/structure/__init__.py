"""The block structure of Markdown: which lines form which paragraph, list, quote, code.

Python-Markdown decides this with regular expressions over blank-line-separated blocks, which
disagrees with GitHub about lists, fences and quotes. This package follows the two-phase algorithm
of the CommonMark specification (0.31.2, appendix "A parsing strategy") instead; `tree` turns its
blocks into the elements that Python-Markdown's own block parser would have built.
"""
