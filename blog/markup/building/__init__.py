"""Blocks become elements: the tree that Python-Markdown's own block parser would have built."""
