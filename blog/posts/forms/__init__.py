"""The form that an article is written in: its fields, what it began from, and what becomes of a
save on top of somebody else's."""
