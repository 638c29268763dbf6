"""Copies and translations, whichever comes first, and what they mean for sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.fingerprint import fingerprint, similarity
from extract.reading import Date, Figure
from store.store import Store, open_store
from tests.store.samples import event, figure, item, quote

WORDS = (
    *("mar", "sol", "faro", "muelle", "calle", "patio", "luz", "sombra", "viento"),
    *("puerta", "carta", "vecino", "plaza", "barco", "arena", "techo", "campana"),
)
STORY = " ".join(f"{WORDS[i * 7 % 17]} {WORDS[i * 5 % 13]} {i}" for i in range(90)) + "."


@pytest.fixture
def store(tmp_path: Path):
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def long(url: str, *said, text: str = STORY, **fields):
    one = item(url, *said, **fields)
    one.article = replace(one.article, text=f"{one.article.text}\n{text}")
    return one


def links(store: Store, column: str) -> dict[str, str | None]:
    rows = store.conn.execute(
        f"SELECT a.url, b.url FROM articles a LEFT JOIN articles b ON b.id = a.{column} ORDER BY a.url"
    )
    return {a.split("/")[-1]: b and b.split("/")[-1] for a, b in rows}


def test_similarity_counts_what_the_shorter_text_shares():
    cut = " ".join(STORY.split()[:120])
    assert similarity(STORY, cut) == 1.0
    assert similarity(STORY, STORY.upper().replace("MAR", "río")) < 0.9
    assert similarity(STORY, "una frase que nada tiene que ver con aquello") == 0.0
    assert fingerprint("too short to tell") is None
    assert fingerprint(STORY) == fingerprint(STORY.upper())


def test_a_copy_with_small_edits_leads_to_the_first_publication(store):
    store.keep(long("late", figure(57), outlet="lapalma", published="2031-05-03T08:00:00Z"))
    store.keep(long("early", figure(57), text=STORY.replace("faro", "farol", 3), published="2031-05-02T08:00:00Z"))
    assert links(store, "duplicate_of") == {"early": None, "late": "early"}
    store.keep(long("first", figure(57), outlet="marazul", published="2031-05-01"))
    assert links(store, "duplicate_of") == {"early": "first", "first": None, "late": "first"}
    claim = store.conn.execute("SELECT outlet_count, independent_sources FROM claims").fetchone()
    assert tuple(claim) == (3, 1)


def test_a_template_filled_in_a_month_later_is_no_copy(store):
    store.keep(long("may", published="2031-05-02"))
    store.keep(long("june", published="2031-06-02"))
    assert set(links(store, "duplicate_of").values()) == {None}


def test_a_copy_that_is_rewritten_is_no_copy_any_more(store):
    store.keep(long("a", published="2031-05-01"))
    store.keep(long("b", outlet="lapalma"))
    store.keep(long("b", outlet="lapalma", text=" ".join(reversed(STORY.split())), fetched="2031-05-04T00:00:00Z"))
    assert set(links(store, "duplicate_of").values()) == {None}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_edition_named_by_the_page_is_a_translation(store, order):
    both = [
        item("es", figure(57), published="2031-05-01T08:00:00Z"),
        item("en", figure(57), language="en", outlet="elfaro_en", published="2031-05-01T12:00:00Z",
             alternates=(("es", "http://elfaro.example/es"),)),
    ]  # fmt: skip
    for n in order:
        store.keep(both[n])
    assert links(store, "translation_of") == {"en": "es", "es": None}
    assert store.conn.execute("SELECT independent_sources FROM claims").fetchone()[0] == 1


def edition(url: str, language: str, said: tuple, numbers: range, **fields):
    one = item(url, *said, people=("Ana Ruiz Peña", "Leo Mar"), language=language, **fields)
    text = one.article.text
    figures = tuple(
        Figure(0, 3, text[:3], float(n), float(n), float(n), "exact", "count", "lamps", 0, 3) for n in numbers
    )
    one.reading = replace(one.reading, figures=figures, dates=(Date(0, 3, text[:3], "2031-05-01"),))
    return one


def test_an_edition_that_no_page_names_is_known_by_its_people_and_numbers(store):
    es = (quote("Leo Mar", "se fue la luz y nadie vino"), quote("Ana Ruiz Peña", "no tenemos miedo de las 3 cartas"))
    en = (
        quote("Leo Mar", "the light went out and nobody came"),
        quote("Ana Ruiz Peña", "we do not fear the 3 letters"),
    )
    store.keep(edition("es", "es", es, range(10, 20), published="2031-05-01T08:00:00Z"))
    store.keep(edition("en", "en", en, range(10, 20), published="2031-05-02T08:00:00Z"))
    store.keep(edition("other", "en", en[:1], range(15, 30), published="2031-05-02T08:00:00Z"))
    assert links(store, "translation_of") == {"en": "es", "es": None, "other": None}
    claims = [tuple(r) for r in store.conn.execute("SELECT quote, statement_count FROM claims ORDER BY 2")]
    assert sorted(n for _, n in claims) == [2, 3]


@pytest.mark.parametrize("first", ["original", "translation"])
def test_a_translation_that_another_outlet_prints_is_known_by_what_it_says(store, first):
    told = (quote("Leo Mar", "se fue la luz y nadie vino"),)
    home = (("es", "http://elfaro.example/"),)
    both = {
        "original": edition("es", "es", told, range(10, 20), published="2031-05-01T08:00:00Z"),
        "translation": edition("en", "en", told, range(10, 20), published="2031-05-09T08:00:00Z", outlet="thelamp",
                               alternates=home),
    }  # fmt: skip
    for name in (first, *(both.keys() - {first})):
        store.keep(both[name])
    # The same numbers in an outlet that translates nobody are no translation.
    store.keep(edition("alone", "en", told, range(10, 20), published="2031-05-09T08:00:00Z", outlet="another"))
    found = dict(store.conn.execute("SELECT outlet, translation_of IS NOT NULL FROM articles").fetchall())
    assert found == {"elfaro": 0, "thelamp": 1, "another": 0}


def test_sources_that_pass_on_one_report_are_one(store):
    for n, (outlet, said_by) in enumerate(
        (("a", "Red Alba"), ("b", "Red Alba"), ("c", None), ("c", "Leo"), ("d", "residents"), ("e", "residents"))
    ):
        store.keep(item(f"p{n}", figure(1192, said_by=said_by), outlet=outlet))
    row = store.conn.execute("SELECT statement_count, outlet_count, independent_sources FROM claims").fetchone()
    assert tuple(row) == (6, 5, 4)


def test_events_of_several_named_people(store):
    store.keep(
        item("a", event("arrest", "Ana Ruiz Peña", "Leo Mar", date="2031-05-01"), people=("Ana Ruiz Peña", "Leo Mar"))
    )
    store.keep(item("b", event("arrest", "Ana Ruiz", date="2031-05"), people=("Ana Ruiz",), outlet="lapalma"))
    store.keep(item("c", event("arrest", "Leo Mar", hedge="denied"), people=("Leo Mar",), outlet="marazul"))
    rows = [tuple(r) for r in store.conn.execute("SELECT who, date, hedge, statement_count FROM claims ORDER BY hedge")]
    assert rows == [("Ana Ruiz Peña; Leo Mar", "2031-05-01", "asserted", 2), ("Leo Mar", None, "denied", 1)]
