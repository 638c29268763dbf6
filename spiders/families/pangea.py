"""Sites made with Pangea, the content-management system of several public broadcasters."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.outlet import OutletSpider, Several


class PangeaSpider(OutletSpider):
    """News sitemaps named in robots.txt; feeds stand under /api/, which robots.txt of such sites may forbid. Pages
    carry JSON-LD; articles are /a/slug/<id>.html, and the id alone tells them apart."""

    article_url = r"//[^/]+/a/(?:[^/]+/)?\d+\.html$"
    # Sections, videos and the numbered archive of all years are left out.
    sitemap_only = r"(?i)(?:news|latest)"
    templates: tuple[Selectors, ...] = (
        Selectors(
            title=("h1.pg-title", ".col-title h1", "h1.title"),
            body=("div.wsw", "#article-content"),
            date=(".publishing-details time[datetime]", "time[datetime]"),
            author=(".links__item-link",),
            section=(".category a",),
            remove=(".media-block", ".wsw__embed", ".media-block__related", ".infgraphicsAttach", ".image-caption"),
        ),
    )
    boilerplate: Several = (r"\d:\d\d(?: \d:\d\d:\d\d)+", r"sumario$", r"vea todas las noticias de hoy")
