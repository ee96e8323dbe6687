"""Feeds of posts: which, and how they are written for readers and for browsers."""
