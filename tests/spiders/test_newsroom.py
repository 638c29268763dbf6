"""The sample newsroom's pages, read with their spiders' rules and without their selectors, give what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from extract.page import parse_page
from newsroom.site import HOSTS, path_of, sites, url_of
from newsroom.sources import NIGHTS, Source, sources_of
from tests.spiders.test_spiders import outlets

RULES = {spider.name: spider.rules() for spider in outlets() if spider.sample}
ALL = [(night, source) for night in NIGHTS for source in sources_of(night)]
each = pytest.mark.parametrize(("night", "source"), ALL, ids=lambda value: getattr(value, "key", str(value)))


@each
@pytest.mark.parametrize("selectors", ["as they are", "deleted"])
def test_pages_give_what_was_written(night: int, source: Source, selectors: str) -> None:
    page = sites(night)[HOSTS[source.outlet]][path_of(source)]
    rules = RULES[source.outlet]
    if selectors == "deleted":
        rules = replace(rules, title=(), body=(), date=(), author=(), section=(), remove=())
    content_type = dict(page.headers).get("Content-Type")
    fetched = f"{NIGHTS[night]:%Y-%m-%dT%H:%M:%SZ}"
    article = parse_page(page.body, url_of(source), outlet=rules, content_type=content_type, fetched=fetched)
    assert (article.url, article.title) == (url_of(source), source.title)
    published = f"{source.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    # The hand-made site tells the day alone.
    assert article.published in (published, f"{source.published:%Y-%m-%d}")
    if selectors == "as they are":
        assert article.text == source.text
        assert article.authors == source.authors
        assert article.language == rules.languages[0]
    else:
        assert source.text in article.text
