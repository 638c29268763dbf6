"""What the reader finds of the claims that any correct reading of the sample newsroom must contain."""

from __future__ import annotations

from datetime import UTC
from functools import cache

import pytest

from extract.article import Article
from extract.reader import Reader
from extract.reading import Reading, Statement
from newsroom.annotations import ExpectedClaim, ExpectedStatement, expected_claims
from newsroom.sources import Source, sources_of

ENGLISH = {"radiofaro_en", "keyscourier"}
FOUND, RIGHT_HEDGE = 68, 60
"""Of 74 annotated statements: how many are found at least, and with the right hedge. Raise these, never lower them."""


@cache
def _read(night: int, key: str) -> tuple[Source, Reading]:
    source = next(s for s in sources_of(night) if s.key == key)
    language = "en" if source.outlet in ENGLISH else "es"
    published = f"{source.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    url = f"http://{source.outlet}.example/{source.slug}"
    return source, Reader().read(Article(url, source.outlet, source.title, source.text, language, published))


def _matches(claim: ExpectedClaim, stated: ExpectedStatement) -> list[Statement]:
    """Statements of the annotated sentence that say the annotated thing."""
    source, reading = _read(stated.night, stated.article)
    at = source.text.index(stated.words)
    here = [s for s in reading.statements if s.start <= at < s.end and s.kind == claim.slots["kind"]]
    if claim.slots["kind"] == "figure":
        return [s for s in here if (s.value, s.unit) == (claim.slots["value"], claim.slots["unit"])]
    if claim.slots["kind"] == "event":
        return [s for s in here if s.event == claim.slots["event"]]
    return here


@pytest.fixture(scope="module")
def matches() -> list[tuple[ExpectedClaim, list[Statement]]]:
    return [(claim, _matches(claim, stated)) for claim in expected_claims() for stated in claim.statements]


def test_nearly_all_annotated_statements_are_found(matches: list[tuple[ExpectedClaim, list[Statement]]]) -> None:
    missed = [claim.id for claim, found in matches if not found]
    assert len(matches) - len(missed) >= FOUND, missed


def test_hedges_and_bounds_of_what_is_found_are_right(matches: list[tuple[ExpectedClaim, list[Statement]]]) -> None:
    found = [(claim.slots, each) for claim, each in matches if each]
    hedges = [slots.get("hedge") in {s.hedge for s in each} for slots, each in found if "hedge" in slots]
    assert sum(hedges) >= RIGHT_HEDGE
    for slots, each in found:
        if isinstance(slots.get("bound"), str):
            assert slots["bound"] in {s.bound for s in each}, slots


def test_nobody_else_is_taken_for_the_one_an_event_befell(
    matches: list[tuple[ExpectedClaim, list[Statement]]],
) -> None:
    for claim, found in matches:
        if claim.slots["kind"] == "event" and found:
            surnames = set(str(claim.slots["who"]).split())
            assert any(surnames & set(name.split()) for s in found for name in s.who), (claim.id, found)
