"""Numbers in text: both conventions of digits, words, groups, fractions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbers import digits_value, find_numerals

ENGLISH = [
    ("1,150 people", 1150),
    ("1.150 people", 1150),
    ("2.4 million views", 2_400_000),
    ("3.5 liters", 3.5),
    ("a thousand cases", 1000),
    ("one hundred and five", 105),
    ("twenty-five", 25),
    ("half a million", 500_000),
    ("a dozen officers", 12),
    ("two dozen officers", 24),
    ("two and a half million", 2_500_000),
    ("a third of them", 1 / 3),
    ("two-thirds of them", 2 / 3),
    ("half of them", 0.5),
    ("two out of three", 2 / 3),
    ("one in five women", 0.2),
    ("twice", 2),
    ("12,345,678.90", 12_345_678.9),
]
SPANISH = [
    ("1.150 personas", 1150),
    ("1,150 personas", 1150),
    ("1 150 personas", 1150),
    ("1\u00a0150 personas", 1150),
    ("1\u202f150 personas", 1150),
    ("15 mil firmas", 15_000),
    ("2,3 millones", 2_300_000),
    ("2.300 millones", 2_300_000_000),
    ("46,5 %", 46.5),
    ("mil 395 actos", 1395),
    ("15 mil 300 actos", 15_300),
    ("2 millones 300 mil", 2_300_000),
    ("dos mil trescientos", 2300),
    ("veintiún presos", 21),
    ("una treintena de presos", 30),
    ("medio centenar", 50),
    ("media docena", 6),
    ("dos docenas", 24),
    ("medio millón", 500_000),
    ("dos millones y medio", 2_500_000),
    ("la mitad", 0.5),
    ("un tercio de ellos", 1 / 3),
    ("la tercera parte", 1 / 3),
    ("tres cuartas partes", 0.75),
    ("uno de cada diez", 0.1),
]


@pytest.mark.parametrize(
    ("language", "text", "value"), [("en", *case) for case in ENGLISH] + [("es", *case) for case in SPANISH]
)
def test_one_number_is_read(language: str, text: str, value: float) -> None:
    assert [n.value for n in find_numerals(text, language)] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "dozens of people"),
        ("en", "millions were lost"),
        ("en", "the first half"),
        ("en", "the second time"),
        ("es", "decenas de personas"),
        ("es", "varios millones"),
        ("es", "la otra mitad"),
        ("es", "el primero"),
        ("es", "unas horas"),
    ],
)
def test_words_without_a_value_are_no_numbers(language: str, text: str) -> None:
    assert find_numerals(text, language) == []


@pytest.mark.parametrize(
    ("digits", "scaled", "value"), [("0.750", False, 0.75), ("2.300", True, 2.3), ("½", False, 0.5)]
)
def test_digits_are_worth_what_they_say(digits: str, scaled: bool, value: float) -> None:
    assert digits_value(digits, scaled) == pytest.approx(value)


@given(st.text(), st.sampled_from(["en", "es"]))
def test_numbers_stand_in_their_text_in_order(text: str, language: str) -> None:
    end = 0
    for found in find_numerals(text, language):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([",", ".", "\u202f"]), st.sampled_from(["en", "es"]))
def test_grouped_digits_are_worth_the_same_in_both_conventions(value: int, mark: str, language: str) -> None:
    text = f"{value:,}".replace(",", mark)
    assert [n.value for n in find_numerals(text, language)] == [value]
