import pytest


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("\\dd x", "dx"),
        ("\\dd[3]{x}", "d3x"),
        ("\\dv{f}{x}", "dfdx"),
        ("\\dv{x}", "ddx"),
        ("\\pdv[2]{f}{x}", "∂2f∂x2"),
        ("\\pdv{f}{x}{y}", "∂2f∂x∂y"),
        ("\\qty(\\frac12)", "(12)"),
        ("\\qty[a]\\qty{b}\\qty|c|", "[a]{b}|c|"),
        ("\\braket{a|b}", "⟨a|b⟩"),
        ("\\braket{a}{b}", "⟨a|b⟩"),
        ("\\expval{A}{x}", "⟨x|A|x⟩"),
        ("\\unicode{x263A}\\unicode{65}", "☺A"),
        ('\\char"263A\\char65', "☺A"),
        ("\\symbol{38}", "&"),
        ("\\verb|a_b\\c|", "a_b\\c"),
        ("\\cssId{a}{x}\\class{b}{y}", "xy"),
        ("\\root 3 \\of {x}", "x3"),
        ("\\pmatrix{a & b \\cr c & d}", "(abcd)"),
        ("\\require{AMScd}x\\vspace{1em}", "x"),
        ("\\operatorname{\\mathbf{E}}", "E"),
    ],
)
def test_what_is_shown(words, tex, shown):
    assert words(tex).replace("𝐄", "E") == shown


@pytest.mark.parametrize(
    ("tex", "tag"),
    [
        ("\\mathop{\\mathbb{E}}_x", "munder"),
        ("\\mathop{\\mathbb{E}}\\limits^x", "mover"),
        ("\\mathop{\\mathbb{E}}\\nolimits_x", "msub"),
        ("\\varlimsup_x", "munder"),
        ("\\operatorname*{\\mathbf{E}}_x", "munder"),
    ],
)
def test_where_limits_stand(mathml, tex, tag):
    assert [element.tag for element in mathml(tex).iter(tag)] == [tag]


def test_limits_stand_beside_in_a_line(mathml):
    assert list(mathml("\\mathop{\\mathbb{E}}_x", display=False).iter("munder")) == []


@pytest.mark.parametrize(
    ("tex", "attributes"),
    [
        ("\\smash{x}", {"height": "0", "depth": "0"}),
        ("\\smash[b]{x}", {"depth": "0"}),
        ("\\mathllap{x}", {"width": "0", "class": "m-lap-left"}),
        ("\\rlap{x}", {"width": "0", "class": "m-lap-right"}),
        ("\\rule[2pt]{1em}{2pt}", {"voffset": "2pt"}),
    ],
)
def test_boxes(mathml, tex, attributes):
    (box,) = mathml(tex).iter("mpadded")
    assert dict(box.attrib) == attributes


def test_a_rule_has_its_size(mathml):
    (rule,) = mathml("\\rule{18mu}{2px}").iter("mspace")
    assert dict(rule.attrib) == {"width": "1em", "height": "1.5pt", "class": "m-ink"}


@pytest.mark.parametrize(
    ("tex", "notation"),
    [
        ("\\enclose{circle,box}{x}", "circle box"),
        ("\\sout{x}", "horizontalstrike"),
        ("\\cancelto{0}{x}", "updiagonalstrike"),
    ],
)
def test_enclosures(mathml, tex, notation):
    assert [element.get("notation") for element in mathml(tex).iter("menclose")] == [notation]


def test_a_reference_without_parentheses(mathml):
    assert "".join(map(str, mathml("\\ref{x}").itertext())) == "??"


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        ("\\rule{1}{2pt}", "\\rule cannot be set with “1”."),
        ("\\rule{9999cm}{2pt}", "\\rule cannot be set"),
        ("\\enclose{cloud}{x}", "“cloud”"),
        ("\\unicode{xD800}", "\\unicode cannot be set"),
        ("\\unicode{x110000}", "\\unicode cannot be set"),
        ("\\unicode{x202E}", "\\unicode cannot be set"),
        ("\\char", "\\char lacks an argument."),
        ("\\qty x", "\\qty lacks an argument."),
        ("\\qty{3}{m}", "write 3\\,\\mathrm{m}"),
        ("\\root 3", "\\root lacks its “\\of”."),
        ("\\verb|a", "never closed"),
        ("\\norm", "\\norm lacks an argument."),
        ("\\norm{a", "never closed"),
    ],
)
def test_what_cannot_be_set_is_said(reason, tex, said):
    assert said in reason(tex)
