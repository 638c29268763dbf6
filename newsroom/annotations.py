"""The claims that any correct reading of the sample newsroom must contain, annotated by hand (claims.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CLAIMS = Path(__file__).parent / "claims.toml"
ORGANIZATIONS = Path(__file__).parent / "organizations.tsv"
"""The newsroom's invented organizations, in the columns of the lexicon's table of organizations."""

Slot = str | int | float | list[str]


@dataclass(frozen=True, slots=True)
class ExpectedStatement:
    """Where a claim is stated: the article's key, words of the sentence that stand once in the article's text, the
    night whose version is meant, and who vouches for it there (None: as the claim says)."""

    article: str
    words: str
    night: int = 1
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedClaim:
    """One claim. ``slots`` are named as in the tables; a list holds values of which any will do."""

    id: str
    slots: dict[str, Slot]
    statements: tuple[ExpectedStatement, ...]


@dataclass(frozen=True, slots=True)
class ExpectedDispute:
    """Two claims, by their ids, that disagree, and how."""

    claims: tuple[str, str]
    kind: str


@cache
def expected_claims() -> tuple[ExpectedClaim, ...]:
    """All annotated claims, in the order of the file."""
    entries = tomllib.loads(CLAIMS.read_text(encoding="utf-8"))["claims"]
    return tuple(
        ExpectedClaim(
            entry["id"],
            {slot: value for slot, value in entry.items() if slot not in {"id", "statements"}},
            tuple(ExpectedStatement(**statement) for statement in entry["statements"]),
        )
        for entry in entries
    )


@cache
def expected_disputes() -> tuple[ExpectedDispute, ...]:
    """All annotated disputes, in the order of the file."""
    entries = tomllib.loads(CLAIMS.read_text(encoding="utf-8"))["disputes"]
    return tuple(ExpectedDispute((entry["claims"][0], entry["claims"][1]), entry["kind"]) for entry in entries)
