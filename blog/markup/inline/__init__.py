"""Text inside a leaf: emphasis, links, images, line ends, addresses, emoji.

`parser` reads a text into nodes in one pass, `delimiters` says which runs belong together, and
`elements` makes elements of the nodes. `engine` plugs the whole into Python-Markdown.
"""
