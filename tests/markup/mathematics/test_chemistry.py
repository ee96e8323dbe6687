import pytest


@pytest.mark.parametrize(
    ("chemistry", "shown"),
    [
        ("H2O", "H2O"),
        ("2H2 + O2 -> 2H2O", "2H2+O2→2H2O"),
        ("SO4^2- + Ba^2+ -> BaSO4 v", "SO42−+Ba2+→BaSO4↓"),
        ("CO2 ^", "CO2↑"),
        ("N2 + 3H2 <=> 2NH3", "N2+3H2⇌2NH3"),
        ("CH3-CH2-OH", "CH3−CH2−OH"),
        ("HC#CH", "HC≡CH"),
        ("CuSO4.5H2O", "CuSO4⋅5H2O"),
        ("NaCl(aq)", "NaCl(aq)"),
        ("1/2 H2O", "12H2O"),
        ("A ->T[加热] B", "A→加热B"),
        ("$n$ H2O", "nH2O"),
        ("[Fe(CN)6]^{3-}", "[Fe(CN)6]3−"),
        ("e-", "e−"),
    ],
)
def test_what_is_read(words, chemistry, shown):
    assert words(f"\\ce{{{chemistry}}}") == shown


def test_an_index_is_below_and_a_charge_above(mathml):
    (script,) = mathml("\\ce{SO4^2-}").iter("msubsup")
    assert ["".join(map(str, part.itertext())) for part in script] == ["SO", "4", "2−"]


def test_mass_and_atomic_number_lead(mathml):
    (script,) = mathml("\\ce{^{227}_{90}Th}").iter("msubsup")
    assert ["".join(map(str, part.itertext())) for part in script] == ["", "90", "227"]


def test_what_stands_above_and_below_an_arrow(mathml):
    (arrow,) = mathml("\\ce{A ->[I-][\\Delta] B}").iter("munderover")
    assert ["".join(map(str, part.itertext())).strip() for part in arrow] == ["→", "Δ", "I−"]


@pytest.mark.parametrize(
    ("chemistry", "said"),
    [("H2O !", "“!”"), ("A ->[b B", "is never closed"), ("A^", "lacks"), ("$x", "is never closed")],
)
def test_what_cannot_be_read_is_said(reason, chemistry, said):
    assert said in reason(f"\\ce{{{chemistry}}}")


def test_units_are_refused_with_advice(reason):
    assert "\\mathrm" in reason("\\pu{3 kJ}")
