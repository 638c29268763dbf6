"""Backfill: the articles of a period in the past, from the sources that reach back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from extract.edtf import bounds
from extract.page_dates import to_iso
from spiders.discovery import Found
from spiders.problems import report
from spiders.sources import Answer, Source, Sources

if TYPE_CHECKING:
    from spiders.outlet import OutletSpider

REACH_BACK = ("rest", "robots", "sitemap", "section")
"""Kinds of sources that list more than the newest articles, in the order in which they are asked."""
PAGE = 100
"""Articles on one page of WordPress's answers, the most it gives."""
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])(?!\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``since`` to ``until``, both included."""

    since: date
    until: date

    @classmethod
    def of(cls, since: str | None, until: str | None) -> Period:
        """From days, months or years (2021, 2021-07, 2021-07-11); an open end is open. Raises ValueError."""
        return cls(bounds(since)[0] if since else date.min, bounds(until)[1] if until else date.max)

    def holds(self, day: str) -> bool:
        """Whether an ISO 8601 day or instant is in it, a day's difference of time zones allowed."""
        then = date.fromisoformat(day[:10])
        return (then >= self.since or self.since - then <= timedelta(1)) and (
            then <= self.until or then - self.until <= timedelta(1)
        )

    def may_hold(self, listed: Found) -> bool:
        """Whether what a source says of an article or a sitemap leaves it possible that it is of the period: what was
        last changed before the period was not published in it."""
        if listed.published:
            return self.holds(listed.published)
        return not listed.modified or date.fromisoformat(listed.modified[:10]) >= self.since - timedelta(1)


class Backfill(Sources):
    """The sources of one spider's outlet, asked for a period: every one that reaches back, not the first that answers.

    Nothing is remembered of how far it came: what is in the store is known, and the sources themselves are asked by
    conditional requests, so that a run that was killed is simply run again.
    """

    most_sitemaps = 5000

    def __init__(self, spider: OutletSpider, period: Period) -> None:
        super().__init__(spider)
        self.period = period

    async def find(self) -> list[Found]:
        """The articles that may be of the period, newest first. Reports where no source lists any."""
        if await self.robots() is None:
            return []
        sources = sorted(
            (each for each in self.all() if each.kind in REACH_BACK), key=lambda each: REACH_BACK.index(each.kind)
        )
        answers = []
        for source in sources:
            answers.append(await self.ask(source))
            if source.kind == "rest" and answers[-1].articles:
                break  # it knows every post and its date
        found = {url: each for answer in answers for url, each in answer.articles.items()}
        dated = [replace(each, published=each.published or self._day(each.url)) for each in found.values()]
        chosen = [each for each in dated if self.period.may_hold(each)]
        if not found:
            asked = "; ".join(line for answer in answers for line in answer.trouble) or "it has none"
            report(self._spider, f"{self._spider.home}: no source that reaches back lists an article ({asked})",
                   "no_source")  # fmt: skip
        return sorted(chosen, key=lambda each: each.published or each.modified or "", reverse=True)

    async def ask(self, source: Source) -> Answer:
        return await self._pages(source) if source.kind == "rest" else await super().ask(source)

    async def _pages(self, source: Source) -> Answer:
        """WordPress's answers for the period, page by page."""
        answer = Answer(source)
        wanted = {}
        if self.period.since > date.min:
            wanted["after"] = f"{self.period.since - timedelta(1)}T00:00:00"
        if self.period.until < date.max:
            wanted["before"] = f"{self.period.until + timedelta(1)}T23:59:59"
        for url in source.urls:
            number, full = 1, True
            while full:
                address = f"{url}{'&' if '?' in url else '?'}{urlencode(wanted | {'page': number})}"
                listing = await self._listing("rest", urljoin(self._spider.home, address), answer, set())
                for each in self._own(listing.articles, "rest") if listing else ():
                    answer.articles.setdefault(each.url, each)
                full = listing is not None and len(listing.articles) >= PAGE
                number += 1
        return answer

    def is_worth_reading(self, sitemap: Found) -> bool:
        """Whether a sitemap may list articles of the period: by its last change, and by the month in its name."""
        month = _MONTH.search(sitemap.url.rsplit("/", 1)[-1])
        if month:
            first, last = bounds(f"{month[1]}-{month[2]}")
            return first <= self.period.until and last >= self.period.since
        return self.period.may_hold(replace(sitemap, published=None))

    def _day(self, url: str) -> str | None:
        """The day of publication, as far as the address tells."""
        match = re.search(self._spider.article_url, url)
        groups = match.groupdict() if match else {}
        said = groups.get("epoch") or (groups.get("date") or "").replace("/", "-")
        return to_iso(said, self._spider.timezone) if said else None


def sources_of(spider: OutletSpider) -> Sources:
    """The sources of a spider's outlet, for what is new or, with the settings ``SINCE`` and ``UNTIL``, for a period."""
    since, until = spider.settings["SINCE"], spider.settings["UNTIL"]
    return Backfill(spider, Period.of(since, until)) if since or until else Sources(spider)
