"""The sample newsroom holds what the demo and the tests of other rooms rely on."""

import re
from collections import Counter

import pytest
from rapidfuzz import fuzz

from newsroom.annotations import ORGANIZATIONS, expected_claims, expected_disputes
from newsroom.site import HOSTS, url_of
from newsroom.sources import all_sources, read_source, sources_of

SECOND_NIGHT = {source.key: source for source in sources_of(2)}


def test_there_are_enough_articles_in_both_languages():
    counts = Counter(source.outlet for source in sources_of(2))
    assert set(counts) == set(HOSTS)
    assert sum(counts.values()) >= 24
    assert min(counts.values()) >= 4
    assert counts["radiofaro_en"] + counts["keyscourier"] >= 9


@pytest.mark.parametrize("source", all_sources(), ids=lambda source: f"{source.key}-{source.night}")
def test_an_article_is_as_long_as_news_is(source):
    assert 200 <= source.words <= 600
    assert source.purpose
    assert source.published.utcoffset() is not None


def test_urls_are_unique():
    urls = [url_of(source) for source in sources_of(2)]
    assert len(urls) == len(set(urls))


def test_translations_come_in_two_pairs():
    pairs = {
        frozenset((source.key, source.translation))
        for source in SECOND_NIGHT.values()
        if source.translation is not None
    }
    assert len(pairs) == 2
    for first, second in map(sorted, pairs):
        assert SECOND_NIGHT[first].translation == second
        assert SECOND_NIGHT[second].translation == first
        assert len(SECOND_NIGHT[first].text.split("\n")) == len(SECOND_NIGHT[second].text.split("\n"))


def test_copies_differ_a_little_from_their_originals():
    copies = [source for source in SECOND_NIGHT.values() if source.copy_of is not None]
    assert len(copies) == 2
    for copy in copies:
        original = SECOND_NIGHT[str(copy.copy_of)]
        assert original.published < copy.published
        assert copy.outlet != original.outlet
        assert 80 < fuzz.ratio(copy.text, original.text) < 99


def test_one_article_changes_on_the_second_night():
    versions = Counter(source.key for source in all_sources())
    changed = [key for key, count in versions.items() if count == 2]
    assert changed == ["eltamarindo/osniel-carballea-17-dias-huelga-hambre"]
    first, second = (source for source in all_sources() if source.key == changed[0])
    assert url_of(first) == url_of(second)
    assert first.modified is None
    assert second.modified is not None
    assert first.text != second.text


def test_each_night_brings_something_new():
    assert len(sources_of(1)) >= 22
    assert len(sources_of(2)) - len(sources_of(1)) == 4


def test_one_page_makes_no_claim():
    source = SECOND_NIGHT["eltamarindo/el-son-que-se-queda-en-el-patio"]
    assert not re.search(r"[\d«»“”\"]", source.text)


def test_figures_stand_in_the_digits_of_both_languages():
    texts = "\n".join(source.text for source in SECOND_NIGHT.values())
    for number in ("1.082", "1 082", "1,082", "1,067", "41,3%", "$1.3 billion", "Twenty-two", "Catorce"):
        assert number in texts


def test_annotated_statements_stand_in_their_articles():
    for claim in expected_claims():
        for statement in claim.statements:
            source = {source.key: source for source in sources_of(statement.night)}[statement.article]
            assert source.text.count(statement.words) == 1, (claim.id, statement.article, statement.words)


def test_annotated_claims_recur_across_outlets_and_languages():
    across = [
        claim
        for claim in expected_claims()
        if len({statement.article.partition("/")[0] for statement in claim.statements}) > 1
    ]
    assert len(across) >= 12


def test_annotated_disputes_name_claims():
    ids = [claim.id for claim in expected_claims()]
    assert len(ids) == len(set(ids))
    assert {claim for dispute in expected_disputes() for claim in dispute.claims} <= set(ids)


def test_invented_organizations_are_listed_once():
    rows = [line.split("\t") for line in ORGANIZATIONS.read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 5 for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_an_article_without_front_matter_is_named(tmp_path):
    path = tmp_path / "eltamarindo" / "nota.md"
    path.parent.mkdir()
    path.write_text("Sin cabecera.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"nota\.md: no front matter"):
        read_source(path)


def test_the_readme_says_what_each_article_is_for():
    readme = (ORGANIZATIONS.parent / "README.md").read_text(encoding="utf-8")
    for source in all_sources():
        assert f"| {source.published:%Y-%m-%d} | {source.purpose} |" in readme
        assert source.key in readme
