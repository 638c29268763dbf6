"""Questions: by words in either language, by slots, whatever is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.search import Question, disputes_of, find_claims, get_claim, summary
from store.store import Store, open_store
from tests.store.samples import event, figure, item, quote


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    opened = open_store(tmp_path_factory.mktemp("search") / "news.db")
    opened.keep(item("a", figure(57, date="2031-04", place="Santa Aurelia", said_by="Red Alba"),
                     figure(12, "women political prisoners", said_by="Red Alba"),
                     event("arrest", "Ana Ruiz Peña", date="2031-04-30"), people=("Ana Ruiz Peña",)))  # fmt: skip
    opened.keep(item("b", figure(57, date="2031-04", place="Santa Aurelia", said_by="Ministry of Lamps",
                                 sentence="The ledger of Santa Aurelia counts 57."),
                     quote("Ana Ruiz Peña", "the light went out, nobody came", hedge=None), people=("Ana Ruiz Peña",),
                     outlet="lapalma", language="en", published="2031-06-01"))  # fmt: skip
    return opened


def values(store: Store, **asked: object) -> list[object]:
    return sorted((c.value or c.event or "quote" for c in find_claims(store, Question(**asked))), key=str)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("presos políticos", [12, 57]),
        ("PRESOS POLITICOS", [12, 57]),
        ("political prisoners", [12, 57]),
        ("cuántos presos políticos", [12, 57]),
        ("presos políticos ledger", [57]),
        ('"political prisoners" aurelia', [57]),
        ("LEDGER", [57]),
        ("ruiz peña", ["arrest", "quote"]),
        ("arrest ruiz", ["arrest"]),
        ("unheard", []),
        ("*** ( ^", []),
        ("", [12, 57, "arrest", "quote"]),
    ],
)
def test_words(store, text, found):
    assert values(store, text=text) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "event"}, ["arrest"]),
        ({"event": "arrest"}, ["arrest"]),
        ({"measure": "presos políticos"}, [12, 57]),
        ({"measure": "women political prisoners"}, [12]),
        ({"said_by": "ministry of lamps"}, [57]),
        ({"said_by": "red alba"}, [12, 57]),
        ({"said_by": "alb"}, []),
        ({"who": "ruiz"}, ["arrest"]),
        ({"place": "santa aurélia"}, [57]),
        ({"outlet": "LaPalma"}, [57, "quote"]),
        ({"since": "2031-06-01"}, [57, "quote"]),
        ({"until": "2031-05-02"}, [12, 57, "arrest"]),
        ({"until": "2031-05-01"}, []),
        ({"outlet": "lapalma", "until": "2031-05-30"}, []),
        ({"hedge": "denied"}, []),
        ({"min_confidence": 0.9}, []),
        ({"kind": "figure", "said_by": "Red Alba", "text": "aurelia", "limit": 0}, [57]),
    ],
)
def test_slots(store, asked, found):
    assert values(store, **asked) == found


def test_newest_first_with_sources_oldest_first(store):
    first = find_claims(store, Question(kind="figure"))[0]
    assert (first.value, first.said_by, first.outlet_count, first.independent_sources) == (
        57,
        "Ministry of Lamps; Red Alba",
        2,
        2,
    )
    assert [s.outlet for s in first.sources] == ["elfaro", "lapalma"]
    assert first.sources[0].capture
    assert first.sources[0].sentence.startswith("Se dijo")
    assert find_claims(store, Question(limit=1))[0].last_seen == "2031-06-01"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(['"', "NEAR", "AND", "OR", "NOT", "(", ")", "*", "labels :", "presos", "\0", "-", "^", "{a}"])
    ).map(" ".join)
)
def test_any_text_is_a_question(store, text):
    find_claims(store, Question(text=text, who=text, said_by=text, place=text, measure=text, outlet=text))
    find_claims(store, Question(text=text))


def test_claim_by_an_id_it_had(tmp_path: Path):
    with open_store(tmp_path / "news.db") as store:
        store.keep(item("a", figure(57)))
        old = find_claims(store, Question())[0].id
        store.keep(item("b", figure(57, place="Santa Aurelia")))
        now = find_claims(store, Question())[0]
        assert now.id != old
        assert get_claim(store, old) == get_claim(store, now.id) == now
        assert get_claim(store, "c0000000000000000") is None


def test_summary_and_disputes(store):
    counts = summary(store)
    assert (counts.articles, counts.claims, counts.statements, counts.shared_claims) == (2, 4, 5, 1)
    assert disputes_of(store, []) == disputes_of(store) == []
