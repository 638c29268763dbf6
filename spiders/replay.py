"""A crawl answered from WARC files instead of the network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from w3lib.url import canonicalize_url

from spiders.conditional import response_of
from spiders.problems import report
from store.captures import CaptureError, Damage, Record, iter_records, read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.crawler import Crawler

    from store.captures import Capture


@dataclass(frozen=True, slots=True)
class _Place:
    folder: str
    capture: Capture


class Replay:
    """The HTTP responses of WARC files by URL; of several records of one URL, the latest. ``problems`` tells, a line
    each, which files cannot be read and what in them is damaged."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.problems: list[str] = []
        self._places: dict[str, _Place] = {}
        for path in paths:
            for record in self._responses(path):
                key, place = _key(record.url), _Place(str(record.path.parent), record.capture())
                if key not in self._places or self._places[key].capture.date <= record.date:
                    self._places[key] = place

    def __len__(self) -> int:
        return len(self._places)

    def find(self, url: str) -> Record | None:
        """The record that answers ``url``; None if there is none. Raises CaptureError where the file has changed."""
        place = self._places.get(_key(url))
        return read_record(place.folder, place.capture) if place else None

    def _responses(self, path: str) -> Iterator[Record]:
        try:
            for found in iter_records(path):
                if isinstance(found, Damage):
                    self.problems.append(str(found))
                elif found.type == "response" and found.status:
                    yield found
        except CaptureError as error:
            self.problems.append(str(error))


class ReplayMiddleware:
    """Answers every request from the files of the setting ``REPLAY``: nothing reaches the network. A URL that is not in
    them is answered as not found."""

    def __init__(self, crawler: Crawler) -> None:
        paths = crawler.settings.getlist("REPLAY")
        if not paths:
            raise NotConfigured
        self.crawler = crawler
        self.replay = _replay(tuple(map(str, paths)))
        self._told = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        self._tell()
        try:
            record = self.replay.find(request.url)
            if record is not None:
                request.meta["replayed"] = record
                return response_of(record, request, "replayed")
        except CaptureError as error:
            assert self.crawler.spider is not None
            report(self.crawler.spider, str(error), "replay_errors")
        return Response(request.url, status=HTTPStatus.NOT_FOUND, flags=["not in replay"], request=request)

    def _tell(self) -> None:
        """Report what is wrong with the files, once there is a spider to report it."""
        if not self._told and self.crawler.spider is not None:
            self._told = True
            for problem in self.replay.problems:
                report(self.crawler.spider, problem, "replay_errors")


@cache
def _replay(paths: tuple[str, ...]) -> Replay:
    """One index for all spiders of the process."""
    return Replay(paths)


def _key(url: str) -> str:
    return canonicalize_url(url)
