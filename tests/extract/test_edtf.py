from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import edtf


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("2023~", date(2023, 1, 1), date(2023, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-12~", date(2024, 12, 1), date(2024, 12, 31), "month"),
        ("2025-04-24", date(2025, 4, 24), date(2025, 4, 24), "day"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("2021-22", date(2021, 6, 1), date(2021, 8, 31), "season"),
        ("2024-24", date(2024, 12, 1), date(2025, 2, 28), "season"),
        ("2025-01/2025-03", date(2025, 1, 1), date(2025, 3, 31), "interval"),
        ("2021-07-11/..", date(2021, 7, 11), date.max, "interval"),
        ("../2021", date.min, date(2021, 12, 31), "interval"),
    ],
)
def test_a_text_covers_its_days(text, first, last, grain):
    assert edtf.bounds(text) == (first, last)
    assert edtf.grain(text) == grain
    assert edtf.is_valid(text)


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-02-30", "2025-1-1", "2025/2024", "../..", "2025-25", "2025-04-24T10:00", "٢٠٢٥"]
)
def test_what_is_no_edtf_is_refused(text):
    assert not edtf.is_valid(text)
    with pytest.raises(ValueError, match=r"not an EDTF date|ends before it begins|says nothing"):
        edtf.parse(text)


def test_periods_are_compared_by_their_days():
    assert edtf.contains("2025", "2025-03")
    assert edtf.contains("2025-01/2025-03", "2025-02-14~")
    assert not edtf.contains("2025-03", "2025")
    assert edtf.overlaps("2025-01/2025-03", "2025-03-31")
    assert not edtf.overlaps("2024", "2025-01-01")


@given(st.dates(), st.integers(-30_000, 30_000))
def test_adding_months_keeps_to_the_calendar(day, months):
    try:
        moved = edtf.add_months(day, months)
    except (ValueError, OverflowError):
        return
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == min(day.day, edtf.month_end(moved.year, moved.month).day)


@given(st.text(max_size=20))
def test_any_text_is_valid_or_not(text):
    assert edtf.is_valid(text) in (True, False)
