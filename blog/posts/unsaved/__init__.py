"""What is typed and not saved: keeping it, and going on with it."""
