"""Pages of several families of sites, in markup written for these tests, become articles; broken ones too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.page import NotAnArticle, OutletRules, parse_page

FETCHED = "2026-03-06T03:00:00Z"
FIRST = (
    "SANTA CLARA, Cuba. — El maestro jubilado Evelio Rojas Tamarit fue detenido este jueves por tres agentes que no "
    "mostraron orden judicial, denunció su hija."
)
SECOND = (
    "Según el Observatorio de la Bahía, con este suman 23 los arrestos del mes en la provincia, casi el doble que los "
    "registrados en febrero, cuando hubo 12 y ninguno pasó de 48 horas."
)
THIRD = "«No sabemos dónde está ni de qué lo acusan», dijo Marisol Rojas a este medio por teléfono desde la capital."
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"
TITLE = "Detienen en Santa Clara al maestro Evelio Rojas"

WORDPRESS = f"""<!DOCTYPE html><html lang="es"><head><meta charset="UTF-8"><title>{TITLE} - La Ceiba</title>
<link rel="canonical" href="https://laceiba.example/2026/03/05/detienen-evelio-rojas/">
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="La Ceiba">
<meta property="article:published_time" content="2026-03-05T18:30:00-05:00">
<meta property="article:section" content="Represión"><meta property="article:tag" content="arrestos">
<meta name="author" content="Ana Lidia Mora">
<link rel="alternate" hreflang="en" href="https://laceiba.example/en/teacher-arrested/">
</head><body><header><nav><a href="/">Inicio</a> <a href="/cultura/">Cultura</a></nav></header>
<article><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><time class="entry-date published"
datetime="2026-03-05T18:30:00-05:00">marzo 5, 2026</time></div>
<div class="entry-content"><figure class="wp-caption"><img src="a.jpg"><figcaption>Una calle de la ciudad, en
2019 (Archivo)</figcaption></figure><p>{FIRST}</p><p>Una calle de la ciudad, en 2019 (Archivo)</p>
<p><strong>Lea también:</strong> <a href="/x/">Tres mujeres citadas en Placetas</a></p><p>{SECOND}</p>
<div class="newsletter-box"><p>Recibe cada lunes lo mejor de la semana en tu correo.</p></div>
<p>{THIRD}</p><p>{SECOND}</p>
<div class="sharedaddy"><ul><li>Facebook</li><li>X</li></ul></div>
<div class="related-posts"><h3>Relacionados</h3><p>Otra noticia sobre 45 detenidos que no es de este artículo.</p></div>
</div></article><div id="comments" class="comments-area"><p>Eso es mentira, fueron 300, lo dice mi vecino que lo vio
todo desde el balcón de su casa.</p></div><footer>© 2026</footer></body></html>"""

DRUPAL = f"""<html lang="es"><head><meta charset="utf-8"><title>{TITLE} | La Ceiba</title></head><body>
<h1 class="page-header">{TITLE}</h1><div class="node__meta"><span class="field--name-created">5 marzo, 2026 - 18:30
</span></div><div class="field--name-body"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>"""

BROADCASTER = f"""<html lang="es"><head><meta charset="utf-8"><title>{TITLE}</title>
<script type="application/ld+json">/*<![CDATA[*/ {{"@context": "https://schema.org", "@graph": [
{{"@type": "WebSite", "name": "La Ceiba"}},
{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2026-03-05 23:30:00Z", "inLanguage": "es",
"dateModified": "2026-03-06T01:00:00Z", "author": [{{"@type": "Person", "name": "Ana Lidia Mora"}}],
"articleSection": "Represi&oacute;n", "keywords": "arrestos, maestros",}},
]}} /*]]>*/</script></head><body><h1>{TITLE}</h1><div class="wsw"><p>{FIRST}</p>
<div class="wsw__embed"><p>No media source currently available</p><p>0:00 0:02:10 0:00</p></div>
<p>{SECOND}</p><p>{THIRD}</p></div></body></html>"""

BYLINE = "Por ANA LIDIA MORA, La Ceiba &#150; 5 de marzo de 2026"
HAND_MADE = f"""<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY><TABLE WIDTH=760><TR><TD WIDTH=140>
<A HREF=/>Inicio</A><BR>MAREAS<BR>Alta 9:42</TD><TD><FONT SIZE=5><B>{TITLE}</B></FONT><BR>
<FONT SIZE=2>{BYLINE}</FONT><P>{FIRST}<BR><BR>{SECOND}<P>{THIRD}</TD></TR></TABLE></BODY></HTML>"""

RULES = {
    "wordpress": OutletRules(
        id="laceiba", name="La Ceiba", home="https://laceiba.example/", languages=("es",), timezone="America/New_York",
        body=(".entry-content",), date=("time.entry-date",), title=("h1.entry-title",),
        article_url=r"/\d{4}/\d{2}/\d{2}/[^/]+/$",
    ),
    "drupal": OutletRules(
        id="laceiba", name="La Ceiba", languages=("es",), timezone="America/New_York", body=(".field--name-body",),
        date=(".field--name-created",), title=("h1.page-header",),
    ),
    "broadcaster": OutletRules(id="laceiba", languages=("es",), timezone="America/New_York", body=("div.wsw",)),
    "hand-made": OutletRules(
        id="laceiba", languages=("es",), timezone="America/New_York", body=("td + td",),
        date=('font[size="2"]',), author=('font[size="2"]',), title=('font[size="5"]',), remove=("font",),
    ),
}  # fmt: skip
PAGES = {
    "wordpress": WORDPRESS.encode(),
    "drupal": DRUPAL.encode(),
    "broadcaster": BROADCASTER.encode(),
    "hand-made": HAND_MADE.encode("cp1252"),
}
URL = "https://laceiba.example/2026/03/05/detienen-evelio-rojas/"
FAMILIES = sorted(PAGES)


def bare(rules: OutletRules) -> OutletRules:
    return replace(rules, title=(), body=(), date=(), author=(), section=(), remove=())


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family(family: str) -> None:
    article = parse_page(PAGES[family], URL, outlet=RULES[family], fetched=FETCHED)
    assert article.title == TITLE
    assert article.text == TEXT
    assert article.published in ("2026-03-05T23:30:00Z", "2026-03-05")
    assert (article.language, article.outlet, article.url) == ("es", "laceiba", URL)
    assert article.layers["text"] == "selector"
    assert not article.warnings


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("how", ["deleted", "wrong"])
def test_selectors_that_fail_cost_one_layer(family: str, how: str) -> None:
    rules = bare(RULES[family])
    if how == "wrong":
        rules = replace(rules, body=("div.renamed",), date=(".gone",), title=("h9",))
    article = parse_page(PAGES[family], URL, outlet=rules, fetched=FETCHED)
    assert article.title == TITLE
    assert FIRST in article.text
    assert THIRD in article.text
    assert "mentira" not in article.text
    assert article.published is not None
    assert article.layers["text"] == "trafilatura"


def test_details_and_their_layers() -> None:
    article = parse_page(PAGES["wordpress"], URL, outlet=RULES["wordpress"], fetched=FETCHED)
    assert (article.authors, article.section, article.tags) == (("Ana Lidia Mora",), "Represión", ("arrestos",))
    assert article.alternates == (("en", "https://laceiba.example/en/teacher-arrested/"),)
    assert (article.layers["title"], article.layers["published"]) == ("meta", "meta")
    article = parse_page(PAGES["broadcaster"], URL, outlet=RULES["broadcaster"], fetched=FETCHED)
    assert (article.authors, article.section, article.tags) == (
        ("Ana Lidia Mora",), "Represión", ("arrestos", "maestros"),
    )  # fmt: skip
    assert article.modified == "2026-03-06T01:00:00Z"
    assert (article.layers["title"], article.layers["published"]) == ("json-ld", "json-ld")
    article = parse_page(PAGES["hand-made"], URL, outlet=RULES["hand-made"], fetched=FETCHED)
    assert article.authors == ("Ana Lidia Mora",)


def test_no_outlet_known() -> None:
    article = parse_page(PAGES["broadcaster"], "https://otra.example/nota.html", fetched=FETCHED)
    assert (article.outlet, article.title, article.published) == ("otra.example", TITLE, "2026-03-05T23:30:00Z")


def test_a_canonical_link_to_elsewhere_is_not_believed() -> None:
    for named in ("https://laceiba.example/", "https://otra.example/2026/03/05/x/", ""):
        page = WORDPRESS.replace("https://laceiba.example/2026/03/05/detienen-evelio-rojas/", named)
        article = parse_page(page.encode(), f"{URL}?utm_source=feed#top", outlet=RULES["wordpress"], fetched=FETCHED)
        assert article.url == URL


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("header", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_encodings_however_they_are_declared(encoding: str, header: str | None) -> None:
    page = DRUPAL.replace('<meta charset="utf-8">', "").encode(encoding)
    article = parse_page(page, URL, outlet=RULES["drupal"], content_type=header, fetched=FETCHED)
    assert article.text == TEXT


def test_a_date_in_the_future_is_none_and_said() -> None:
    page = WORDPRESS.replace("2026-03-05T18:30:00-05:00", "2062-03-05T18:30:00-05:00").replace("marzo 5, 2026", "")
    article = parse_page(page.encode(), "https://laceiba.example/2026/03/05/x/", outlet=RULES["wordpress"],
                         fetched=FETCHED)  # fmt: skip
    assert article.published is None
    assert any("impossible date 2062-03-05T23:30:00Z" in warning for warning in article.warnings)


def test_no_date_is_none_and_said() -> None:
    page = DRUPAL.replace("5 marzo, 2026 - 18:30", "")
    article = parse_page(page.encode(), URL, outlet=RULES["drupal"], fetched=FETCHED)
    assert article.published is None
    assert "no publication date found" in article.warnings


def test_the_address_dates_an_article_where_the_page_does_not() -> None:
    page = DRUPAL.replace("5 marzo, 2026 - 18:30", "").encode()
    rules = replace(RULES["drupal"], article_url=r"/[a-z-]+/(?P<epoch>\d{10})_\d+\.html$")
    article = parse_page(page, "https://laceiba.example/nota/1772753400_1.html", outlet=rules, fetched=FETCHED)
    assert (article.published, article.layers["published"]) == ("2026-03-05T23:30:00Z", "url")


def test_the_language_that_a_page_declares_yields_to_its_text() -> None:
    article = parse_page(DRUPAL.replace('lang="es"', 'lang="en"').encode(), URL, fetched=FETCHED)
    assert article.language == "es"
    assert any("declared as en" in warning for warning in article.warnings)


@pytest.mark.parametrize("drupal_page", ["unclosed heading", "unclosed paragraphs", "cut off"])
def test_broken_markup(drupal_page: str) -> None:
    page = {
        "unclosed heading": DRUPAL.replace("</h1>", "</h2>"),
        "unclosed paragraphs": DRUPAL.replace("</p>", ""),
        "cut off": DRUPAL[: DRUPAL.index("</div></body>")],
    }[drupal_page]
    article = parse_page(page.encode(), URL, outlet=RULES["drupal"], fetched=FETCHED)
    assert (article.title, article.text) == (TITLE, TEXT)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x00\x00\xff", "no t"),
        (b"<html><title>Portada</title><body><a href=/1>Una nota</a><a href=/2>Otra nota</a></body></html>", "no text"),
        (b"<html><body><p>Sin nada</p></body></html>", "no title"),
        (
            b'<html><title>Cultura</title><script type="application/ld+json">{"@type": "CollectionPage"}</script>'
            b"<body><p>" + b"palabra " * 60 + b"</p></body></html>",
            "list",
        ),
    ],
)
def test_what_is_no_article_says_why(page: bytes, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        parse_page(page, URL, fetched=FETCHED)


LIVE = """<html lang="es"><title>Protestas en directo</title><script type="application/ld+json">
{"@type": "LiveBlogPosting", "headline": "Protestas en directo", "datePublished": "2026-03-05T18:00:00-05:00",
"liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Cierran la calle",
"datePublished": "2026-03-05T19:10:00-05:00", "articleBody":
"Dos patrullas cierran la calle Real y los vecinos golpean calderos desde los portales de ambas aceras."},
{"@type": "BlogPosting", "datePublished": "2026-03-05T18:40:00-05:00",
"articleBody": "Unas 40 personas bajan por la avenida y piden que vuelva la corriente después de 19 horas de apagón."}]}
</script><body><h1>Protestas en directo</h1><div id="live"></div></body></html>"""


def test_a_live_blog_keeps_the_times_of_its_entries() -> None:
    article = parse_page(LIVE.encode(), URL, outlet=RULES["broadcaster"], fetched=FETCHED)
    lines = article.text.splitlines()
    assert lines[0] == "2026-03-05 19:10"
    assert lines[1] == "Cierran la calle"
    assert lines[3] == "2026-03-05 18:40"
    assert article.layers["text"] == "json-ld"
    page = DRUPAL.replace(f"<p>{THIRD}</p>", f"<div class=entry><time>11:50 a.m.</time><p>{THIRD}</p></div>")
    article = parse_page(page.encode(), URL, outlet=RULES["drupal"], fetched=FETCHED)
    assert article.text == f"{FIRST}\n{SECOND}\n11:50 a.m.\n{THIRD}"


@pytest.mark.parametrize(
    "said",
    [
        '<meta property="article:content_tier" content="locked">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": "False"}'
        "</script>",
    ],
)
def test_paywalled_and_short_texts_are_flagged(said: str) -> None:
    page = DRUPAL.replace("</head>", f"{said}</head>").replace(f"<p>{SECOND}</p>", "")
    warnings = parse_page(page.encode(), URL, outlet=RULES["drupal"], fetched=FETCHED).warnings
    assert any("paywalled" in warning for warning in warnings)
    assert any("the text is short" in warning for warning in warnings)


def test_a_line_on_a_change_dates_the_change_alone() -> None:
    page = DRUPAL.replace("5 marzo, 2026 - 18:30", "Actualizado: March 5, 2026 6:30pm")
    rules = replace(RULES["drupal"], date=(), updated=(".field--name-created",))
    article = parse_page(page.encode(), URL, outlet=rules, fetched=FETCHED)
    assert (article.published, article.modified) == (None, "2026-03-05T23:30:00Z")
    article = parse_page(page.encode(), URL, outlet=rules, fetched=FETCHED, listed=("feed", "2026-03-04T10:00:00Z"))
    assert (article.published, article.layers["published"]) == ("2026-03-04T10:00:00Z", "feed")


def test_what_listed_a_page_tells_the_time_of_its_day_alone() -> None:
    page = DRUPAL.replace(" - 18:30", "").encode()
    for moment, published in (("2026-03-05T23:30:00Z", "2026-03-05T23:30:00Z"), ("2026-03-07T10:00:00Z", "2026-03-05")):
        article = parse_page(page, URL, outlet=RULES["drupal"], fetched=FETCHED, listed=("feed", moment))
        assert article.published == published
