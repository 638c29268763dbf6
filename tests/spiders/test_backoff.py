"""A site that does not want to be asked is asked less, then not at all, and people are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.spiders.small_site import HOME, Page, Site, article, feed, serving
from tests.spiders.test_crawl import QUICK

if TYPE_CHECKING:
    from pathlib import Path


def crawl(run_spiders: Any, tmp_path: Path, answers: dict[str, Page], **settings: Any) -> tuple[Any, Site]:
    """A crawl of articles of which some are answered otherwise."""
    slugs = [f"lugar{n}" for n in range(8)]
    pages = {url: answers.get(slug, Page(body)) for slug in slugs for url, body in [article(slug)]}
    with serving(Site({**pages, f"{HOME}/feed/": feed(*pages)})) as site:
        ran = run_spiders("eltamarindo", proxy=site.address, DB=tmp_path / "a.db", **QUICK, **settings)
    return ran, site


def gap_after(site: Site, slug: str) -> float:
    times = [moment for moment, _ in site.asked]
    at = next(number for number, (_, url) in enumerate(site.asked) if url.endswith(f"/{slug}/"))
    return times[at + 1] - times[at]


ONE = {"CONCURRENT_REQUESTS": 1}


@pytest.mark.parametrize("said", ["2", "date"])
def test_retry_after_is_kept(said: str, run_spiders: Any, tmp_path: Path) -> None:
    value = format_datetime(datetime.now(UTC) + timedelta(seconds=15), usegmt=True) if said == "date" else said
    ran, site = crawl(run_spiders, tmp_path, {"lugar1": Page("", 429, {"Retry-After": value})}, **ONE, WAIT_MOST=60)
    assert gap_after(site, "lugar1") > (4 if said == "date" else 1.8)
    assert (ran.count("kept/new"), ran.count("blocked"), ran.count("refused")) == (7, 1, 1)


def test_one_refusal_makes_it_wait_and_go_on(run_spiders: Any, tmp_path: Path) -> None:
    ran, site = crawl(run_spiders, tmp_path, {"lugar1": Page("", 403)}, **ONE)
    assert gap_after(site, "lugar1") > 1.8
    assert ran.count("kept/new") == 7


def test_asked_to_stay_away_for_long_it_leaves(run_spiders: Any, tmp_path: Path) -> None:
    ran, site = crawl(run_spiders, tmp_path, {"lugar1": Page("", 429, {"Retry-After": "86400"})}, **ONE)
    assert ran.stats["eltamarindo"]["finish_reason"] == "blocked"
    assert ran.stats["eltamarindo"]["constancia/wait_until"] > f"{datetime.now(UTC):%Y-%m-%dT%H}"
    assert any("asks not to be asked again before" in line for line in ran.problems())
    assert len(site.asked) < 6


def test_a_firewalls_bare_redirect_is_a_refusal_and_several_end_the_crawl(run_spiders: Any, tmp_path: Path) -> None:
    bare, itself = Page("", 307), Page("", 307, {"Location": article("lugar2")[0]})
    answers = {"lugar1": bare, "lugar2": itself} | {f"lugar{n}": Page("", 403) for n in (3, 4, 5, 6, 7)}
    ran, site = crawl(run_spiders, tmp_path, answers, **ONE, WAIT_MOST=100)
    assert ran.stats["eltamarindo"]["finish_reason"] == "blocked"
    assert (ran.count("blocked"), ran.count("kept/new")) == (5, 1)
    assert sum("refused 5 times in a row" in line for line in ran.problems()) == 1
    for slug in ("lugar1", "lugar2"):
        assert any(f"/{slug}/: blocked (status 307)" in line for line in ran.problems()), ran.problems()
    assert {len(agent) for agent in site.agents} == {len(next(iter(site.agents)))}, "no disguise"
