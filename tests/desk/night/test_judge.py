"""What is an alarm and what is a quiet night: an outlet against its own history."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk.night.judge import judge
from store.ledger import OutletRun

GOOD = {"title": 1.0, "authors": 0.9, "published": 1.0}
USUAL = OutletRun(
    "rio", "2026-03-05T03:00:00Z", "2026-03-05T03:05:00Z", "finished", source="feed", newest="2026-03-05T02:00:00Z",
    found=20, known=12, fetched=8, new=8, body=2000, fields=GOOD,
)  # fmt: skip
HISTORY = [USUAL] * 10
QUIET = replace(USUAL, known=20, fetched=0, new=0, body=None, fields={})


def kinds(done: OutletRun, history: list[OutletRun] = HISTORY) -> tuple[set[str], set[str]]:
    """The kinds of alarms, and of what is only said."""
    found = judge(done, history)
    return {each.kind for each in found if each.alarm}, {each.kind for each in found if not each.alarm}


def test_a_night_like_the_others_needs_no_word() -> None:
    assert kinds(USUAL) == (set(), set())
    assert kinds(USUAL, []) == (set(), set())


def test_one_quiet_night_is_no_alarm_and_a_quiet_week_is_one() -> None:
    assert kinds(QUIET) == (set(), {"quiet"})
    assert kinds(QUIET, [QUIET] * 5 + HISTORY) == (set(), {"quiet"})
    assert kinds(QUIET, [QUIET] * 6 + HISTORY) == ({"silent"}, set())


def test_an_outlet_that_seldom_publishes_may_be_silent() -> None:
    seldom = ([QUIET] * 8 + [replace(USUAL, new=1, fetched=1)]) * 3
    assert kinds(QUIET, seldom) == (set(), {"silent"})


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"new": 0, "fetched": 8, "body": None, "fields": {}}, "nothing_came"),
        ({"new": 0, "fetched": 0, "failed": 8, "body": None, "fields": {}}, "failing"),
        ({"body": 700}, "shrunk"),
        ({"fields": GOOD | {"authors": 0.5}}, "fields"),
        ({"fields": {"title": 1.0, "published": 1.0, "authors": 0.0}}, "fields"),
        ({"blocked": 5, "ended": "blocked"}, "blocked"),
        ({"blocked": 3, "fetched": 0, "new": 0, "found": 0, "known": 0, "source": None}, "blocked"),
        ({"wait_until": "2026-03-06T00:00:00Z"}, "blocked"),
        ({"ended": "captures_unwritable"}, "ended"),
        ({"unread": 6}, "unread"),
    ],
)
def test_alarms(change: dict[str, Any], kind: str) -> None:
    alarms, _ = kinds(replace(USUAL, **change))
    assert kind in alarms


def test_a_source_that_lists_nothing_once_may_be_down_and_twice_is_an_alarm() -> None:
    none = replace(QUIET, found=0, known=0, source=None, newest=None)
    assert kinds(none) == (set(), {"no_source"})
    assert kinds(none, [none, *HISTORY]) == ({"no_source"}, set())
    assert kinds(none, []) == ({"no_source"}, set())


def test_few_articles_prove_nothing() -> None:
    assert kinds(replace(USUAL, new=2, fetched=2, body=100, fields={"authors": 0.0})) == (set(), set())
    assert kinds(replace(USUAL, body=100), HISTORY[:2]) == (set(), set())


def test_what_was_stopped_from_outside_is_not_judged() -> None:
    stopped = replace(QUIET, ended="shutdown", found=0)
    assert kinds(stopped) == (set(), {"stopped"})
    assert kinds(QUIET, [stopped, *HISTORY]) == (set(), {"quiet"})


def test_refusals_beside_answers_are_only_told() -> None:
    assert kinds(replace(USUAL, blocked=1)) == (set(), {"refused"})
