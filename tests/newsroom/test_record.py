"""The newsroom is served over HTTP, and the committed captures are what the recorder makes."""

from http.client import HTTPConnection
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsroom.record import capture_path, record, urls
from newsroom.serve import serve
from newsroom.site import TAMARINDO, sites, url_of
from newsroom.sources import sources_of


def fetch(address, url, **headers):
    connection = HTTPConnection(urlsplit(address).netloc, timeout=5)
    connection.request("GET", url, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def records(data):
    """Every record as (type, URL, id, date, status line and HTTP headers, payload)."""
    return [
        (
            record.rec_type,
            record.rec_headers.get_header("WARC-Target-URI"),
            record.rec_headers.get_header("WARC-Record-ID"),
            record.rec_headers.get_header("WARC-Date"),
            record.http_headers and (record.http_headers.statusline, tuple(record.http_headers.headers)),
            record.raw_stream.read(),
        )
        for record in ArchiveIterator(BytesIO(data))
    ]


def test_a_proxy_request_reaches_a_host_by_name():
    log = []
    with serve(night=1, log=log) as address:
        response, body = fetch(address, f"http://{TAMARINDO}/robots.txt")
        direct, same = fetch(address, "/robots.txt", Host=TAMARINDO)
    assert response.status == direct.status == 200
    assert body == same == sites(1)[TAMARINDO]["/robots.txt"].body
    assert response.getheader("Date") == "Mon, 18 May 2026 03:00:00 GMT"
    assert log == [f"http://{TAMARINDO}/robots.txt"] * 2


def test_tracking_parameters_do_not_hide_a_page_and_etags_are_honoured():
    source = next(source for source in sources_of(1) if source.outlet == "eltamarindo")
    with serve(night=1) as address:
        tracked, _ = fetch(address, f"{url_of(source)}?utm_source=x")
        again, body = fetch(address, url_of(source), **{"If-None-Match": tracked.getheader("ETag")})
    assert tracked.status == 200
    assert again.status == 304
    assert body == b""


@pytest.mark.parametrize("night", [1, 2])
def test_the_committed_capture_is_what_the_recorder_makes(night):
    # Records are compared, not bytes: libraries of zlib may compress the same data differently.
    committed, made = records(capture_path(night).read_bytes()), records(record(night))
    assert committed == made, "run: python -m newsroom.record"
    kinds = [kind for kind, *_ in made]
    assert kinds == ["warcinfo", *["response"] * (len(made) - 1)]
    ids = [record_id for _, _, record_id, *_ in made]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("night", [1, 2])
def test_every_article_is_recorded_and_nothing_disallowed(night):
    recorded = list(urls(night))
    assert {url_of(source) for source in sources_of(night)} <= set(recorded)
    assert not any("/imprimir/" in url for url in recorded)
    assert len(recorded) == len(set(recorded))


def test_recording_is_deterministic():
    assert record(1) == record(1)
