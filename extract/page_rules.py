"""What is known of an outlet's pages beforehand; all of it optional, and none of it believed alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.article import DEFAULT_TIMEZONE


@dataclass(frozen=True, slots=True)
class OutletRules:
    """How one outlet's pages are read.

    ``id`` is the outlet's, "" where the outlet is unknown; ``name`` as it stands behind titles ("… | El Faro").
    ``home`` with ``hosts`` (other names of the same site) makes addresses uniform. The first of ``languages`` is
    believed where a page declares none; times without offset are in ``timezone``.
    ``title``, ``body``, ``date``, ``author``, ``section`` are CSS selectors in order of preference; those of ``body``
    select the containers of the text, or its paragraphs. ``remove`` are selectors of what is no text inside them.
    ``boilerplate`` are regular expressions of paragraphs to leave out, searched at the paragraph's start, in any case
    of letters. ``article_url`` is a regular expression an article's address matches; its groups ``epoch`` (Unix time)
    or ``date`` (2026-03-05, 2026/03/05) tell when the article was published.
    """

    id: str = ""
    name: str = ""
    home: str | None = None
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    timezone: str = DEFAULT_TIMEZONE
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    article_url: str | None = None

    def is_article(self, url: str) -> bool:
        """Whether an address may be an article's: any, where no pattern is known."""
        return not self.article_url or bool(re.search(self.article_url, url))
