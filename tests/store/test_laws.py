"""Laws of the store: what it says is a function of the set of articles, not of how they came in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.item import CapturedArticle
from store.store import Store, open_store
from store.verify import verify
from tests.store.samples import FILLER, event, figure, item, quote

PEOPLE = ("Ana Ruiz", "Ana Ruiz Peña", "Ana Ruiz Pena", "Ana María Ruiz Peña", "Ana Ruiz Soler", "Leo Mar", "Leo")
DATES = (None, "2031", "2031-04", "2031-04-10", "2031-04-11", "2031-03/2031-05", "2031-04-10/2031-04-12", "2030")
PLACES = (None, "Santa Aurelia", "Puerto Manso")
QUOTES = (
    "the lamps went out one by one that night",
    "the lamps went out one by one, that long night",
    "the lamps went out one by one",
    "nobody asked us what we wanted to eat",
)

said = st.one_of(
    st.builds(
        lambda v, m, b, d, p, h, s: figure(v, m, bound=b, date=d, place=p, hedge=h, said_by=s),
        st.sampled_from([14, 57, 1192]), st.sampled_from(["political prisoners", "lamps", None]),
        st.sampled_from(["exact", "at_least", "at_most"]), st.sampled_from(DATES), st.sampled_from(PLACES),
        st.sampled_from(["asserted", "planned"]), st.sampled_from([None, "Red Alba", *PEOPLE[:2]]),
    ),
    st.builds(lambda w, a: figure(a, "age", unit="year", who=(w,)), st.sampled_from(PEOPLE), st.sampled_from([37, 38])),
    st.builds(
        lambda k, w, d, p, h: event(k, *w, date=d, place=p, hedge=h),
        st.sampled_from(["arrest", "release"]),
        st.lists(st.sampled_from([*PEOPLE, "31 artists", "31 artistas", "neighbours"]), max_size=2, unique=True),
        st.sampled_from(DATES), st.sampled_from(PLACES), st.sampled_from(["asserted", "denied"]),
    ),
    st.builds(quote, st.sampled_from([None, *PEOPLE]), st.sampled_from(QUOTES)),
)  # fmt: skip


@st.composite
def articles(draw: st.DrawFn) -> list[CapturedArticle]:
    found = []
    for n in range(draw(st.integers(1, 6))):
        people = tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)))
        statements = draw(st.lists(said, max_size=4))
        outlet, language = draw(st.sampled_from([("elfaro", "es"), ("elfaro", "en"), ("marazul", "es")]))
        one = item(
            f"p{n}", *statements, people=people, outlet=outlet, language=language,
            published=draw(st.sampled_from([None, "2031-04-12", "2031-04-12T08:00:00Z", "2031-07-01", "2033-01-01"])),
        )  # fmt: skip
        if draw(st.booleans()):  # copies of one another
            text = f"{one.article.text}\n{' '.join(f'{FILLER}{i}' for i in range(8))}"
            one.article = replace(one.article, text=text)
        if n and draw(st.booleans()):
            other = draw(st.sampled_from(found)).article
            one.article = replace(one.article, alternates=((other.language or "es", other.url),))
        found.append(one)
    return found


@pytest.fixture(autouse=True, scope="module")
def small_editions():
    """Two names in common are enough here to make two articles editions of one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.twins.MIN_TRAITS", 2)
        yield


@cache
def empty_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_store(path).close()
        return path.read_bytes()


@contextmanager
def store_of(batches: Sequence[Sequence[CapturedArticle]]) -> Iterator[Store]:
    """A store into which the batches went one after another, the file closed between."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "news.db"
    path.write_bytes(empty_database())
    try:
        for batch in batches:
            with open_store(path) as store:
                for one in batch:
                    store.keep(one)
        with open_store(path) as store:
            yield store
    finally:
        shutil.rmtree(folder)


STATE = {
    "claims": "SELECT * FROM claims ORDER BY id",
    "statements": "SELECT id, claim_id, sentence FROM statements ORDER BY id",
    "entities": "SELECT id, kind, name FROM entities ORDER BY id",
    "names": "SELECT article_id, start_char, text, entity_id FROM names ORDER BY 1, 2, 3",
    "disputes": "SELECT * FROM disputes ORDER BY 1, 2",
    "copies": "SELECT id, duplicate_of, translation_of FROM articles ORDER BY id",
    "cores": "SELECT * FROM cores ORDER BY 1, 2",
    "searched": "SELECT id FROM claims JOIN claims_fts f ON f.rowid = pk WHERE claims_fts MATCH 'ana' ORDER BY 1",
}


def state(batches: Sequence[Sequence[CapturedArticle]]) -> dict[str, Any]:
    with store_of(batches) as store:
        sound(store)
        found = {name: [dict(row) for row in store.conn.execute(sql)] for name, sql in STATE.items()}
    for claim in found["claims"]:
        del claim["pk"]
    return found


def sound(store: Store) -> None:
    """Every claim has its statements, offsets hold, references hold, indexes agree with their tables."""
    assert [p for p in verify(store, store.path.parent, sample=0) if "no capture" not in p.what] == []
    stale = store.conn.execute("SELECT old_id FROM claim_redirects JOIN claims ON id = old_id").fetchall()
    assert stale == []
    unused = store.conn.execute(
        "SELECT id FROM entities WHERE id NOT IN (SELECT entity_id FROM entity_forms)"
    ).fetchall()
    assert unused == []


@settings(max_examples=30, deadline=None)
@given(articles(), st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference(found, random):
    shuffled = random.sample(found, len(found))
    assert state([found]) == state([shuffled])


@settings(max_examples=12, deadline=None)
@given(articles(), st.integers(0, 6))
def test_two_loads_make_what_one_makes_and_loading_again_changes_nothing(found, cut):
    whole = state([found])
    assert state([found[:cut], found[cut:]]) == whole
    assert state([found, found]) == whole


@settings(max_examples=12, deadline=None)
@given(articles(), st.data())
def test_what_an_article_took_away_it_brings_back(found, data):
    whole = state([found])
    gone = data.draw(st.sampled_from(found))
    emptied = item("x", text=FILLER)
    without = replace(
        emptied,
        article=replace(gone.article, text=FILLER * 9, title="otro", alternates=(), modified="2040-01-01"),
        fetched="2040-01-01T00:00:00Z",
    )
    again = replace(gone, article=replace(gone.article, modified="2040-01-02"), fetched=gone.fetched)
    rest = [one for one in found if one is not gone]
    assert comparable(state([found, [without]])) == comparable(state([[without], rest]))
    back = state([found, [without], [again]])
    assert comparable(back) == comparable(whole)


def comparable(found: dict[str, Any]) -> dict[str, Any]:
    """All but what tells when an undated article was captured."""
    dull = ("first_seen", "last_seen", "day_from", "day_to")
    return found | {"claims": [{k: v for k, v in c.items() if k not in dull} for c in found["claims"]]}
