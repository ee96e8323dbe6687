"""What is added to Python-Markdown's inline patterns."""
