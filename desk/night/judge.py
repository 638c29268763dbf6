"""Whether an outlet is healthy: this run's figures held against the outlet's own earlier ones.

Spidermon was tried before this was written. Its release 1.27 runs beside Scrapy 2.19, but it brings fifteen packages,
one of them under the GPL (rfc3987), and judges one spider by fixed thresholds or by pickled stats; what matters here is
a whole night, killed runs and the outlet's own history in the store included. The rules are few, each a function below.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from desk.wording import number, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.ledger import OutletRun

FEW = 3
"""So many articles at least, and so many earlier runs with as many, before lengths and fields are compared."""
SHRUNK = 0.5
"""An alarm where texts have less than this share of their usual length."""
FALLEN = 0.3
"""An alarm where a field's coverage is so much lower than usual (shares of 1)."""
QUIET_RUNS = 7
"""So many runs in a row without a new article are quiet, not yet an alarm, where an outlet used to have some."""
MOSTLY = 0.5
"""An alarm where more than this share of what was asked for failed, or of what came could not be read."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is not as usual at an outlet ("" for the run as a whole). ``alarm``: somebody is to look at it; else it is
    said and may pass."""

    outlet: str
    kind: str
    words: str
    alarm: bool = True


def judge(done: OutletRun, history: Sequence[OutletRun]) -> list[Finding]:
    """What is not as usual; ``history``: the outlet's earlier runs, the newest first. Runs that were stopped from
    outside say nothing of the site."""
    if done.ended == "shutdown":
        return [Finding(done.outlet, "stopped", "was stopped before it was done", alarm=False)]
    history = [each for each in history if each.ended != "shutdown"]
    found = [each for rule in OF_A_RUN for each in rule(done)]
    return found + [each for rule in AGAINST_HISTORY for each in rule(done, history)]


def _blocked(done: OutletRun) -> Iterator[Finding]:
    if done.wait_until:
        yield Finding(done.outlet, "blocked", f"the site asks not to be asked before {done.wait_until}")
    elif done.blocked and (done.ended == "blocked" or not done.fetched):
        yield Finding(done.outlet, "blocked", f"the site refuses to be read ({plural(done.blocked, 'refusal')})")
    elif done.blocked:
        yield Finding(done.outlet, "refused", f"{plural(done.blocked, 'page')} refused, others given", alarm=False)


def _no_source(done: OutletRun, history: Sequence[OutletRun]) -> Iterator[Finding]:
    if done.found or done.ended == "blocked":
        return
    once = not done.blocked and bool(history) and bool(history[0].found)
    words = "none of its sources lists an article"
    yield Finding(done.outlet, "no_source", f"{words}, as they did the last time" if once else words, alarm=not once)


def _nothing_came(done: OutletRun) -> Iterator[Finding]:
    wanted = done.found - done.known
    if wanted > 0 and not done.new + done.changed + done.unchanged and done.ended == "finished":
        words = f"its source lists {plural(wanted, 'article')} to fetch, and none was kept"
        yield Finding(done.outlet, "nothing_came", words, alarm=wanted >= FEW)  # one dead link is listed for weeks


def _failing(done: OutletRun) -> Iterator[Finding]:
    asked = done.fetched + done.failed
    if done.failed >= FEW and done.failed > asked * MOSTLY:
        yield Finding(done.outlet, "failing", f"{number(done.failed)} of {plural(asked, 'page')} did not come")
    kept = done.new + done.changed
    if done.unread >= FEW and done.unread > kept * MOSTLY:
        yield Finding(done.outlet, "unread", f"{plural(done.unread, 'article')} kept that could not be read")


def _quiet(done: OutletRun, history: Sequence[OutletRun]) -> Iterator[Finding]:
    if done.new or not done.found:
        return
    quiet = next((number for number, each in enumerate([done, *history]) if each.new), None)
    if quiet is None:  # it never had any: nothing is known of how often it publishes
        return
    since = f"no new article in {plural(quiet, 'run')}"
    if quiet >= QUIET_RUNS:
        usual = median(each.new for each in history[quiet - 1 :])
        yield Finding(done.outlet, "silent", f"{since}; newest listed: {done.newest or 'not dated'}", alarm=usual >= 1)
    else:
        yield Finding(done.outlet, "quiet", since, alarm=False)


def _shrunk(done: OutletRun, history: Sequence[OutletRun]) -> Iterator[Finding]:
    earlier = [each.body for each in history if each.body is not None and _articles(each) >= FEW]
    if done.body is None or _articles(done) < FEW or len(earlier) < FEW:
        return
    usual = round(median(earlier))
    if done.body < usual * SHRUNK:
        yield Finding(
            done.outlet, "shrunk", f"texts have {number(done.body)} characters in the middle, {number(usual)} before"
        )


def _fields(done: OutletRun, history: Sequence[OutletRun]) -> Iterator[Finding]:
    earlier = [each.fields for each in history if _articles(each) >= FEW]
    if _articles(done) < FEW or len(earlier) < FEW:
        return
    for name, share in done.fields.items():
        usual = median(each.get(name, 0.0) for each in earlier)
        if usual - share >= FALLEN:
            yield Finding(done.outlet, "fields", f"{name} found in {share:.0%} of its articles, in {usual:.0%} before")


def _ended(done: OutletRun) -> Iterator[Finding]:
    if done.ended not in ("finished", "blocked"):
        yield Finding(done.outlet, "ended", f"ended early ({done.ended.replace('_', ' ')})")


def _articles(done: OutletRun) -> int:
    return done.new + done.changed + done.unchanged


OF_A_RUN: tuple[Callable[[OutletRun], Iterator[Finding]], ...] = (_ended, _blocked, _nothing_came, _failing)
AGAINST_HISTORY: tuple[Callable[[OutletRun, Sequence[OutletRun]], Iterator[Finding]], ...] = (
    _no_source, _shrunk, _fields, _quiet,
)  # fmt: skip
