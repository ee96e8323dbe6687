"""Which characters the faces of the font of formulas hold, and in what order they are asked.

All faces belong to one family (`@font-face` in `static/reader/markup.css`), and a browser asks for
a face only when a page shows a character of it. Brackets, roots, arrows and sums stretch only if
they stand in the face asked first, whose MATH table is the one that browsers use (CSS Fonts 4,
"first available font"). So `CORE` holds what formulas of real articles use and nearly all that
stretches and can be written in TeX; the other faces hold what is rare.
"""

from dataclasses import dataclass

SCRIPT_CAPITALS = "𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒦ℒℳ𝒩𝒪𝒫ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵"
CHANCERY, ROUNDHAND = 0xFE00, 0xFE01
"""Behind a script capital: as of \\mathcal, as of \\mathscr (Unicode, StandardizedVariants.txt).
The first also makes a slashed zero of ∅, the one of \\emptyset."""
SLANTED = dict(
    zip(
        (*range(0x3B1, 0x3CA), *map(ord, "∂ϵϑϰϕϱϖ")),
        range(0x1D6FC, 0x1D71C),
        strict=True,
    )
)
"""Each small Greek letter, and ∂, with the slanted one that a formula shows in its place (MathML
Core, "math-auto"). Browsers want the first in the same face: they measure a line by it."""
_SMALL_GREEK = "αβγδεζηθικλμνξπρστυφχψω∂ϵϑϕ"
_LATIN_AND_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

_ORDINARY = "".join(
    (
        " !\"#%'()*+,-./:;<=>?[\\]^_`{|}~\u00a0\u2009",
        _LATIN_AND_DIGITS,
        # Accents, dots, dashes, quotation marks, primes.
        "¨¯°´ˆˇ˘˙˚˜\u0302\u0332·…–—‘’“”‖′″‴•",
        "ΓΔΘΛΞΠΣΥΦΨΩ",
        *_SMALL_GREEK,
        *(chr(SLANTED[ord(letter)]) for letter in _SMALL_GREEK),
        "ℂℍℕℙℚℝℤ𝔸𝔹𝔻𝔼𝔽𝕀𝕂𝕊𝕍𝕏𝕐𝟙",
        SCRIPT_CAPITALS,
        "ℓℏℎıȷ𝚤𝚥𝟎𝟏∅∞∀∃∇",
        "±×÷−∓∗∘∙⋅∖∧∨∩∪⊓⊔⊕⊗⊙⋄⋆⋈∴∠⊤⊥⟂",
        "∈∉∋∝∣∥∼≃≅≈≔≜≠≡≤≥≪≫≺≻≼≽⊂⊃⊆⊇⊏⊐⊢⊣⊨⩽⩾⪯⪰⋮⋯⋱",
        "■□△▽★●⟵⟶⟷⟸⟹⟺⟼",
    )
)
_STRETCHING = "⌈⌉⌊⌋⟦⟧⟨⟩⎰⎱√←→↔↑↓↕⇐⇒⇔⇑⇓↦↩↪↼↽⇀⇁⏜⏝⏞⏟⎴⎵\u20d6\u20d7∏∐∑∫∬∭⨌∮⋀⋁⋂⋃⨀⨁⨂⨄⨅⨆"


@dataclass(frozen=True)
class Face:
    """A file of the family: its path below the static files, and which characters it holds.

    `ranges` are first and last characters; those of `CORE` among them are not held twice.
    """

    path: str
    ranges: tuple[tuple[int, int], ...] = ()

    def characters(self) -> frozenset[int]:
        """Return the characters that the face holds, as far as the font has them."""
        if self is CORE:
            return CORE_CHARACTERS
        held = {code for first, last in self.ranges for code in range(first, last + 1)}
        return frozenset(held - CORE_CHARACTERS)


CORE_CHARACTERS = frozenset(
    {
        *map(ord, _ORDINARY + _STRETCHING),
        *range(0x2061, 0x2065),  # invisible operators
        CHANCERY,
        ROUNDHAND,
        *range(0x1D400, 0x1D468),  # bold and slanted Latin
    }
)
CORE = Face("fonts/stix-two-math.woff2")
BOLD = Face(
    "fonts/stix-two-math-bold.woff2",
    (
        (0x1D468, 0x1D49B),  # bold slanted Latin
        (0x1D6A8, 0x1D6E1),  # bold Greek
        (0x1D71C, 0x1D755),  # bold slanted Greek
        (0x1D7CA, 0x1D7D7),  # bold digamma and digits
    ),
)
LETTERS = Face(
    "fonts/stix-two-math-letters.woff2",
    (
        (0x03B1, 0x03F6),  # small Greek letters
        (0x210A, 0x2134),  # letter-like symbols that fill gaps in the alphabets
        (0x1D49C, 0x1D6A5),  # script, fraktur, double-struck, sans-serif, monospace, dotless
        (0x1D6E2, 0x1D71B),  # slanted Greek
        (0x1D756, 0x1D7C9),  # bold sans-serif Greek
        (0x1D7D8, 0x1D7FF),  # digits of these alphabets
    ),
)
SYMBOLS = Face(
    "fonts/stix-two-math-symbols.woff2",
    (
        (0x0024, 0x00FF),  # Latin, what is rare of it
        (0x02C6, 0x02DD),  # accents by themselves
        (0x0300, 0x0338),  # combining accents and the negating stroke
        (0x0391, 0x03A9),  # Greek capitals
        (0x2010, 0x2060),  # dashes, dots, primes, spaces
        (0x2070, 0x2109),  # superscripts, subscripts, combining arrows and dots
        (0x2135, 0x23FF),  # Hebrew letters, arrows, operators, floors, ceilings
        (0x25A0, 0x25FF),  # geometric shapes
        (0x2605, 0x2606),  # stars
        (0x2660, 0x266F),  # suits and accidentals
        (0x2713, 0x2720),  # check marks and crosses
        (0x27C0, 0x2AFF),  # more brackets, arrows, operators
    ),
)
FACES = (BOLD, LETTERS, SYMBOLS, CORE)
"""As the style sheet declares them: the last is asked first (CSS Fonts 4, "Composite fonts")."""
