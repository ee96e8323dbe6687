"""Mathematics: finding TeX in text, mending it, and turning it into MathML."""
