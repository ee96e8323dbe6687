"""What changed between two versions of an article: of its source, and of its rendered page.

`source.compare` gives rows for a template, `rendered.compare_html` one HTML with the changes
marked. Both are pure functions of two texts: no database, no request. Below them:

    words       text to words, Chinese by the character
    matching    which items two sequences share, in bounded time
    pairing     which lines, or blocks, are versions of each other
    changes     the changes between two lists of words, cleaned up for people to read
    html_tree, runs, blocks
                a rendered article as a tree, the text in its blocks, and the blocks
    sentences, edits
                what `blog.posts.merging` needs: a text in sentences, and what became of each
"""
