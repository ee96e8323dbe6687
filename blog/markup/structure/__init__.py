"""The block structure of Markdown: which lines form which paragraph, list, quote, code.

Python-Markdown decides this with regular expressions over blank-line-separated blocks, which
disagrees with GitHub about lists, fences and quotes. This package follows the two-phase algorithm
of the CommonMark specification (0.31.2, appendix "A parsing strategy") instead, and is plugged
into Python-Markdown as one block processor, so that everything inline stays Python-Markdown's.
"""
