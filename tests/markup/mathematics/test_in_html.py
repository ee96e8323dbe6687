"""Formulas in plain HTML, and which are left to others."""

import re

import pytest
from lxml import etree

from blog.markup import render
from blog.markup.mathematics.in_html import in_html


def said(tex, *, display=False):
    delimiter = "$$" if display else "$"
    html = render(f"{delimiter}{tex}{delimiter}").html
    (math,) = re.findall(r"<math.*?</math>", html, re.DOTALL)
    return in_html(etree.fromstring(math))


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("n", "<var>n</var>"),
        ("x_i^2", "<var>x</var><sub><var>i</var></sub><sup>2</sup>"),
        ("a = b+1", "<var>a</var> = <var>b</var> + 1"),
        ("-x", "−<var>x</var>"),
        ("x \\to -\\infty", "<var>x</var> → −∞"),
        ("a := b", "<var>a</var> := <var>b</var>"),
        ("x^{-1}", "<var>x</var><sup>−1</sup>"),
        ("f'(x)", "<var>f</var>′(<var>x</var>)"),
        ("f\\colon A", "<var>f</var>: <var>A</var>"),
        ("O(n\\log n)", "<var>O</var>(<var>n</var> log <var>n</var>)"),
        ("\\log(x)", "log(<var>x</var>)"),
        ("\\{1,2\\}", "{1, 2}"),
        ("x_{i,j}", "<var>x</var><sub><var>i</var>,<var>j</var></sub>"),
        ("P(A\\mid B)", "<var>P</var>(<var>A</var> ∣ <var>B</var>)"),
        ("\\mathbf{w}^\\top", "<strong>w</strong><sup>⊤</sup>"),
        ("\\mathbb{R}^n", "ℝ<sup><var>n</var></sup>"),
        ("\\Gamma\\gamma", "Γ<var>γ</var>"),
        ("x < y \\text{ 若 } z", "<var>x</var> &lt; <var>y</var> 若 <var>z</var>"),
        ("10\\,000", "10 000"),
        ("a\\!b", "<var>ab</var>"),
        ("\\textrm{in}", "in"),
    ],
)
def test_what_html_can_say(tex, expected):
    assert said(tex) == expected


@pytest.mark.parametrize(
    "tex",
    [
        "\\frac{a}{b}",
        "\\sqrt{x}",
        "\\hat{y}",
        "x_{i_j}",
        "\\sum_i x_i",
        "\\mathcal{D}",
        "\\begin{matrix}a\\end{matrix}",
        "\\boxed{x}",
        "\\color{red}{x}",
        "a\\kern-1em b",
        "\\texttt{x}",
        "x\\hspace{4em}y",
    ],
)
def test_what_html_cannot_say(tex):
    assert said(tex) is None


def test_a_large_sign_is_said_in_a_line_only():
    assert said("\\int_0^1 x") == "∫<sub>0</sub><sup>1</sup><var>x</var>"
    assert said("\\int_0^1 x", display=True) is None


def test_text_in_a_formula_stays_text():
    html = said("\\text{<b>}\\text{a&b}")

    assert html == "&lt;b&gt;a&amp;b"
