"""What spiders hand to the pipelines and the pipelines to the store: an article and where it was captured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.article import Article
    from extract.reading import Reading
    from store.captures import Capture


@dataclass(slots=True)
class CapturedArticle:
    """An article on its way into the store.

    ``fetched`` is when its source was captured (ISO 8601, UTC): in a replay the date of the record, never the clock.
    ``capture`` is None only for an article of the store that is tried again (``again``), whose capture stands there.
    ``reading`` is set by the pipeline that has it read; where that failed or was not tried, ``unread`` says why (for an
    article that is tried again: why it was unread before, until then). Where both are None, the article stands in the
    store with the same text, read by the same reader: nothing to read.
    """

    article: Article
    fetched: str
    capture: Capture | None
    reading: Reading | None = None
    unread: str | None = None
    again: bool = False
