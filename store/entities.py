"""Entities across articles: every form of a name belongs to one, whatever the order in which articles came.

Organizations and places are one entity where their names fold alike (reading gives the lexicon's canonical name);
persons are resolved in ``store.people``. Only forms that an article brings or takes away, and those that may be short
for them, are looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.folding import fold_name, stable_id
from store.people import content_words, display, fold_person, resolve, shortens

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

Form = tuple[str, str]
"""Kind and form as an article gives it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Entities that mentions were moved away from or whose shown name changed: claims about them are made again."""

    touched: frozenset[str]


def folded_form(kind: str, form: str) -> str:
    """What a form is compared by."""
    return (fold_person(form) if kind == "person" else fold_name(form)) or form


def entity_id(kind: str, folded: str) -> str:
    return stable_id("e", [kind, folded])


def update_forms(conn: sqlite3.Connection, forms: Iterable[Form], gone: Iterable[Form]) -> Changes:
    """Enter the forms of an article and take out those that no article has any more.

    To be called when the article's old names are deleted and before its new ones are inserted. ``gone``: the forms
    that the article had.
    """
    new = set(forms)
    added = {f for f in new if not _exists(conn, f)}
    removed = {f for f in set(gone) - new if not _in_use(conn, f)}
    if not added and not removed:
        return Changes(frozenset())
    conn.executemany("DELETE FROM entity_forms WHERE kind = ? AND form = ?", sorted(removed))
    folded = {(kind, folded_form(kind, form)) for kind, form in added | removed}
    conn.executemany(
        "INSERT INTO entity_forms (kind, form, folded, entity_id) VALUES (?, ?, ?, ?)",
        [(k, f, folded_form(k, f), entity_id(k, folded_form(k, f))) for k, f in sorted(added)],
    )
    touched: set[str] = set()
    for kind, key in sorted(folded):
        if kind == "person":
            _index_person(conn, key)
    affected = folded | {("person", f) for k, key in folded if k == "person" for f in _shorter(conn, key)}
    for kind, key in sorted(affected):
        touched |= _assign(conn, kind, key)
    return Changes(frozenset(touched))


def drop_unused(conn: sqlite3.Connection, candidates: Iterable[str]) -> None:
    """Delete those of the entities that no form belongs to any more."""
    conn.executemany(
        "DELETE FROM entities WHERE id = ? AND NOT EXISTS "
        "(SELECT 1 FROM entity_forms f WHERE f.entity_id = entities.id)",
        [(c,) for c in sorted(candidates)],
    )


def persons_of(conn: sqlite3.Connection, article: str) -> Mapping[str, str]:
    """Folded forms of the persons named in an article → their entities."""
    rows = conn.execute(
        "SELECT DISTINCT form, entity_id FROM names WHERE article_id = ? AND kind = 'person'", (article,)
    )
    return {fold_person(form): entity for form, entity in rows}


def _exists(conn: sqlite3.Connection, form: Form) -> bool:
    return conn.execute("SELECT 1 FROM entity_forms WHERE kind = ? AND form = ?", form).fetchone() is not None


def _in_use(conn: sqlite3.Connection, form: Form) -> bool:
    return conn.execute("SELECT 1 FROM names WHERE kind = ? AND form = ? LIMIT 1", form).fetchone() is not None


def _index_person(conn: sqlite3.Connection, folded: str) -> None:
    """Enter or take out the words by which longer and shorter forms are found."""
    conn.execute("DELETE FROM person_words WHERE folded = ?", (folded,))
    alive = conn.execute("SELECT 1 FROM entity_forms WHERE kind = 'person' AND folded = ?", (folded,)).fetchone()
    words = content_words(folded)
    if alive and len(words) > 1:
        conn.executemany(
            "INSERT INTO person_words (first, word, is_last, folded) VALUES (?, ?, ?, ?)",
            [(words[0], word, int(word == words[-1]), folded) for word in sorted(set(words[1:]))],
        )


def _shorter(conn: sqlite3.Connection, folded: str) -> set[str]:
    words = content_words(folded)
    rows = [
        row[0]
        for word in set(words[1:])
        for row in conn.execute(
            "SELECT folded FROM person_words WHERE first = ? AND word = ? AND is_last = 1", (words[0], word)
        )
    ]
    return {f for f in rows if shortens(f, folded)}


def _longer(conn: sqlite3.Connection, folded: str) -> set[str]:
    words = content_words(folded)
    if len(words) < 2:
        return set()
    rows = conn.execute("SELECT folded FROM person_words WHERE first = ? AND word = ?", (words[0], words[-1]))
    return {f for (f,) in rows if shortens(folded, f)}


def _assign(conn: sqlite3.Connection, kind: str, folded: str) -> set[str]:
    """Give all forms that fold to ``folded`` their entity; the ids of entities that changed by it."""
    before = {row[0] for row in conn.execute(
        "SELECT entity_id FROM entity_forms WHERE kind = ? AND folded = ?", (kind, folded)
    )}  # fmt: skip
    target = resolve(folded, _longer(conn, folded)) if kind == "person" else folded
    entity = entity_id(kind, target)
    changed = _show(conn, kind, target, entity)
    if not before:  # the last form is gone
        return {entity_id(kind, folded)} | changed
    if before != {entity}:
        conn.execute("UPDATE entity_forms SET entity_id = ? WHERE kind = ? AND folded = ?", (entity, kind, folded))
        conn.execute(
            "UPDATE names SET entity_id = ?1 WHERE kind = ?2 AND entity_id <> ?1 AND form IN "
            "(SELECT form FROM entity_forms WHERE kind = ?2 AND folded = ?3)",
            (entity, kind, folded),
        )
        conn.execute(
            "UPDATE parties SET entity_id = ?1 WHERE folded = ?2 AND entity_id IS NOT NULL AND entity_id <> ?1",
            (entity, folded),
        )
        changed |= before | {entity}
    return changed


def _show(conn: sqlite3.Connection, kind: str, folded: str, entity: str) -> set[str]:
    """Enter the entity, or correct the name it is shown under; its id where that changed."""
    forms = [row[0] for row in conn.execute(
        "SELECT form FROM entity_forms WHERE kind = ? AND folded = ?", (kind, folded)
    )]  # fmt: skip
    row = conn.execute("SELECT name FROM entities WHERE id = ?", (entity,)).fetchone()
    if not forms:
        return set()
    name = display(forms)
    if row and row[0] == name:
        return set()
    conn.execute(
        "INSERT INTO entities (id, kind, name, folded) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        (entity, kind, name, folded),
    )
    return {entity} if row else set()
