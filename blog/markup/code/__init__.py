"""Code in posts: info strings of fences, and colouring."""
