"""What is one claim and what are two, and how dates relate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from store.edtf_match import span_of
from store.merge import near_equal
from store.store import open_store
from tests.store.samples import event, figure, item, quote


def counts(
    tmp_path: Path, *said: dict[str, Any], published: tuple[str, ...] = (), people: tuple[str, ...] = ()
) -> list[int]:
    """Statements under each claim, when each thing is said by an outlet of its own."""
    with open_store(tmp_path / "news.db") as store:
        for n, one in enumerate(said):
            when = published[n] if published else "2031-05-02"
            store.keep(item(f"p{n}", one, outlet=f"o{n}", published=when, people=people))
        return sorted(r[0] for r in store.conn.execute("SELECT statement_count FROM claims"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([figure(1192), figure(1192, bound="at_least"), figure(1192, said_by="Red Alba")], [3]),
        ([figure(1192), figure(1193)], [1, 1]),
        ([figure(1192), figure(1192, bound="at_most")], [1, 1]),
        ([figure(1192), figure(1192, hedge="planned")], [1, 1]),
        ([figure(1192), figure(1192, unit="usd")], [1, 1]),
        ([figure(1192, date="2031"), figure(1192, date="2031-04"), figure(1192, place="Cuba")], [3]),
        ([figure(1192, date="2031-04"), figure(1192, place="Cuba")], [2]),
        ([figure(1192, date="2031-04-01"), figure(1192, date="2031-04-02"), figure(1192, date="2031-04")], [1, 1, 1]),
        ([figure(1192, place="Cuba"), figure(1192, place="Haití"), figure(1192)], [1, 1, 1]),
        ([figure(1192, None), figure(1192, None)], [2]),
        ([figure(1192, None, sentence="Son 1192."), figure(1192, None, sentence="Fueron 1192.")], [1, 1]),
        ([event("release", "52 prisoners", date="2031-04"), event("release", "los 52 presos")], [2]),
        ([event("release", "3 prisoners"), event("release", "3 presos")], [1, 1]),
        ([quote("Leo", "the lamps went out one by one"), quote("Leo", "The lamps went out, one by one!")], [2]),
        ([quote("Leo", "the lamps went out one by one"), quote("Mar", "the lamps went out one by one")], [1, 1]),
    ],
)
def test_claims(tmp_path, said, expected):
    assert counts(tmp_path, *said) == expected


def test_undated_numbers_are_bound_to_their_time(tmp_path):
    dates = ("2031-05-02", "2031-06-30", "2031-11-02", "2034-05-02")
    assert counts(tmp_path, *[figure(1192, sentence=f"{d}: 1192") for d in dates], published=dates) == [1, 3]
    (tmp_path / "x").mkdir()
    assert counts(tmp_path / "x", *[figure(12, sentence=f"{d}: 12") for d in dates], published=dates) == [1, 1, 1, 1]


def test_quotes_near_equal():
    assert near_equal("we were never told why they came", "we were never told why they came")
    assert near_equal("we were never told why they came that night", "we were never told why they came")
    assert not near_equal("we were never told why they came", "they came and took the letters")
    assert not near_equal("the lamps", "the lamps went out one by one that night")


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2031-04-10", 1), ("2031-04", 30), ("2032-02", 29), ("2031", 365), ("2031-03/2031-05", 92), ("2031-04~", 30),
        ("2031-12-30/2032-01-02", 4), ("2031-13", None), ("2031-02-30", None), ("2031-05/2031-03", None),
        ("spring", None),
        ("", None), (None, None),
    ],
)  # fmt: skip
def test_days_of_a_date(edtf, days):
    span = span_of(edtf)
    assert (span.days if span else None) == days


def test_containment():
    month, day, other = span_of("2031-04"), span_of("2031-04-10"), span_of("2031-05-01/..")
    assert month.contains(day)
    assert not day.contains(month)
    assert not month.overlaps(other)
    assert day.gap(other) == 21
