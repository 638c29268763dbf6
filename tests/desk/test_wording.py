"""Values, dates and assertions in words, and text that nothing obeys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.wording import amount, assertion, day, first_day, instant, visible
from extract.reading import Statement


def _figure(value: float | None = None, **slots: object) -> Statement:
    given = {"low": value, "high": value, "bound": "exact", "unit": "count", "measure": "arrests"} | slots
    return Statement(0, 1, "x", "figure", value=value, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (_figure(1184), "1,184"),
        (_figure(1000, bound="more_than"), "more than 1,000"),
        (_figure(1000, bound="at_most"), "at most 1,000"),
        (_figure(None, low=10, high=12, bound="between", unit="year"), "10 to 12 years"),
        (_figure(None, low=1000, high=None, bound="at_least"), "at least 1,000"),
        (_figure(1, unit="year"), "1 year"),
        (_figure(12.5, unit="percent"), "12.5%"),
        (_figure(2_000_000, unit="usd", bound="about"), "about US$2,000,000"),
        (_figure(0.5, unit="fraction"), "half"),
        (_figure(2, unit="fraction"), "2 times"),
        (_figure(None), ""),
    ],
)
def test_an_amount_keeps_its_bound_and_unit(figure: Statement, words: str) -> None:
    assert amount(figure) == words


@pytest.mark.parametrize(
    ("edtf", "words", "first"),
    [
        ("2025-04-24", "24 April 2025", "2025-04-24"),
        ("2025-01", "January 2025", "2025-01-01"),
        ("2021", "2021", "2021-01-01"),
        ("2024-12~", "about December 2024", "2024-12-01"),
        ("199X", "1990s", "1990-01-01"),
        ("2021-22", "summer 2021", "2021-06-01"),
        ("2025-01/2025-03", "January to March 2025", "2025-01-01"),
        ("2026-01-03/2026-01-09", "3 to 9 January 2026", "2026-01-03"),
        ("../2025", "until 2025", "2025-12-31"),
        ("2021-07-11/..", "since 11 July 2021", "2021-07-11"),
        ("2025-03-24T14:05:00Z", "24 March 2025", "2025-03-24"),
        (None, "", None),
        ("soon", "soon", None),
    ],
)
def test_dates_in_words(edtf: str | None, words: str, first: str | None) -> None:
    assert day(edtf) == words
    assert first_day(edtf) == first


def test_an_instant_says_its_zone() -> None:
    assert instant("2025-03-24T14:05:00Z") == "24 March 2025, 14:05 UTC"
    assert instant("2025-03-24") == "24 March 2025"


@pytest.mark.parametrize(
    ("figure", "who", "words"),
    [
        (_figure(20, unit="day", measure="days"), "Ana Ruz", "20 days (Ana Ruz)"),
        (_figure(20, unit="day", measure="hunger strike"), None, "20 days hunger strike"),
        (_figure(52, unit="year", measure="age"), "Ana Ruz", "Ana Ruz: age 52 years"),
        (_figure(5, unit="year", measure="sentence"), None, "sentence 5 years"),
        (_figure(5, measure=None), None, "5 (what is counted is not told)"),
    ],
)
def test_a_figure_in_words(figure: Statement, who: str | None, words: str) -> None:
    assert assertion(figure, who) == words


def test_an_event_without_names_says_how_many() -> None:
    event = Statement(0, 1, "x", "event", event="release", value=52, low=52, high=52, bound="exact")
    assert assertion(event) == "Release: 52 people"


@given(st.text())
def test_nothing_visible_is_a_control(text: str) -> None:
    shown = visible(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    assert not any(c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f" for c in shown)
    assert visible(shown) == shown
