"""Claims made again from the statements that a change touches, and what they say."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from store.edtf_match import day_of, span_of
from store.facts import fact_of, measure_key, party_key
from store.folding import fold
from store.merge import components, merge
from store.schema import SLOTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from store.facts import Fact

_CHUNK = 500
# Where sources differ on how exact a number is, and no reading of it is more frequent, the claim says the least.
_CAUTIOUS = ("at_least", "more_than", "about", "at_most", "less_than", "between", "exact")
_MAX_SENTENCES = 40


@dataclass(slots=True)
class Member:
    """A statement of a group, with what of its article counts for a claim."""

    row: dict[str, Any]
    parties: list[tuple[str, str, str | None]]
    shown: dict[str, str]
    fact: Fact
    seen: str
    outlet: str
    host: str
    root: str


@dataclass(frozen=True, slots=True)
class Remade:
    """What making claims again has changed: ids of claims that are new or say or rest on something else, ids gone."""

    changed: frozenset[str]
    gone: frozenset[str]


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Lists short enough for the parameters of one SQL statement."""
    every = list(values)
    for i in range(0, len(every), _CHUNK):
        yield every[i : i + _CHUNK]


def select_in(conn: sqlite3.Connection, sql: str, values: Iterable[Any]) -> Iterator[Any]:
    """Rows of ``sql``, whose ``{}`` becomes the placeholders for ``values``, in chunks."""
    for part in chunks(values):
        yield from conn.execute(sql.format(",".join("?" * len(part))), part)


def enter_cores(conn: sqlite3.Connection, statements: Iterable[str]) -> set[str]:
    """Write the cores of statements afresh; the old ones and the new ones, whose groups are to be made again."""
    ids = sorted(set(statements))
    before = {c for (c,) in select_in(conn, "SELECT core FROM cores WHERE statement_id IN ({})", ids)}
    conn.executemany("DELETE FROM cores WHERE statement_id = ?", [(i,) for i in ids])
    rows = [(core, m.row["id"]) for m in load(conn, ids) for core in m.fact.cores]
    conn.executemany("INSERT INTO cores (core, statement_id) VALUES (?, ?)", rows)
    return before | {core for core, _ in rows}


def group_of(conn: sqlite3.Connection, cores: Iterable[str]) -> set[str]:
    """Ids of the statements that share the cores, directly or over others."""
    found: set[str] = set()
    done: set[str] = set()
    ahead = set(cores)
    while ahead:
        done |= ahead
        new = {i for (i,) in select_in(conn, "SELECT statement_id FROM cores WHERE core IN ({})", ahead)} - found
        found |= new
        ahead = {c for (c,) in select_in(conn, "SELECT core FROM cores WHERE statement_id IN ({})", new)} - done
    return found


def load(conn: sqlite3.Connection, statements: Iterable[str]) -> list[Member]:
    """Statements with their parties and articles, sorted by id."""
    ids = sorted(set(statements))
    cursor = select_in(
        conn,
        "SELECT s.*, coalesce(a.published, a.fetched) AS seen, a.outlet, a.url, coalesce(a.duplicate_of, "
        "a.translation_of, a.id) AS root FROM statements s JOIN articles a ON a.id = s.article_id WHERE s.id IN ({})",
        ids,
    )
    rows = {row["id"]: dict(row) for row in cursor}
    parties: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    shown: dict[str, dict[str, str]] = defaultdict(dict)
    for p in select_in(
        conn,
        "SELECT p.statement_id, p.role, p.name, p.entity_id, e.name AS shown FROM parties p LEFT JOIN entities e "
        "ON e.id = p.entity_id WHERE p.statement_id IN ({}) ORDER BY p.statement_id, p.role, p.position",
        ids,
    ):
        parties[p["statement_id"]].append((p["role"], p["name"], p["entity_id"]))
        shown[p["statement_id"]][p["name"]] = p["shown"] or p["name"]
    twins: dict[str, list[str]] = defaultdict(list)
    for core, statement in select_in(conn, "SELECT core, statement_id FROM twins WHERE statement_id IN ({})", ids):
        twins[statement].append(core)
    roots = _roots(conn, {row["root"] for row in rows.values()})
    return [
        Member(
            row, parties[i], shown[i], fact_of(row, parties[i], day_of(row["seen"]) or 0, twins[i]), row["seen"],
            row["outlet"],
            urlsplit(row["url"]).netloc.removeprefix("www."), roots[row["root"]],
        )
        for i, row in sorted(rows.items())
    ]  # fmt: skip


def _roots(conn: sqlite3.Connection, articles: Iterable[str]) -> dict[str, str]:
    """The first publication behind each article: copies of translations and translations of copies followed back.

    Links lead to an earlier article (``store.copies``), so there is no circle."""
    found: dict[str, str] = {}
    for article in articles:
        at = article
        while True:
            row = conn.execute(
                "SELECT coalesce(duplicate_of, translation_of) FROM articles WHERE id = ?", (at,)
            ).fetchone()
            if row is None or row[0] is None:
                break
            at = row[0]
        found[article] = at
    return found


def remake(
    conn: sqlite3.Connection, cores: Iterable[str], orphaned: Iterable[str], fresh: Container[str]
) -> Remade:  # fmt: skip
    """Make the claims of all groups that the cores lead to again.

    ``orphaned``: claims that statements were taken from; ``fresh``: statements that are new, or of which the names, the
    article's date or its relations may have changed.
    """
    members = load(conn, group_of(conn, cores))
    by_id = {m.row["id"]: m for m in members}
    before = {i: m.row["claim_id"] for i, m in by_id.items()}
    old = {c for c in before.values() if c} | set(orphaned)
    had = _existing(conn, old)
    rows: dict[str, dict[str, Any]] = {}
    after: dict[str, str] = {}
    stale = set(orphaned)
    for cluster in merge(m.fact for m in members):
        after |= dict.fromkeys(cluster.statements, cluster.id)
        said = [by_id[i] for i in cluster.statements]
        if cluster.id in had and cluster.id not in stale and had[cluster.id]["statement_count"] == len(said) and all(
            before[i] == cluster.id and i not in fresh for i in cluster.statements
        ):  # fmt: skip
            rows[cluster.id] = had[cluster.id]  # the same statements, none of which has changed
        else:
            rows[cluster.id] = claim_row(cluster.id, said)
    had |= _existing(conn, rows.keys() - had.keys())
    changed = {i for i, row in rows.items() if had.get(i) != row}
    _write(conn, [rows[i] for i in sorted(changed)])
    moved = sorted(i for i in after if after[i] != before[i])
    conn.executemany("UPDATE statements SET claim_id = ? WHERE id = ?", [(after[i], i) for i in moved])
    gone = {c for c in old if c not in rows and not _has_statement(conn, c)}
    _retire(conn, {c: had[c] for c in gone if c in had}, before, after)
    conn.executemany("DELETE FROM claim_redirects WHERE old_id = ?", [(i,) for i in sorted(rows)])
    changed |= {after[i] for i in moved} | ({c for i in moved if (c := before[i])} | set(orphaned)) - gone
    return Remade(frozenset(changed), frozenset(gone))


def _existing(conn: sqlite3.Connection, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    found = {}
    for row in select_in(conn, "SELECT * FROM claims WHERE id IN ({})", sorted(ids)):
        claim = dict(row)
        del claim["pk"]
        found[claim["id"]] = claim
    return found


def _has_statement(conn: sqlite3.Connection, claim: str) -> bool:
    return conn.execute("SELECT 1 FROM statements WHERE claim_id = ? LIMIT 1", (claim,)).fetchone() is not None


def _write(conn: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    columns = list(rows[0])
    updates = ", ".join(f"{c} = excluded.{c}" for c in columns if c != "id")
    conn.executemany(
        f"INSERT INTO claims ({', '.join(columns)}) VALUES ({', '.join(':' + c for c in columns)}) "  # noqa: S608
        f"ON CONFLICT (id) DO UPDATE SET {updates}",
        rows,
    )


def _retire(
    conn: sqlite3.Connection, gone: Mapping[str, Mapping[str, Any]], before: Mapping[str, str | None],
    after: Mapping[str, str],
) -> None:  # fmt: skip
    """Keep the ids of claims that are no more: they lead to the claim that most of their statements went to."""
    heirs: dict[str, Counter[str]] = defaultdict(Counter)
    for statement, claim in before.items():
        if claim is not None and claim in gone:
            heirs[claim][after[statement]] += 1
    for claim, row in sorted(gone.items()):
        votes = heirs.get(claim)
        heir = min(votes, key=lambda c: (-votes[c], c)) if votes else None
        slots = json.dumps({k: row[k] for k in SLOTS if row[k] is not None}, ensure_ascii=False)
        conn.execute("UPDATE claim_redirects SET new_id = ? WHERE new_id = ?", (heir, claim))
        conn.execute(
            "INSERT INTO claim_redirects (old_id, new_id, slots) VALUES (?, ?, ?) "
            "ON CONFLICT (old_id) DO UPDATE SET new_id = excluded.new_id, slots = excluded.slots",
            (claim, heir, slots),
        )
        conn.execute(
            "DELETE FROM disputes WHERE dispute_id IN (SELECT dispute_id FROM disputes WHERE claim_id = ?)", (claim,)
        )
        conn.execute("DELETE FROM claims WHERE id = ?", (claim,))


# --- what a claim says ------------------------------------------------------------------------------------------------


def claim_row(claim_id: str, members: Sequence[Member]) -> dict[str, Any]:
    """A claim's row: of each slot the most specific or most frequent that its statements say."""
    rows = [m.row for m in members]
    dated = _sure(rows, "date")
    placed = _sure(rows, "place")
    bound = _most([r["bound"] for r in rows], lambda b: -_CAUTIOUS.index(b))
    ends = next((r for r in rows if r["bound"] == bound), rows[0])
    dates = sorted({r["date"] for r in dated if span_of(r["date"])}, key=lambda d: (span_of(d).days, len(d), d))  # type: ignore[union-attr]
    quotes = [r["quote"] for r in rows]
    spans = [s for r in dated if (s := span_of(r["date"]))]
    seen = sorted(m.seen for m in members)
    days = [d for m in members if (d := day_of(m.seen))] or [0]
    row = {
        "id": claim_id, "kind": rows[0]["kind"], "measure": _most([r["measure"] for r in rows]),
        "event": rows[0]["event"],
        "who": _people(members), "agent": _names(members, "agent", 1), "value": rows[0]["value"], "low": ends["low"],
        "high": ends["high"], "bound": bound, "unit": rows[0]["unit"], "date": dates[0] if dates else _most(
            [r["date"] for r in dated]), "place": _most([r["place"] for r in placed]),
        "said_by": _names(members, "said_by", None), "quote": _most(quotes, len), "hedge": rows[0]["hedge"],
        "detail": _most([r["detail"] for r in rows]), "confidence": max(r["confidence"] for r in rows),
        "first_seen": seen[0], "last_seen": seen[-1], "statement_count": len(rows),
        "outlet_count": len({m.outlet for m in members}), "independent_sources": independent(members),
        "measure_key": _compared_by(members),
        "day_from": min(s.first for s in spans) if spans else min(days),
        "day_to": max(s.last for s in spans) if spans else max(days),
    }  # fmt: skip
    row["labels"] = _labels(row, members)
    row["sentences"] = "\n".join(sorted({r["sentence"] for r in rows})[:_MAX_SENTENCES])
    return row


def _sure(rows: Sequence[Mapping[str, Any]], slot: str) -> Sequence[Mapping[str, Any]]:
    """The statements that say a slot themselves; all of them where it is only inferred, or not said at all."""
    inferred = {slot, f"distant {slot}"}
    return [r for r in rows if r[slot] and not inferred & set(json.loads(r["doubts"] or "[]"))] or rows


def _compared_by(members: Sequence[Member]) -> str | None:
    """What claims have in common that may dispute one another: the measure, or an event that a number of people met."""
    row = members[0].row
    if row["kind"] == "event" and any(key.startswith("#") for key in members[0].fact.who):
        return f"event {row['event']}"
    return measure_key(row["measure"])


def _most(values: Iterable[Any], better: Any = lambda _: 0) -> Any:
    counts = Counter(v for v in values if v is not None)
    return max(sorted(counts), key=lambda v: (counts[v], better(v))) if counts else None


def _people(members: Sequence[Member]) -> str | None:
    """Everybody the claim is about, named persons by the name their entity is shown under."""
    named: dict[str, str] = {}
    unnamed: Counter[str] = Counter()
    for m in members:
        for role, name, entity in m.parties:
            if role == "who" and entity:
                named[entity] = m.shown[name]
            elif role == "who":
                unnamed[name] += 1
    return "; ".join(sorted(named.values())) or _most(unnamed.elements()) or None


def _names(members: Sequence[Member], role: str, limit: int | None) -> str | None:
    """Those named in a slot, the most frequent first."""
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for m in members:
        for party_role, name, entity in m.parties:
            if party_role == role:
                key = party_key(name, entity)
                counts[key] += 1
                forms[key][m.shown[name]] += 1
    order = sorted(counts, key=lambda k: (-counts[k], k))[:limit]
    return "; ".join(_most(forms[k].elements()) for k in order) or None


def _labels(row: Mapping[str, Any], members: Sequence[Member]) -> str:
    words = {str(row[c]) for c in ("measure", "event", "who", "agent", "place", "said_by", "quote", "detail") if row[c]}
    words |= {m.row[c] for m in members for c in ("place", "detail", "quote") if m.row[c]}
    words |= {form for m in members for pair in m.shown.items() for form in pair}
    return "\n".join(sorted(w.replace("_", " ") for w in words))


def independent(members: Sequence[Member]) -> int:
    """How many sources there are that do not pass on one another: statements count once that come from one outlet or
    site, from copies or translations of one article, or that pass on the same named source (for quotes the speaker is
    no source: everybody quotes the same one)."""
    ties: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, m in enumerate(members):
        keys = [("outlet", m.outlet), ("host", m.host), ("root", m.root)]
        if m.row["kind"] != "quote":
            keys += [
                ("said", party_key(name, e)) for role, name, e in m.parties if role == "said_by" and _is_name(name)
            ]
        for key in keys:
            ties[key].append(n)
    edges = [(tied[0], other) for tied in ties.values() for other in tied[1:]]
    return len(components(range(len(members)), edges))


def _is_name(said_by: str) -> bool:
    """ "residents", "colleagues" and the like are other people elsewhere; a name is the same source everywhere."""
    return any(word[:1].isupper() for word in said_by.split()) and bool(fold(said_by))
