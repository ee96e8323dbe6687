"""What is made of an article besides its page: excerpt, plain text, reading time."""
