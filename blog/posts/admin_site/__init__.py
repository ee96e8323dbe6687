"""The admin as a whole: its front page, and the search over everything in it.

Apart from `blog.posts.admin`, and never importing it: Django makes the site when the first model is
registered with it, which is while that package is being imported.
"""
