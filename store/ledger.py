"""The run ledger: what each nightly run did at each outlet, so that an outlet is held against its own history."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from store.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.store import Store


@dataclass(frozen=True, slots=True)
class OutletRun:
    """What a run did at one outlet. Times are ISO 8601 in UTC; ``ended`` is why it ended ("finished", "shutdown",
    "blocked" …); ``source`` the kind of source that listed its articles, None where none did; ``newest`` when the
    newest of these was published or changed; ``body`` the median length of the texts in characters; ``fields`` the
    share (0 to 1) of articles that have a field; ``wait_until``: the site asked to be left alone until then."""

    outlet: str
    started: str
    finished: str
    ended: str
    source: str | None = None
    source_urls: tuple[str, ...] = ()
    newest: str | None = None
    found: int = 0
    known: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    blocked: int = 0
    unread: int = 0
    body: int | None = None
    fields: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    wait_until: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A nightly run. ``ended``: finished, interrupted or killed; None while it is under way. ``captures_bytes`` is the
    size of all captures after it, ``free_bytes`` what was left on their disk."""

    id: int
    started: str
    finished: str | None
    ended: str | None
    captures_bytes: int | None
    free_bytes: int | None
    problems: tuple[str, ...]
    outlets: tuple[OutletRun, ...]


_COLUMNS = tuple(each.name for each in fields(OutletRun))
_LISTS = ("source_urls", "problems")


def now() -> str:
    """This moment, as the store writes it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


class Ledger:
    """Reads and writes the runs of an open store. Raises StoreError where it cannot be written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._conn = store.conn

    def start(self) -> int:
        """Enter a run that starts now and give back its id. Whoever calls sees to it that no other one is under way;
        what the ledger still has under way was killed."""
        self._write("UPDATE runs SET ended = 'killed' WHERE ended IS NULL", ())
        return self._write("INSERT INTO runs (started) VALUES (?)", (now(),))

    def keep(self, run: int, done: OutletRun) -> None:
        """Enter what a run did at an outlet."""
        row = asdict(done) | {"run": run, "fields": json.dumps(dict(done.fields), sort_keys=True)}
        row |= {name: json.dumps(row[name], ensure_ascii=False) for name in _LISTS}
        names = ("run", *_COLUMNS)
        marks = ", ".join(f":{name}" for name in names)
        self._write(f"INSERT INTO outlet_runs ({', '.join(names)}) VALUES ({marks})", row)  # noqa: S608

    def end(self, run: int, ended: str, problems: Sequence[str], captures_bytes: int, free_bytes: int) -> None:
        """Close a run."""
        said = json.dumps(list(problems), ensure_ascii=False)
        self._write(
            "UPDATE runs SET finished = ?, ended = ?, problems = ?, captures_bytes = ?, free_bytes = ? WHERE id = ?",
            (now(), ended, said, captures_bytes, free_bytes, run),
        )

    def last(self) -> Run | None:
        """The newest run."""
        row = self._conn.execute("SELECT * FROM runs ORDER BY id DESC LIMIT 1").fetchone()
        return self._run(row) if row else None

    def run(self, number: int) -> Run | None:
        """The run with that id."""
        row = self._conn.execute("SELECT * FROM runs WHERE id = ?", (number,)).fetchone()
        return self._run(row) if row else None

    def history(self, outlet: str, before: int, most: int = 30) -> list[OutletRun]:
        """What earlier runs did at an outlet, the newest first."""
        rows = self._conn.execute(
            "SELECT * FROM outlet_runs WHERE outlet = ? AND run < ? ORDER BY run DESC LIMIT ?", (outlet, before, most)
        )
        return [_outlet_run(row) for row in rows]

    def wait_until(self, outlet: str) -> str | None:
        """Until when the outlet's site asked to be left alone; None where it did not, or that is over."""
        row = self._conn.execute(
            "SELECT wait_until FROM outlet_runs WHERE outlet = ? ORDER BY run DESC LIMIT 1", (outlet,)
        ).fetchone()
        return row[0] if row and row[0] and row[0] > now() else None

    def _run(self, row: sqlite3.Row) -> Run:
        outlets = self._conn.execute("SELECT * FROM outlet_runs WHERE run = ? ORDER BY outlet", (row["id"],))
        return Run(
            row["id"], row["started"], row["finished"], row["ended"], row["captures_bytes"], row["free_bytes"],
            tuple(json.loads(row["problems"])), tuple(map(_outlet_run, outlets)),
        )  # fmt: skip

    def _write(self, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> int:
        try:
            with self._conn:
                return int(self._conn.execute(sql, values).lastrowid or 0)
        except sqlite3.Error as error:
            raise StoreError(f"{self._store.path}: the run ledger cannot be written ({error})") from error


def _outlet_run(row: sqlite3.Row) -> OutletRun:
    values = {name: row[name] for name in _COLUMNS}
    values |= {name: tuple(json.loads(values[name])) for name in _LISTS}
    return OutletRun(**values | {"fields": json.loads(values["fields"])})
