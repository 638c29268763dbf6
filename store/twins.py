"""Translations that no page declares, and quotes that are the same words in two languages.

Two articles of one outlet in two languages, published within two days, that name the same people and give the same
numbers and dates are editions of one article; so are two of outlets of which one translates the other. In editions,
what one speaker says comes in the same order: where both have as many quotes of a speaker, the first is the first's
translation, and so on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from store.claims import select_in
from store.edtf_match import day_of
from store.folding import fold_name
from store.people import fold_person

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

EDITION_DAYS = 2
SISTER_DAYS = 21
"""So long volunteers may take to translate another outlet's article."""
SHARED_TRAITS = 0.5
"""Share of all the people, numbers and dates of two articles that both have."""
MIN_TRAITS = 8


def enter_editions(conn: sqlite3.Connection, article: str) -> set[str]:
    """Note which articles are the same in another language by their content; the articles concerned, before and now.

    To be called when the article's mentions are entered.
    """
    before = {o for (o,) in conn.execute("SELECT other_id FROM editions WHERE article_id = ?", (article,))}
    conn.execute("DELETE FROM editions WHERE article_id = ?1 OR other_id = ?1", (article,))
    mine = _traits(conn, article)
    found = set()
    if len(mine) >= MIN_TRAITS:
        for other in _neighbours(conn, article):
            theirs = _traits(conn, other)
            if len(theirs) >= MIN_TRAITS and len(mine & theirs) >= SHARED_TRAITS * len(mine | theirs):
                found.add(other)
    conn.executemany(
        "INSERT INTO editions (article_id, other_id) VALUES (?, ?)",
        [pair for other in sorted(found) for pair in ((article, other), (other, article))],
    )
    return before | found


def _neighbours(conn: sqlite3.Connection, article: str) -> list[str]:
    """Articles in another language, of the same outlet and published about the same day, or of an outlet that
    translates the other's articles, some days apart. Such an outlet names the other's home page as an edition."""
    row = conn.execute("SELECT outlet, published, language, url FROM articles WHERE id = ?", (article,)).fetchone()
    day = day_of(row["published"])
    if day is None or row["language"] is None:
        return []
    rows = conn.execute(
        "SELECT id FROM articles WHERE outlet = ?1 AND language <> ?2 AND reader IS NOT NULL "
        "AND published >= date(?3, ?4) AND published < date(?3, ?5) ORDER BY id",
        (row["outlet"], row["language"], row["published"][:10], f"-{EDITION_DAYS} days", f"+{EDITION_DAYS + 1} days"),
    )
    found = [i for (i,) in rows]
    sisters = conn.execute(
        "SELECT a.id FROM articles a WHERE a.outlet <> ?1 AND a.language <> ?2 AND a.reader IS NOT NULL "
        "AND a.published >= date(?3, ?4) AND a.published < date(?3, ?5) AND (EXISTS "
        "(SELECT 1 FROM alternates t WHERE t.article_id = ?6 AND substr(a.url, 1, length(t.url)) = t.url AND "
        "t.url LIKE '%://%/' AND t.url NOT LIKE '%://%/%/') OR EXISTS "
        "(SELECT 1 FROM alternates t WHERE t.article_id = a.id AND t.url = ?7)) ORDER BY a.id",
        (row["outlet"], row["language"], row["published"][:10], f"-{SISTER_DAYS} days", f"+{SISTER_DAYS + 1} days",
         article, _home(row["url"])),
    )  # fmt: skip
    return [*found, *(i for (i,) in sisters)]


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _traits(conn: sqlite3.Connection, article: str) -> set[str]:
    """What of an article is the same in every language."""
    people = conn.execute("SELECT DISTINCT form FROM names WHERE article_id = ? AND kind = 'person'", (article,))
    numbers = conn.execute("SELECT DISTINCT value, low, high, unit FROM figures WHERE article_id = ?", (article,))
    dates = conn.execute("SELECT DISTINCT date FROM dates WHERE article_id = ?", (article,))
    return (
        {f"p {fold_person(form)}" for (form,) in people}
        | {f"n {tuple(number)}" for number in numbers}
        | {f"d {date}" for (date,) in dates}
    )


def enter_twins(conn: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    """Note which quotes of the articles are translations of which; the quotes concerned, before and now."""
    ids = sorted(set(articles))
    touched = {s for (s,) in select_in(
        conn, "SELECT t.statement_id FROM statements s JOIN twins m ON m.statement_id = s.id "
        "JOIN twins t ON t.core = m.core WHERE s.article_id IN ({})", ids,
    )}  # fmt: skip
    for article in ids:
        conn.execute(
            "DELETE FROM twins WHERE core IN (SELECT m.core FROM statements s JOIN twins m ON m.statement_id = s.id "
            "WHERE s.article_id = ?)",
            (article,),
        )
    pairs = {tuple(sorted(p)) for a in ids for p in _pairs(conn, a)}
    for a, b in sorted(pairs):
        for one, other in _translated(conn, a, b):
            core = f"twin|{min(one, other)}|{max(one, other)}"
            conn.executemany(
                "INSERT INTO twins (core, statement_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(core, one), (core, other)],
            )
            touched |= {one, other}
    return touched


def _pairs(conn: sqlite3.Connection, article: str) -> Iterator[tuple[str, str]]:
    for (other,) in conn.execute(
        "SELECT translation_of FROM articles WHERE id = ?1 AND translation_of IS NOT NULL "
        "UNION SELECT id FROM articles WHERE translation_of = ?1",
        (article,),
    ):
        yield article, other


def _translated(conn: sqlite3.Connection, a: str, b: str) -> Iterator[tuple[str, str]]:
    first, second = _quotes(conn, a), _quotes(conn, b)
    for speaker in first.keys() & second.keys():
        if len(first[speaker]) != len(second[speaker]):
            continue
        for (one, words), (other, others) in zip(first[speaker], second[speaker], strict=True):
            short, long = sorted((len(words), len(others)))
            if 2 * short >= long and _numbers(words) == _numbers(others):
                yield one, other


def _quotes(conn: sqlite3.Connection, article: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for ident, words, name in conn.execute(
        "SELECT s.id, s.quote, p.name FROM statements s JOIN parties p ON p.statement_id = s.id "
        "AND p.role = 'said_by' WHERE s.article_id = ? AND s.kind = 'quote' ORDER BY s.start_char, s.id",
        (article,),
    ):
        # By the name as it stands there: whom else it may name depends on other articles.
        found[fold_name(name)].append((ident, words))
    return found


def _numbers(words: str) -> list[str]:
    return sorted(re.findall(r"\d+", words))
