"""The demo: the main job on the sample newsroom that comes with the package, in a folder of its own."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from desk.evidence import claims_by_id, rows
from desk.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from store.search import Claim
    from store.store import Store

MARK = ".constancia-demo"
OURS = ("newsroom.db", "newsroom.db-wal", "newsroom.db-shm", "factsheet.html", "factsheet.md")
CAPTURES = "newsroom.captures"
INTERRUPTED = 130
NIGHTS = ("night-1.warc.gz", "night-2.warc.gz")
QUESTION = "political prisoners"

# Each finds claims that show something; the first of each that is not yet among the five is taken.
WORTH = (
    """
    SELECT d.claim_id AS id FROM disputes d JOIN claims c ON c.id = d.claim_id
    WHERE d.kind = 'contradiction' AND c.hedge = 'asserted'
    ORDER BY c.measure = 'political prisoners' DESC, c.statement_count DESC, c.confidence DESC, c.id""",
    """
    SELECT id FROM claims WHERE hedge = 'asserted'
    ORDER BY independent_sources DESC, outlet_count DESC, statement_count DESC, confidence DESC, id""",
    """
    SELECT s.claim_id AS id FROM statements s
    JOIN articles a ON a.id = s.article_id JOIN claims c ON c.id = s.claim_id
    WHERE a.version > 1 AND c.unit IS NOT 'year'
    AND s.claim_id NOT IN (SELECT claim_id FROM history WHERE claim_id IS NOT NULL)
    ORDER BY c.who IS NOT NULL DESC, c.kind = 'figure' DESC, c.confidence DESC, c.id""",
    """
    SELECT s.claim_id AS id FROM statements s
    JOIN articles a ON a.id = s.article_id JOIN claims c ON c.id = s.claim_id
    GROUP BY s.claim_id HAVING count(DISTINCT a.language) > 1
    ORDER BY c.kind = 'event' DESC, c.independent_sources DESC, c.confidence DESC, c.id""",
    "SELECT id FROM claims WHERE hedge IN ('planned', 'possible') ORDER BY confidence DESC, id",
    "SELECT id FROM claims WHERE kind = 'quote' ORDER BY outlet_count DESC, confidence DESC, id",
    "SELECT id FROM claims ORDER BY confidence DESC, id",
)


def prepare(folder: Path) -> Path:
    """An empty database's path in ``folder``; what an earlier demo left there is removed, and nothing else.

    Raises Trouble where the folder is in use for something else.
    """
    mark = folder / MARK
    if folder.exists() and not folder.is_dir():
        raise Trouble(f"{folder} is a file: name another folder with --folder")
    if folder.is_dir() and any(folder.iterdir()) and not mark.is_file():
        raise Trouble(f"{folder} exists and was not made by this command: name another one with --folder")
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text("constancia demo makes and removes files here.\n", encoding="utf-8")
    for name in OURS:
        (folder / name).unlink(missing_ok=True)
    captures = folder / CAPTURES
    for path in sorted(captures.glob("crawl-*.warc.gz")) if captures.is_dir() else ():
        path.unlink()
    return folder / OURS[0]


def crawl(db: Path, night: str) -> None:
    """Crawl one night's capture with the real spiders, in a process of its own (Scrapy's reactor starts once).

    Raises Trouble where that fails, SystemExit(130) where it was interrupted.
    """
    source = files("desk").joinpath("newsroom", night)
    if not source.is_file():
        raise Trouble(f"the sample newsroom is not here ({source}): install the package anew")
    with as_file(source) as path:
        status = _run([sys.executable, "-m", "desk.cli", "crawl", "--replay", str(path), "--db", str(db)])
    if status in (INTERRUPTED, -signal.SIGINT):
        raise SystemExit(INTERRUPTED)
    if status:
        raise Trouble(f"the crawl of {night} ended with status {status} (see above)")


def _run(command: list[str]) -> int:
    """Run a command to its end and return its status. Ctrl-C reaches it too, and it ends by itself."""
    with subprocess.Popen(command) as process:  # noqa: S603  (our own)
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return process.wait()


def worth_looking_at(store: Store, most: int = 5) -> list[Claim]:
    """A handful of claims that show what there is, each for another reason: disputed, best supported, changed after
    publication, in both languages, promised or possible, said in so many words."""
    chosen: list[str] = []
    seen: set[str] = set()
    for sql in WORTH:
        if len(chosen) == most:
            break
        one = next((row["id"] for row in rows(store, sql) if row["id"] not in seen), None)
        if one is not None:
            chosen.append(one)
            seen |= {one, *_rivals(store, one)}
    claims = {claim.id: claim for claim in claims_by_id(store, chosen)}
    return [claims[one] for one in chosen]


def _rivals(store: Store, claim: str) -> list[str]:
    sql = "SELECT claim_id AS id FROM disputes WHERE dispute_id IN (SELECT dispute_id FROM disputes WHERE claim_id = ?)"
    return [row["id"] for row in rows(store, sql, claim)]
