"""Which claims dispute one another, and which do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from store.search import disputes_of
from store.store import open_store
from tests.store.samples import event, figure, item

ANA = "Ana Ruiz Peña"
APRIL = {"date": "2031-04", "place": "Cuba"}


def years(value: float, who: str, measure: str = "age") -> dict[str, Any]:
    return figure(value, measure, unit="year", who=(who,))


def kinds(tmp_path: Path, *articles: Any) -> list[str]:
    with open_store(tmp_path / "news.db") as store:
        for one in articles:
            store.keep(one)
        return sorted(d.kind for d in disputes_of(store))


def two(tmp_path: Path, first: dict[str, Any], second: dict[str, Any], people: tuple[str, ...] = ()) -> list[str]:
    """The disputes between what two outlets say, whichever comes first."""
    both = (item("a", first, people=people), item("b", second, people=people, outlet="lapalma"))
    (tmp_path / "x").mkdir()
    found = kinds(tmp_path, *both)
    assert found == kinds(tmp_path / "x", *reversed(both))
    return found


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (figure(1192, **APRIL), figure(1104, **APRIL), "contradiction"),
        (figure(1192, **APRIL), figure(1104, date="2031-04-20"), "contradiction"),
        (figure(1192, **APRIL), figure(1104, **APRIL | {"date": "2031-05"}), "update"),
        (figure(1192, **APRIL), figure(1000, bound="more_than", **APRIL), "compatible"),
        (figure(553, "releases", hedge="planned", **APRIL), figure(230, "releases", **APRIL), "contradiction"),
        (figure(553, "releases", hedge="planned", **APRIL), figure(553, "releases", **APRIL), "compatible"),
        (figure(11, "lamps", **APRIL), figure(12, "lamps", **APRIL), "contradiction"),
        # Not the same thing, time or place:
        (figure(1192, **APRIL), figure(1192, **APRIL), None),
        (figure(1192, **APRIL), figure(1104, date="2031-04", place="Matanzas"), None),
        (figure(1192, **APRIL), figure(40, date="2031-04"), None),
        (figure(1192, **APRIL), figure(1104, **APRIL | {"date": "2030-01"}), None),
        (figure(1192, **APRIL), figure(1104, "arrests", **APRIL), None),
        (figure(1192, **APRIL), figure(1104, **APRIL, unit="percent"), None),
        (figure(11, "lamps", date="2031-04"), figure(12, "lamps", date="2031-04"), None),
        (figure(11, "people", date="2031-04"), figure(12, "people", date="2031-05"), None),
        (figure(97, **APRIL), figure(80, **APRIL, sentence="Otros 80 esperan en Cuba."), None),
        (figure(97, **APRIL), figure(80, **APRIL, hedge="denied"), None),
    ],
)
def test_figures(tmp_path, first, second, kind):
    assert two(tmp_path, first, second) == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (event("arrest", ANA, date="2031-05-01"), event("arrest", ANA, date="2031-05-02"), "contradiction"),
        (event("arrest", ANA, date="2031-05-01"), event("arrest", ANA, date="2031-07-02"), None),
        (event("arrest", ANA, date="2031-05-01"), event("arrest", ANA, date="2031-05"), None),
        (event("arrest", ANA, date="2031-05-01"), event("release", ANA, date="2031-05-02"), None),
        (event("arrest", ANA, date="2031-05-01"), event("arrest", "a neighbour", date="2031-05-02"), None),
        (event("arrest", "38 people", **APRIL), event("arrest", "44 personas", **APRIL), "contradiction"),
        (event("arrest", "38 people", **APRIL), event("arrest", "44 personas", date="2031-04"), None),
        (years(37, ANA), years(38, ANA), "contradiction"),
        (years(37, ANA), years(38, "Leo Mar"), None),
        (figure(37, "age", unit="year"), figure(38, "age", unit="year"), None),
        (years(5, ANA, "sentence"), years(8, ANA, "sentence"), "contradiction"),
    ],
)  # fmt: skip
def test_people(tmp_path, first, second, kind):
    assert two(tmp_path, first, second, people=(ANA, "Leo Mar")) == ([kind] if kind else [])


def test_one_article_s_numbers_of_one_source_are_its_scopes(tmp_path):
    one = item("a", figure(1192, said_by="Red Alba", **APRIL), figure(1104, said_by="Red Alba", **APRIL))
    assert kinds(tmp_path, one) == []


def test_one_article_may_quote_two_sources_or_two_dates(tmp_path):
    one = item("a", figure(1192, said_by="Red Alba", **APRIL), figure(1104, said_by="El Barco", **APRIL))
    other = item(
        "b", figure(15, "lamps", date="2031-04", place="Cuba"), figure(11, "lamps", date="2030-04", place="Cuba")
    )
    assert kinds(tmp_path, one, other) == ["contradiction", "update"]


def test_a_number_that_an_article_took_back_is_a_revision(tmp_path):
    first = item("a", figure(1192, **APRIL))
    copy = item("b", figure(1192, **APRIL), outlet="lapalma")
    changed = item("a", figure(1104, **APRIL), fetched="2031-05-05T00:00:00Z")
    assert kinds(tmp_path, first, copy, changed) == ["revision"]


def test_a_dispute_ends_with_its_claim(tmp_path):
    first, second = item("a", figure(1192, **APRIL)), item("b", figure(1104, **APRIL), outlet="lapalma")
    changed = item("b", figure(1192, **APRIL), outlet="lapalma", fetched="2031-05-05T00:00:00Z")
    assert kinds(tmp_path, first, second, changed) == []
