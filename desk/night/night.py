"""One nightly run, from the lock to the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk import crawling
from desk.night.disk import room, watch
from desk.night.judge import Finding
from desk.night.lock import alone
from desk.night.push import push
from desk.night.report import Health, health
from desk.trouble import note
from store.captures import captures_folder
from store.ledger import Ledger
from store.retention import prune
from store.store import open_store
from store.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scrapy.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """``most`` new articles an outlet; ``least_free`` bytes on the disk, below which there is an alarm;
    ``keep_days``: older captures that no article stands on are dropped (None: none is);
    ``allow_private``: whether sites at private addresses are asked."""

    most: int
    least_free: int
    keep_days: int | None = None
    allow_private: bool = False


class Night:
    """A nightly run on a database. ``contact``: told to every site, "" in a replay; ``described``: files of outlets."""

    def __init__(
        self, db: Path, contact: str, replay: Sequence[Path], described: Sequence[Path], limits: Limits
    ) -> None:
        self.db = db
        self.contact = contact
        self.replay = tuple(replay)
        self.described = tuple(described)
        self.limits = limits

    def run(self, names: Sequence[str], *, debug: bool) -> Health:
        """Crawl, judge, tell. Raises Trouble where another run is at work or there is nothing to crawl."""
        chosen = crawling.choose(names, self.replay, self.described)
        with alone(self.db):
            before = room(self.db)
            with open_store(self.db) as store:
                ledger = Ledger(store)
                number = ledger.start()
                waiting = {} if self.replay else {name: ledger.wait_until(name) for name in chosen}
            try:
                due = [name for name in chosen if not waiting.get(name)]
                tally = crawling.run([(name, {}) for name in due], self._settings(number), debug=debug)
                ended, problems = "interrupted" if tally.interrupted else "finished", tally.problems
            except BaseException as error:
                self._end(number, "failed", [str(error) or type(error).__name__])
                raise
            self._make_room()
            after = room(self.db)
            found = watch(before, after, self.limits.least_free)
            found += [
                Finding(name, "waiting", f"not asked: its site asked to be left alone until {until}", alarm=False)
                for name, until in waiting.items()
                if until
            ]
            judged = self._end(number, ended, problems[-crawling.MOST_PROBLEMS :], found)
            if judged.alarms:
                for trouble in push(judged):
                    note(trouble)
            return judged

    def _make_room(self) -> None:
        if self.limits.keep_days is not None:
            with open_store(self.db) as store:
                for trouble in prune(store, captures_folder(self.db), self.limits.keep_days).trouble:
                    note(trouble)

    def _end(self, number: int, ended: str, problems: Sequence[str], found: Sequence[Finding] = ()) -> Health:
        there = room(self.db)
        with open_store(self.db) as store:
            ledger = Ledger(store)
            ledger.end(number, ended, problems, there.captures, there.free)
            Visits(store).forget()
            run = ledger.run(number)
            assert run is not None
            return health(run, ledger, found)

    def _settings(self, number: int) -> Settings:
        changed: dict[str, Any] = {"RUN": number, "ARTICLES_MAX": self.limits.most, "LOOK_AGAIN": True}
        changed["ALLOW_PRIVATE"] = self.limits.allow_private
        settings = crawling.settings_for(self.db, self.described, REPLAY=[str(path) for path in self.replay], **changed)
        if self.replay:
            settings.setdict({"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}, priority="cmdline")
        else:
            settings.set("CONTACT", self.contact, priority="cmdline")
            settings.set("USER_AGENT", settings["AGENT"].format(self.contact), priority="cmdline")
        return settings
