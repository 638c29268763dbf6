"""Writing one article: its version, mentions and statements, and then everything that follows from them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from store.claims import enter_cores, remake, select_in
from store.copies import enter_alternates, enter_text, link
from store.disputes import update_disputes
from store.entities import drop_unused, folded_form, persons_of, update_forms
from store.folding import article_id, digest_of, fold, stable_id
from store.people import fold_person
from store.twins import enter_editions, enter_twins

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from extract.reading import Reading, Statement
    from store.captures import Capture
    from store.item import CapturedArticle

_MENTIONS = {"name": "names", "figure": "figures", "date": "dates"}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What an article's deleted statements leave behind: the cores they had, the claims they stood under, and the
    statements of other articles that were translations of theirs."""

    cores: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    partners: set[str] = field(default_factory=set)


def keep(conn: sqlite3.Connection, item: CapturedArticle) -> Literal["new", "changed", "unchanged", "reread"]:
    """Write ``item`` inside the caller's transaction; see ``Store.keep``."""
    article = item.article
    ident, digest = article_id(article.url), digest_of(article.title, article.text)
    row = conn.execute("SELECT * FROM articles WHERE id = ?", (ident,)).fetchone()
    if row is not None and row["digest"] != digest and not _is_newer(conn, row, item, digest):
        _enter_old_text(conn, ident, digest, item)
        return "unchanged"
    described = _description(item)
    if row is not None and row["digest"] == digest:
        return _again(conn, row, item, described)
    version = 1 if row is None else _next_version(conn, ident)
    _enter_capture(conn, item.capture)
    forgotten = _to_history(conn, ident, row["version"]) if row is not None else Forgotten()
    reading = item.reading
    conn.execute(
        "INSERT INTO articles (id, url, title, text, version, digest, fetched, reader, unread, outlet, timezone) "
        "VALUES (:id, :url, :title, :text, :version, :digest, :fetched, :reader, :unread, :outlet, :timezone) "
        "ON CONFLICT (id) DO UPDATE SET title = excluded.title, text = excluded.text, version = excluded.version, "
        "digest = excluded.digest, fetched = excluded.fetched, reader = excluded.reader, unread = excluded.unread",
        {"id": ident, "url": article.url, "title": article.title, "text": article.text, "version": version,
         "digest": digest, "fetched": item.fetched, "reader": reading.reader if reading else None,
         "unread": None if reading else item.unread or "not read yet", "outlet": article.outlet,
         "timezone": article.timezone},
    )  # fmt: skip
    _describe(conn, ident, described)
    _enter_version(conn, ident, version, digest, item)
    _enter_reading(conn, ident, article.url, reading, forgotten, _relate(conn, ident, item, text=True))
    return "new" if row is None else "changed"


def _again(
    conn: sqlite3.Connection, row: sqlite3.Row, item: CapturedArticle, described: dict[str, Any]
) -> Literal["unchanged", "reread"]:
    """The text is known: what the page says about itself may be new, and so may the reading."""
    ident, reading = row["id"], item.reading
    redescribed = {k: v for k, v in described.items() if row[k] != v} if not item.again else {}
    related: set[str] = set()
    if redescribed:
        _describe(conn, ident, redescribed)
    if not item.again:
        related = _relate(conn, ident, item, text="published" in redescribed)
    if redescribed.keys() & {"published", "outlet"}:
        related.add(ident)
    if item.fetched > row["fetched"] and item.capture is not None:
        conn.execute("UPDATE articles SET fetched = ? WHERE id = ? AND published IS NOT NULL", (item.fetched, ident))
    fresh = reading is not None and reading.reader != row["reader"]
    if not fresh and reading is not None:
        fresh = not _same_reading(conn, ident, row["url"], reading)
    if reading is None and item.unread and row["unread"]:
        conn.execute("UPDATE articles SET unread = ? WHERE id = ?", (item.unread, ident))
    if reading is None or not fresh:
        if redescribed.keys() & {"published", "outlet", "language"}:
            related |= _links(conn, enter_editions(conn, ident) | {ident})
        _follow(conn, enter_twins(conn, related), set(), related)
        return "unchanged"
    forgotten = _forget(conn, ident)
    conn.execute("UPDATE articles SET reader = ?, unread = NULL WHERE id = ?", (reading.reader, ident))
    conn.execute("UPDATE versions SET reader = ? WHERE article_id = ? AND version = ?",
                 (reading.reader, ident, row["version"]))  # fmt: skip
    _enter_reading(conn, ident, row["url"], reading, forgotten, related)
    return "reread"


# --- the article ------------------------------------------------------------------------------------------------------


def _is_newer(conn: sqlite3.Connection, row: sqlite3.Row, item: CapturedArticle, digest: str) -> bool:
    """Whether another text than the newest known replaces it: one that says it was modified later, or, where neither
    says, that was fetched later. A text that was replaced before comes back only if the page says so."""
    mine, theirs = item.article.modified, row["modified"]
    if mine and theirs and mine != theirs:
        return bool(mine > theirs)
    known = conn.execute("SELECT 1 FROM versions WHERE article_id = ? AND digest = ?", (row["id"], digest)).fetchone()
    return known is None and item.fetched >= row["fetched"]


def _description(item: CapturedArticle) -> dict[str, Any]:
    a = item.article
    return {
        "outlet": a.outlet, "authors": _json(list(a.authors)), "published": a.published, "modified": a.modified,
        "language": a.language, "section": a.section, "tags": _json(list(a.tags)), "timezone": a.timezone,
        "layers": _json(dict(a.layers)), "warnings": _json(list(a.warnings)),
    }  # fmt: skip


def _describe(conn: sqlite3.Connection, ident: str, values: dict[str, Any]) -> None:
    columns = ", ".join(f"{c} = :{c}" for c in values)
    conn.execute(f"UPDATE articles SET {columns} WHERE id = :id", values | {"id": ident})  # noqa: S608


def _relate(conn: sqlite3.Connection, ident: str, item: CapturedArticle, *, text: bool) -> set[str]:
    """Enter copies and other editions; the articles whose links changed, and those that lead through them."""
    touched = enter_text(conn, ident, item.article.text) if text else set()
    touched |= enter_alternates(conn, ident, item.article.url, item.article.alternates)
    return _links(conn, touched | {ident})


def _links(conn: sqlite3.Connection, touched: set[str]) -> set[str]:
    changed = ahead = link(conn, touched)
    while ahead:
        rows = select_in(
            conn, "SELECT id FROM articles WHERE coalesce(duplicate_of, translation_of) IN ({})", sorted(ahead)
        )
        ahead = {i for (i,) in rows} - changed
        changed = changed | ahead
    return changed


def _enter_capture(conn: sqlite3.Connection, capture: Capture | None) -> None:
    if capture is not None:
        conn.execute(
            "INSERT INTO captures (id, file, offset, url, date, digest, media_type) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO NOTHING",
            (capture.record_id, capture.file, capture.offset, capture.url, capture.date, capture.digest,
             capture.media_type),
        )  # fmt: skip


def _next_version(conn: sqlite3.Connection, ident: str) -> int:
    newest: int = conn.execute("SELECT max(version) FROM versions WHERE article_id = ?", (ident,)).fetchone()[0]
    return newest + 1


def _enter_version(conn: sqlite3.Connection, ident: str, version: int, digest: str, item: CapturedArticle) -> None:
    conn.execute(
        "INSERT INTO versions (article_id, version, fetched, title, text, digest, capture, modified, reader) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (ident, version, item.fetched, item.article.title, item.article.text, digest,
         item.capture.record_id if item.capture else None, item.article.modified,
         item.reading.reader if item.reading else None),
    )  # fmt: skip


def _enter_old_text(conn: sqlite3.Connection, ident: str, digest: str, item: CapturedArticle) -> None:
    """A text from before the newest one that comes in late: a version without statements of its own."""
    if conn.execute("SELECT 1 FROM versions WHERE article_id = ? AND digest = ?", (ident, digest)).fetchone() is None:
        _enter_capture(conn, item.capture)
        _enter_version(conn, ident, _next_version(conn, ident), digest, item)


# --- what was read ----------------------------------------------------------------------------------------------------


def _to_history(conn: sqlite3.Connection, ident: str, version: int) -> Forgotten:
    """Move the mentions and statements of a replaced text to the history; see ``_forget`` for what is returned."""
    rows: list[tuple[Any, ...]] = []
    for item, table in [*_MENTIONS.items(), ("statement", "statements")]:
        for found in conn.execute(f"SELECT * FROM {table} WHERE article_id = ?", (ident,)):  # noqa: S608
            slots = dict(found)
            text = slots.pop("sentence" if item == "statement" else "text")
            start, end = slots.pop("start_char"), slots.pop("end_char")
            for column in ("article_id", "pk"):
                slots.pop(column, None)
            statement, claim = slots.pop("id", None), slots.pop("claim_id", None)
            kept = {k: v for k, v in slots.items() if v is not None}
            rows.append((ident, version, item, start, end, text, statement, claim, _json(kept)))
    conn.executemany(
        "INSERT INTO history (article_id, version, item, start_char, end_char, text, statement_id, claim_id, slots) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows,
    )  # fmt: skip
    return _forget(conn, ident)


def _forget(conn: sqlite3.Connection, ident: str) -> Forgotten:
    """Delete an article's statements. Its mentions go when the new ones are known."""
    cores = {c for (c,) in conn.execute(
        "SELECT c.core FROM cores c JOIN statements s ON s.id = c.statement_id WHERE s.article_id = ?", (ident,)
    )}  # fmt: skip
    claims = {c for (c,) in conn.execute("SELECT DISTINCT claim_id FROM statements WHERE article_id = ?", (ident,))}
    twins = {c for (c,) in conn.execute(
        "SELECT t.core FROM twins t JOIN statements s ON s.id = t.statement_id WHERE s.article_id = ?", (ident,)
    )}  # fmt: skip
    partners = {s for (s,) in select_in(conn, "SELECT statement_id FROM twins WHERE core IN ({})", sorted(twins))}
    conn.executemany("DELETE FROM twins WHERE core = ?", [(core,) for core in sorted(twins)])
    conn.execute("DELETE FROM statements WHERE article_id = ?", (ident,))
    left = {s for (s,) in select_in(conn, "SELECT id FROM statements WHERE id IN ({})", sorted(partners))}
    return Forgotten(cores, claims, left)


def _enter_reading(
    conn: sqlite3.Connection, ident: str, url: str, reading: Reading | None, forgotten: Forgotten, related: set[str],
) -> None:  # fmt: skip
    names = reading.names if reading else ()
    gone = {(k, f) for k, f in conn.execute("SELECT DISTINCT kind, form FROM names WHERE article_id = ?", (ident,))}
    for table in _MENTIONS.values():
        conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (ident,))  # noqa: S608
    changes = update_forms(conn, {(n.kind, n.entity) for n in names}, gone)
    entities = {
        (n.kind, n.entity): conn.execute(
            "SELECT entity_id FROM entity_forms WHERE kind = ? AND form = ?", (n.kind, n.entity)
        ).fetchone()[0]
        for n in names
    }
    touched = {i for (i,) in select_in(
        conn, "SELECT DISTINCT statement_id FROM parties WHERE entity_id IN ({})", sorted(changes.touched)
    )} | forgotten.partners  # fmt: skip
    if reading is not None:
        conn.executemany(
            "INSERT INTO names (article_id, start_char, end_char, text, kind, entity_id, form, rule) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(ident, n.start, n.end, n.text, n.kind, entities[n.kind, n.entity], n.entity, n.rule) for n in names],
        )
        _enter_figures_and_dates(conn, ident, reading)
        conn.execute("UPDATE articles SET reading_warnings = ? WHERE id = ?", (_json(list(reading.warnings)), ident))
        touched |= _enter_statements(conn, ident, url, reading.statements)
    related = related | _links(conn, enter_editions(conn, ident))
    touched |= enter_twins(conn, related | {ident})
    _follow(conn, touched, forgotten.cores, related, forgotten.claims)
    candidates = changes.touched | {_entity(conn, kind, form) for kind, form in gone}
    drop_unused(conn, {c for c in candidates if c})


def _entity(conn: sqlite3.Connection, kind: str, form: str) -> str | None:
    row = conn.execute(
        "SELECT id FROM entities WHERE kind = ? AND folded = ?", (kind, folded_form(kind, form))
    ).fetchone()
    return row[0] if row else None


def _follow(
    conn: sqlite3.Connection, statements: set[str], cores: set[str], related: set[str], orphaned: Iterable[str] = ()
) -> None:
    """Make again what rests on the statements, on the cores, and on the articles that have other relations now."""
    if not (statements or cores or related or orphaned):
        return
    fresh = enter_cores(conn, statements)
    by_article = list(select_in(
        conn, "SELECT c.core, s.id FROM statements s JOIN cores c ON c.statement_id = s.id WHERE s.article_id IN ({})",
        sorted(related),
    ))  # fmt: skip
    cores = fresh | cores | {core for core, _ in by_article}
    remade = remake(conn, cores, orphaned, statements | {statement for _, statement in by_article})
    update_disputes(conn, remade.changed)


def _enter_figures_and_dates(conn: sqlite3.Connection, ident: str, reading: Reading) -> None:
    conn.executemany(
        "INSERT INTO figures (article_id, start_char, end_char, text, value, low, high, bound, unit, measure, "
        "number_start, number_end, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(ident, f.start, f.end, f.text, f.value, f.low, f.high, f.bound, f.unit, f.measure, f.number_start,
          f.number_end, f.rule) for f in reading.figures],
    )  # fmt: skip
    conn.executemany(
        "INSERT INTO dates (article_id, start_char, end_char, text, date, rule) VALUES (?, ?, ?, ?, ?, ?)",
        [(ident, d.start, d.end, d.text, d.date, d.rule) for d in reading.dates],
    )


def statement_rows(url: str, ident: str, statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """The rows of ``statements`` for what was read in an article. A statement's id is a function of the article, the
    sentence and what is said there; where that stands there twice, of its number among them."""
    seen: Counter[str] = Counter()
    rows = []
    for s in statements:
        what = [
            s.kind,
            s.measure,
            s.event,
            list(s.who),
            s.value,
            s.low,
            s.high,
            s.bound,
            s.unit,
            fold(s.quote or ""),
            s.hedge,
        ]
        key = [url, what, fold(s.sentence)]
        name = stable_id("s", key)
        seen[name] += 1
        rows.append({
            "id": name if seen[name] == 1 else stable_id("s", [*key, seen[name]]), "article_id": ident,
            "start_char": s.start, "end_char": s.end, "sentence": s.sentence, "kind": s.kind, "measure": s.measure,
            "event": s.event, "who": "; ".join(s.who) or None, "agent": s.agent, "value": s.value, "low": s.low,
            "high": s.high, "bound": s.bound, "unit": s.unit, "date": s.date, "place": s.place, "said_by": s.said_by,
            "quote": s.quote, "hedge": s.hedge, "detail": s.detail, "confidence": s.confidence,
            "doubts": _json(list(s.doubts)), "rule": s.rule, "who_names": _json(list(s.who)),
        })  # fmt: skip
    return rows


def _enter_statements(conn: sqlite3.Connection, ident: str, url: str, statements: Iterable[Statement]) -> set[str]:
    rows = statement_rows(url, ident, statements)
    if not rows:
        return set()
    columns = list(rows[0])
    conn.executemany(
        f"INSERT INTO statements ({', '.join(columns)}) VALUES ({', '.join(':' + c for c in columns)})",  # noqa: S608
        rows,
    )
    persons = persons_of(conn, ident)
    parties = []
    for row in rows:
        slots = {"who": json.loads(row["who_names"]), "agent": [row["agent"]], "said_by": [row["said_by"]]}
        for role, values in slots.items():
            for position, name in enumerate(v for v in values if v):
                folded = fold_person(name)
                parties.append((row["id"], role, position, name, folded, persons.get(folded)))
    conn.executemany(
        "INSERT INTO parties (statement_id, role, position, name, folded, entity_id) VALUES (?, ?, ?, ?, ?, ?)", parties
    )
    return {row["id"] for row in rows}


def _same_reading(conn: sqlite3.Connection, ident: str, url: str, reading: Reading) -> bool:
    """Whether the store holds just these statements and mentions of the article."""
    mine = {tuple(r.items()) for r in statement_rows(url, ident, reading.statements)}
    columns = [c for c, _ in next(iter(mine))] if mine else ["id"]
    rows = conn.execute(f"SELECT {', '.join(columns)} FROM statements WHERE article_id = ?", (ident,))  # noqa: S608
    theirs = {tuple(zip(columns, tuple(r), strict=True)) for r in rows}
    counts = [
        conn.execute(f"SELECT count(*) FROM {table} WHERE article_id = ?", (ident,)).fetchone()[0]  # noqa: S608
        for table in _MENTIONS.values()
    ]
    return mine == theirs and counts == [len(reading.names), len(reading.figures), len(reading.dates)]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
