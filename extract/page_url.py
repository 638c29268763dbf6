"""One address for one article, however it was linked to."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from courlan import normalize_url
from w3lib.url import canonicalize_url

_AMP_PATH = re.compile(r"(?<=.)/amp/?$|(?<=\.html)/amp$|^/amp(?=/.)")
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_FILE = re.compile(r"file:[^/\\\s]+")
_AMP_QUERY = {"amp", "outputtype"}


def is_address(url: str) -> bool:
    """Whether ``url`` can be taken apart at all ("http://[" cannot)."""
    try:
        parts = urlsplit(url)
        return bool(parts.scheme) and (parts.port or 0) >= 0
    except ValueError:
        return False


def is_source(url: str) -> bool:
    """Whether ``url`` can be cited as where an article stands: http or https with a host, or ``file:`` and the bare
    name of a file, which articles without an address get. Others (``javascript:``, ``data:``, paths on a machine) are
    no place to send readers to, and following some of them does harm."""
    if not is_address(url):
        return False
    parts = urlsplit(url)
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname)
    return bool(_FILE.fullmatch(url))


def absolute_url(base: str, link: str) -> str:
    """What ``link`` on the page ``base`` points to; "" for what is no address."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def canonical_url(url: str, base: str | None = None, hosts: tuple[str, ...] = ()) -> str:
    """``url`` without what does not belong to an article's identity: tracking parameters, fragment, AMP, default port;
    query sorted, percent-encoding made uniform. The trailing slash stays as it is: the page's own canonical link says
    which form the site uses.

    ``base`` is the outlet's home page and ``hosts`` its other host names (bare host, mirrors, the AMP host): an address
    on one of them gets the home page's scheme and host.
    """
    if not _HTTP.match(url) or not is_address(url):
        return url
    given = urlsplit(url)
    query = [(k, v) for k, v in parse_qsl(given.query, keep_blank_values=True) if k.lower() not in _AMP_QUERY]
    parts = urlsplit(canonicalize_url(normalize_url(given._replace(query=urlencode(query)))))
    path = _AMP_PATH.sub("/" if parts.path.endswith("/") and not parts.path.startswith("/amp/") else "", parts.path)
    scheme, host = parts.scheme, parts.netloc.rpartition("@")[2]  # a password is nobody else's business
    if base:
        home = urlsplit(base)
        if host.lower() in {home.netloc, *hosts}:
            scheme, host = home.scheme, home.netloc
    return urlunsplit((scheme, host, path or "/", parts.query, ""))


def url_variants(url: str) -> tuple[str, ...]:
    """``url`` and the forms under which the same article may already be known: with the trailing slash and without it,
    over http and https."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return (url,)
    paths = [parts.path]
    if not parts.path.endswith(".html"):
        paths.append(parts.path.rstrip("/") if parts.path.endswith("/") else f"{parts.path}/")
    schemes = (parts.scheme, "https" if parts.scheme == "http" else "http")
    return tuple(
        urlunsplit((scheme, parts.netloc, path or "/", parts.query, "")) for scheme in schemes for path in paths
    )
