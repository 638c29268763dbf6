"""Record both nights of the sample newsroom as WARC captures, from real HTTP responses of its server.

    python -m newsroom.record            writes desk/newsroom/night-1.warc.gz and night-2.warc.gz

Recording twice gives the same bytes: record ids are functions of what is recorded, dates are the nights'.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from protego import Protego
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsroom.serve import serve
from newsroom.site import MISSING, sites
from newsroom.sources import NIGHTS

FOLDER = Path(__file__).parents[1] / "desk" / "newsroom"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "http://newsroom.example/captures")


def capture_path(night: int) -> Path:
    """Where a night's capture is kept."""
    return FOLDER / f"night-{night}.warc.gz"


def urls(night: int) -> Iterator[str]:
    """Every URL to record: what robots.txt allows, robots.txt first, and two links that lead nowhere."""
    for host, pages in sites(night).items():
        robots = Protego.parse(pages["/robots.txt"].body.decode())
        paths = [*pages, *(path for missing, path in MISSING if missing == host)]
        yield from (
            f"http://{host}{path}"
            for path in sorted(paths, key=lambda path: (path != "/robots.txt", path))
            if path == "/robots.txt" or robots.can_fetch(f"http://{host}{path}", "constancia")
        )


def record(night: int) -> bytes:
    """A night's capture: a warcinfo record, then a response record for each URL, two seconds apart."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    moment = NIGHTS[night]
    info = {
        "software": "newsroom/record.py",
        "format": "WARC File Format 1.1",
        "description": f"Night {night} of the sample newsroom: invented outlets, people and organizations",
    }
    warcinfo = writer.create_warcinfo_record(capture_path(night).name, info)
    warcinfo.rec_headers.replace_header("WARC-Date", f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    warcinfo.rec_headers.replace_header("WARC-Record-ID", _record_id(f"warcinfo {night}", b""))
    writer.write_record(warcinfo)
    with serve(night) as address:
        connection = HTTPConnection(str(urlsplit(address).hostname), urlsplit(address).port)
        for url in urls(night):
            _write_response(writer, connection, url, f"{moment:%Y-%m-%dT%H:%M:%SZ}")
            moment += timedelta(seconds=2)
        connection.close()
    return file.getvalue()


def _write_response(writer: WARCWriter, connection: HTTPConnection, url: str, date: str) -> None:
    connection.request("GET", url, headers={"Host": str(urlsplit(url).hostname)})
    response = connection.getresponse()
    body = response.read()
    http = StatusAndHeaders(f"{response.status} {response.reason}", response.getheaders(), protocol="HTTP/1.1")
    headers = {"WARC-Date": date, "WARC-Record-ID": _record_id(f"{date} {url}", body)}
    writer.write_record(
        writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=headers)
    )


def _record_id(name: str, body: bytes) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, f'{name} {hashlib.sha256(body).hexdigest()}')}>"


def main() -> None:
    """Record both nights into desk/newsroom."""
    parser = argparse.ArgumentParser(prog="python -m newsroom.record", description=__doc__.partition("\n")[0])
    parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for night in NIGHTS:
        data = record(night)
        capture_path(night).write_bytes(data)
        sys.stdout.write(f"{capture_path(night)}: {len(data):,} bytes\n")


if __name__ == "__main__":
    main()
