"""What is known of an outlet's pages beforehand; all of it optional, and none of it believed alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extract.article import DEFAULT_TIMEZONE
from extract.page_url import canonical_url, is_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors of one template of a site, in order of preference.

    ``since`` is the day from which the site is known to have had that template (ISO 8601, "" for always), so that an
    old capture is read with its own. ``body`` selects the containers of the text, or its paragraphs; ``updated`` what
    tells when the article was changed, ``remove`` what is no text inside the body.
    """

    since: str = ""
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


def in_force(templates: Iterable[Selectors], on: str | None = None) -> Selectors:
    """The selectors for a page captured on a day (ISO 8601; None: today): those of the template in force first, behind
    them the others', nearest in time first, for the days on which sites change are seldom known exactly."""
    day = (on or "9999")[:10]
    newest_first = sorted(templates, key=lambda each: each.since, reverse=True)
    ordered = [each for each in newest_first if each.since <= day]
    ordered += reversed([each for each in newest_first if each.since > day])
    names = [field.name for field in fields(Selectors) if field.name != "since"]
    together = {name: tuple(dict.fromkeys(s for each in ordered for s in getattr(each, name))) for name in names}
    return Selectors(ordered[0].since if ordered else "", **together)


@dataclass(frozen=True, slots=True)
class OutletRules(Selectors):
    """How one outlet's pages are read: its selectors on some day, and what does not depend on the day.

    ``id`` is the outlet's, "" where the outlet is unknown; ``name`` as it stands behind titles ("… | El Faro").
    ``home`` with ``hosts`` (other names of the same site) makes addresses uniform, and so does ``slash`` (whether they
    end with one; None: as it comes) and ``rewrite``: pairs of a regular expression and what takes the place of a match.
    The first of ``languages`` is believed where a page declares none; times without offset are in ``timezone``.
    ``boilerplate`` are regular expressions of paragraphs to leave out, searched at the paragraph's start, in any case
    of letters. ``article_url`` is a regular expression an article's address matches; its groups ``epoch`` (Unix time)
    or ``date`` (2026-03-05, 2026/03/05) tell when the article was published. ``editions`` are the addresses of other
    editions: pairs of a language and a pattern into which the groups of ``article_url`` and the ``path`` are put.
    """

    id: str = ""
    name: str = ""
    home: str | None = None
    hosts: tuple[str, ...] = ()
    slash: bool | None = None
    rewrite: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    timezone: str = DEFAULT_TIMEZONE
    boilerplate: tuple[str, ...] = ()
    article_url: str | None = None
    editions: tuple[tuple[str, str], ...] = ()

    def is_article(self, url: str) -> bool:
        """Whether an address may be an article's: any, where no pattern is known."""
        return not self.article_url or bool(re.search(self.article_url, url))

    def asked_url(self, url: str) -> str:
        """The address under which to ask for what ``url`` names: without tracking and the like, at the home page's
        host, otherwise as the site writes it."""
        return canonical_url(url, self.home, self.hosts)

    def canonical(self, url: str) -> str:
        """The one address of an article, however it was linked to."""
        found = self.asked_url(url)
        for pattern, instead in self.rewrite:
            found = re.sub(pattern, instead, found)
        if self.slash is None or not self.home or not is_address(found):
            return found
        parts = urlsplit(found)
        if parts.netloc != urlsplit(self.home).netloc or len(parts.path) < 2:
            return found
        if self.slash and re.search(r"/$|\.\w+$", parts.path):
            return found
        path = f"{parts.path}/" if self.slash else parts.path.rstrip("/")
        return parts._replace(path=path).geturl()

    def other_editions(self, url: str) -> Iterator[tuple[str, str]]:
        """Language and address of other editions of the article at ``url``, as far as its address tells."""
        match = re.search(self.article_url, url) if self.article_url else None
        if match:
            said = {**match.groupdict(), "path": urlsplit(url).path}
            for language, pattern in self.editions:
                if all(said.get(name) for name in re.findall(r"\{(\w+)\}", pattern)):
                    yield language, pattern.format_map(said)
