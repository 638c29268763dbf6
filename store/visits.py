"""When addresses were asked for last, and what makes the next question short: ETag, Last-Modified, the last answer."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from store.captures import Capture
from store.ledger import now

if TYPE_CHECKING:
    from store.store import Store

LOOKS = (timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""How long after an article was first fetched it is looked at again. A late run makes one look of several."""
RECENT = timedelta(days=8)
"""Articles that were published longer before they were first fetched are not looked at again: a backfill's, say."""
KEPT = timedelta(days=60)
"""So long the visit of an address is remembered that nobody asks for any more."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The last visit of an address: when (ISO 8601, UTC), the status that the site answered with (200 for what was
    unchanged, too), the ``article`` it shows (None: it is a source), and where its last full answer stands."""

    url: str
    checked: str
    status: int
    article: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    capture: Capture | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """An article to look at again, the address it was found at, and its publication date with the layer that told."""

    article: str
    url: str
    published: str | None
    layer: str


class Visits:
    """Reads and writes visits in an open store. What cannot be written now costs a longer question the next time."""

    def __init__(self, store: Store) -> None:
        self._conn = store.conn

    def get(self, url: str) -> Visit | None:
        """The last visit of an address."""
        row = self._conn.execute("SELECT * FROM visits WHERE url = ?", (url,)).fetchone()
        return _visit(row) if row else None

    def of(self, article: str) -> Visit | None:
        """The last visit of any address that shows the article."""
        row = self._conn.execute(
            "SELECT * FROM visits WHERE article = ? ORDER BY checked DESC LIMIT 1", (article,)
        ).fetchone()
        return _visit(row) if row else None

    def keep(self, visit: Visit) -> None:
        """Remember a visit in place of the one before."""
        row = asdict(visit) | {"capture": json.dumps(asdict(visit.capture)) if visit.capture else None}
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        again = ", ".join(f"{name} = excluded.{name}" for name in row if name != "url")
        self._write(f"INSERT INTO visits ({names}) VALUES ({marks}) ON CONFLICT (url) DO UPDATE SET {again}", row)  # noqa: S608

    def touch(self, url: str, status: int) -> None:
        """Remember that an address was asked for again; what is known of its last full answer stays."""
        self._write("UPDATE visits SET checked = ?, status = ? WHERE url = ?", (now(), status, url))

    def due(self, outlet: str, moment: datetime) -> list[Due]:
        """The outlet's articles that are to be looked at again at ``moment`` (aware), the newest first."""
        rows = self._conn.execute(
            "SELECT a.url, a.published, a.layers, v.fetched AS first, a.fetched,"
            " max(coalesce(t.checked, '')) AS checked, t.url AS asked"
            " FROM versions v JOIN articles a ON a.id = v.article_id LEFT JOIN visits t ON t.article = a.url"
            " WHERE v.version = 1 AND v.fetched >= ? AND a.outlet = ? AND (a.published IS NULL OR a.published >= ?)"
            " GROUP BY a.url ORDER BY v.fetched DESC, a.url",
            (_iso(moment - LOOKS[-1] - RECENT), outlet, _iso(moment - LOOKS[-1] - 2 * RECENT)),
        )
        return [_due(row) for row in rows if _is_due(row, moment)]

    def forget(self) -> None:
        """Drop what nobody asks for any more, but for articles that have gone."""
        oldest = _iso(datetime.now(UTC) - KEPT)
        self._write("DELETE FROM visits WHERE checked < ? AND status < 400", (oldest,))

    def _write(self, sql: str, values: Any) -> None:
        with contextlib.suppress(sqlite3.OperationalError), self._conn:
            self._conn.execute(sql, values)


def _is_due(row: sqlite3.Row, moment: datetime) -> bool:
    first = datetime.fromisoformat(row["first"])
    last = datetime.fromisoformat(max(row["fetched"], row["checked"]))
    return any(last < first + wait <= moment for wait in LOOKS)


def _due(row: sqlite3.Row) -> Due:
    layer = json.loads(row["layers"]).get("published", "")
    return Due(row["url"], row["asked"] or row["url"], row["published"], layer)


def _visit(row: sqlite3.Row) -> Visit:
    capture = Capture(**json.loads(row["capture"])) if row["capture"] else None
    return Visit(
        row["url"], row["checked"], row["status"], row["article"], row["etag"], row["last_modified"], capture
    )  # fmt: skip


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
