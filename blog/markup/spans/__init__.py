"""What inline parsing must not touch: code, formulas, tags, shortcodes. They become tokens."""
