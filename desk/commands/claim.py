"""``constancia claim``: one claim with every sentence it stands on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.evidence import best_first, claims_by_id, rows
from desk.options import db_option, existing_store
from desk.output import as_json, console
from desk.trouble import Trouble, nothing_found
from desk.wording import DISPUTES, HEDGES, assertion, day, instant, plural, visible
from store.schema import CLAIM_COLUMNS

if TYPE_CHECKING:
    from rich.console import Console

    from desk.output import Row
    from store.search import Claim, Source
    from store.store import Store

RIVALS = """
SELECT d.kind, o.claim_id AS id FROM disputes d
JOIN disputes o ON o.dispute_id = d.dispute_id AND o.claim_id <> d.claim_id
WHERE d.claim_id = ? ORDER BY d.kind, o.claim_id
"""

NOTES = """
SELECT s.id, s.rule, s.doubts, v.version, c.file FROM statements s JOIN articles a ON a.id = s.article_id
JOIN versions v ON v.article_id = a.id AND v.version = a.version LEFT JOIN captures c ON c.id = v.capture
WHERE s.claim_id = ?
"""


@click.command("claim")
@click.argument("claim_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@db_option
def command(claim_id: str, form: str, db: Path) -> None:
    """Show a claim: what it says, who disputes it, and every sentence it stands on with article, address and capture.

    ID is the id that claims lists, or its beginning. An id that a claim once had leads to what it has become.

    \b
    Example:
      constancia claim c0123456789abcdef
    """
    with existing_store(db) as store:
        claim = _find(store, claim_id)
        notes = {row["id"]: row | {"doubts": json.loads(row["doubts"])} for row in rows(store, NOTES, claim.id)}
        rivals = [(row["kind"], claims_by_id(store, [row["id"]])[0]) for row in rows(store, RIVALS, claim.id)]
    if form == "json":
        click.echo(as_json(_record(claim, notes, rivals)))
    else:
        _show(claim, notes, rivals)


def _find(store: Store, wanted: str) -> Claim:
    """The claim whose id is, begins with or was ``wanted``. Raises Trouble where there is none or several."""
    found = [
        row["id"]
        for row in rows(
            store,
            "SELECT id FROM claims WHERE substr(id, 1, length(?1)) = ?1 UNION SELECT new_id AS id FROM claim_redirects "
            "WHERE old_id = ?1 AND new_id IS NOT NULL LIMIT 6",
            wanted,
        )
    ]
    if not found:
        raise nothing_found(f"there is no claim {wanted}")
    if len(found) > 1:
        raise Trouble(f"{wanted} is the beginning of several ids: {', '.join(found)}")
    return claims_by_id(store, found)[0]


def _record(claim: Claim, notes: dict[str, Row], rivals: list[tuple[str, Claim]]) -> dict[str, Any]:
    record: dict[str, Any] = {column: getattr(claim, column) for column in ("id", *CLAIM_COLUMNS)}
    record["statements"] = [
        asdict(source) | {name: notes[source.statement_id][name] for name in ("rule", "doubts", "version", "file")}
        for source in best_first(claim.sources)
    ]
    record["disputes"] = [
        {"kind": kind, "claim": other.id, "says": assertion(other, other.who)} for kind, other in rivals
    ]
    return record


def _show(claim: Claim, notes: dict[str, Row], rivals: list[tuple[str, Claim]]) -> None:
    facts = {
        "Hedge": HEDGES.get(claim.hedge or "", "asserted"),
        "When": day(claim.date),
        "Where": claim.place,
        "Who": claim.who,
        "By": claim.agent,
        "Said by": claim.said_by,
        "Stands on": f"{plural(claim.statement_count, 'sentence')}, {plural(claim.outlet_count, 'outlet')}, "
        f"{plural(claim.independent_sources, 'independent source')}",
        "Confidence": f"{claim.confidence:.0%}",
        "Id": claim.id,
    }
    out = console()
    out.print(visible(assertion(claim, claim.who)), style="bold")
    for name, value in facts.items():
        if value:
            out.print(f"  {name + ':':<12} {visible(value)}")
    for kind, other in rivals:
        out.print(
            f"  {'Disputed:':<12} {visible(assertion(other, other.who))} ({other.id}): {DISPUTES.get(kind, kind)}"
        )
    for number, source in enumerate(best_first(claim.sources), 1):
        out.print()
        out.print(f"[{number}] {visible(source.sentence)}")
        _cite(out, source, notes[source.statement_id])


def _cite(out: Console, source: Source, note: Row) -> None:
    authors = f"{', '.join(source.authors)}: " if source.authors else ""
    copy = " (a copy)" if source.duplicate_of else " (a translation)" if source.translation_of else ""
    date = day(source.published) or "no date"
    out.print(f"    {visible(f'{authors}{source.title}. {source.outlet}')}, {date}{copy}")
    where = f"version {note['version']}, characters {source.start} to {source.end}, fetched {instant(source.fetched)}"
    out.print(f"    {visible(source.url)}, {where}")
    if source.capture:
        out.print(f"    {visible(note['file'])} <{visible(source.capture)}> {source.capture_digest}", style="dim")
    who = visible(source.said_by or "the article itself")
    said = f"    said by {who}; {source.confidence:.0%} sure; rule {visible(note['rule'])}"
    out.print(f"{said}; doubts: {visible(', '.join(note['doubts']))}" if note["doubts"] else said, style="dim")
