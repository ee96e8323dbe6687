"""A comparison of our Markdown with cmark-gfm, GitHub's own renderer.

`python -m tests.markup.compare FOLDER` renders every Markdown file below a folder with both and
compares what comes out by structure: headings, paragraphs, lists, code, tables, quotes, links,
images, emphasis. Mathematics is the same neutral word for both. What differs on purpose is
declared in `improvements`, as rules with a reason, never by file.

`python -m tests.markup.compare --spec FILE` holds our output against the examples of the
CommonMark or GFM specification.
"""
