"""``constancia disputes``: who disagrees with whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.evidence import claims_by_id, outlets_of, pairs
from desk.options import db_option, existing_store, format_option, limit_option
from desk.output import Format, Row, write
from desk.trouble import nothing_found
from desk.wording import DISPUTES, assertion, day

if TYPE_CHECKING:
    from store.search import Claim

COLUMNS = (
    "dispute_id", "kind", "left", "left_says", "left_said_by", "left_date", "left_outlets", "right", "right_says",
    "right_said_by", "right_date", "right_outlets",
)  # fmt: skip


@click.command("disputes")
@click.option("--kind", type=click.Choice(tuple(DISPUTES)), help="Only disputes of this kind.")
@limit_option(50)
@format_option
@db_option
def command(kind: str | None, limit: int, form: Format, db: Path) -> None:
    """List pairs of claims that say different things of the same matter, contradictions first.

    \b
    Example:
      constancia disputes --kind contradiction
    """
    with existing_store(db) as store:
        chosen = [pair for pair in pairs(store) if kind in (None, pair[1])]
        chosen = chosen[:limit] if limit else chosen
        claims = {claim.id: claim for claim in claims_by_id(store, (one for pair in chosen for one in pair[2:]))}
    found = [_row(pair, claims) for pair in chosen]
    if not found and form in ("table", "md"):
        raise nothing_found("no disputes")
    write(found, form, COLUMNS, _shown)
    if not found:
        raise SystemExit(1)


def _row(pair: tuple[str, str, str, str], claims: dict[str, Claim]) -> Row:
    row: Row = {"dispute_id": pair[0], "kind": pair[1]}
    for side, one in zip(("left", "right"), pair[2:], strict=True):
        claim = claims[one]
        row[side] = claim.id
        row[f"{side}_says"] = assertion(claim, claim.who)
        row[f"{side}_said_by"] = claim.said_by
        row[f"{side}_date"] = claim.date
        row[f"{side}_outlets"] = "; ".join(outlets_of(claim))
    return row


def _shown(row: Row) -> dict[str, str]:
    def side(name: str) -> str:
        beside = ", ".join(
            part for part in (row[f"{name}_said_by"] or row[f"{name}_outlets"], day(row[f"{name}_date"])) if part
        )
        return f"{row[f'{name}_says']} ({beside})"

    return {
        "Kind": row["kind"],
        "One says": side("left"),
        "Another says": side("right"),
        "Ids": f"{row['left']} {row['right']}",
    }
