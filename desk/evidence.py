"""Claims with what a citation needs, in the order in which people want to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.search import disputes_of, get_claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.search import Claim, Source
    from store.store import Store

GRAVEST_FIRST = ("contradiction", "revision", "definition", "update", "compatible")


def claims_by_id(store: Store, ids: Iterable[str]) -> list[Claim]:
    """The claims with these ids, or what has become of them, each once, newest first."""
    found = {claim.id: claim for one in dict.fromkeys(ids) if (claim := get_claim(store, one))}
    ordered = sorted(found.values(), key=lambda claim: (-claim.confidence, claim.id))
    return sorted(ordered, key=lambda claim: claim.last_seen, reverse=True)


def best_first(sources: Iterable[Source]) -> list[Source]:
    """Sources in the order of citing: originals before copies and translations, then the surer, then the earlier."""
    return sorted(
        sources,
        key=lambda s: (
            s.duplicate_of is not None, s.translation_of is not None, -s.confidence, s.published or "~", s.url, s.start
        ),
    )  # fmt: skip


def vouchers(claim: Claim) -> tuple[str, ...]:
    """Everybody who vouches for a claim, as its sentences name them, each once."""
    return tuple(dict.fromkeys(source.said_by for source in best_first(claim.sources) if source.said_by))


def outlets_of(claim: Claim) -> tuple[str, ...]:
    """The outlets that published a claim, each once."""
    return tuple(dict.fromkeys(source.outlet for source in best_first(claim.sources)))


def pairs(store: Store, claims: Iterable[str] | None = None) -> list[tuple[str, str, str, str]]:
    """Disputes as (id, kind, claim id, claim id), gravest first: those with both sides among ``claims``, or all."""
    wanted = None if claims is None else set(claims)
    found = [
        (dispute.id, dispute.kind, dispute.claims[0], dispute.claims[1])
        for dispute in disputes_of(store, wanted)
        if len(dispute.claims) == 2 and (wanted is None or wanted.issuperset(dispute.claims))
    ]
    return sorted(found, key=lambda pair: (GRAVEST_FIRST.index(pair[1]), pair[0]))


def rows(store: Store, sql: str, *values: Any) -> Iterator[dict[str, Any]]:
    """The rows of a query, as dictionaries."""
    for row in store.conn.execute(sql, values):
        yield dict(row)
