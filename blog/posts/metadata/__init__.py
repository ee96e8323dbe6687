"""What the head of a reader's page says about it to search engines, social networks and browsers.

A view makes a `PageMetadata` of what it has loaded, with a function of `articles` or `listings`,
and `templates/readers/_metadata.html` prints it. Nothing here costs a query. A page without one is
not indexed, and its title is its `heading`.
"""
