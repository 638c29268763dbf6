"""Pages of outlets nobody described: the text without what stands around it. All texts are invented."""

from __future__ import annotations

import json

import pytest

from extract.page import parse_page

URL = "https://elaljibe.example/2026/05/11/apagones-en-guaimaro.html"
TITLE = "Vecinos de Guáimaro pasan la noche en el portal"
PARAGRAPHS = [
    "Unos cuarenta vecinos de Guáimaro sacaron sus colchones al portal la noche del lunes, cuando el barrio cumplía 21 "
    "horas sin corriente y adentro no se podía respirar, contó Eulogio Pardo.",
    "La empresa eléctrica atribuyó el corte a una avería en la línea de 33 kilovoltios y prometió devolver el servicio "
    "antes del mediodía, pero a las tres de la tarde nadie había visto pasar el camión.",
    "«Uno se acuesta mirando el cielo y se levanta mirando el refrigerador», dijo Pardo, de 66 años, que perdió la "
    "carne de la cuota y dos cajas de insulina de su hermana Nereida.",
    "Es el cuarto corte de más de veinte horas en lo que va de mes, según la cuenta que lleva a lápiz la bodeguera del "
    "barrio, Amparo Luis, en la misma libreta donde apunta el arroz.",
]
TEXT = "\n".join(PARAGRAPHS)
REMARK = (
    "Aquí en Florida llevamos igual, y nadie dice nada, dicen que 300 personas fueron a reclamar a la empresa ayer."
)


def page(*blocks: str, before: str = "", after: str = "", said: str | None = None) -> bytes:
    node = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2026-05-11T20:00:00-04:00",
        "articleBody": said,
    }
    json_ld = f'<script type="application/ld+json">{json.dumps(node)}</script>' if said else ""
    body = "\n".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks or PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="es"><head><title>{TITLE}</title>{json_ld}</head>
<body class="single comments-open">
<nav><a href="/">Inicio</a> <a href="/cultura/">Cultura</a></nav><main><h1>{TITLE}</h1>{before}<div class="c-17">{body}
</div>{after}</main><footer><p>El Aljibe, Camagüey</p></footer></body></html>""".encode()


def text_of(html: bytes) -> str:
    return parse_page(html, URL).text


@pytest.mark.parametrize(
    "named",
    [
        'class="sf_comment_list"',
        'id="comments"',
        'class="comentarios"',
        'class="box comment-text"',
        'id="disqus_thread"',
    ],
)
def test_remarks_of_readers_are_none_of_the_text(named: str) -> None:
    remarks = f"<div {named}>" + f"<div><p>Hace 28 minutos</p><p>{REMARK}</p></div>" * 6 + "</div>"
    assert text_of(page(after=remarks)) == TEXT


def test_a_caption_that_is_no_figcaption_is_left_out() -> None:
    caption = '<div class="field--name-field-pie-de-foto">Una calle de Guáimaro en 2018, con 90 000 vecinos.</div>'
    assert text_of(page(before=caption)) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "__________________",
        "Saltar al contenido principal",
        "Actualizado: 12 de mayo de 2026 3:59 pm",
        "Updated on May 12, 2026 3:59pm",
        "pic.twitter.com/Qw3xInventado",
        "— Nereida Pardo (@nere_inventada) May 12, 2026",
        "0:00 0:02:51 0:00",
        "redaccion@elaljibe.example",
        "© 2026 El Aljibe. Todos los derechos reservados.",
        "™ & © 2026 Aljibe Wire, Inc. All rights reserved.",
        "(Foto tomada de su perfil)",
        "Descarga el informe completo aquí",
        "¿Tienes algo que reportar?",
        "Este artículo es de hace 2 años",
        "Translated by Rosa Inventada",
    ],
)
def test_lines_that_are_so_on_every_site_are_left_out(line: str) -> None:
    assert text_of(page(*PARAGRAPHS[:2], line, *PARAGRAPHS[2:])) == TEXT


@pytest.mark.parametrize(
    "paragraph",
    [
        "Actualización 6:00 p.m. La corriente volvió a las seis de la tarde a medio barrio, dijeron dos vecinos.",
        "Actualizado el censo en 2024, el municipio tenía 50 211 habitantes. No hay otra cifra desde entonces.",
        "Copyright law protects the notebook of Amparo Luis no less than the ministry's yearbook, her nephew said.",
        "Descargar los camiones aquí tomó tres horas, porque el montacargas también necesita corriente, dijo Pardo.",
    ],
)
def test_sentences_that_begin_like_them_stay(paragraph: str) -> None:
    assert paragraph in text_of(page(*PARAGRAPHS, paragraph))


def test_json_ld_without_line_breaks_tells_which_paragraphs_are_the_text() -> None:
    others = "<div class='k-9'>" + "".join(f"<p>{REMARK} Lo escribió el vecino {n}.</p>" for n in "ABCD") + "</div>"
    article = parse_page(page(*PARAGRAPHS, after=others, said=" ".join(PARAGRAPHS)), URL)
    assert (article.text, article.layers["text"]) == (TEXT, "json-ld")


def test_json_ld_with_markup_has_its_paragraphs() -> None:
    said = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    article = parse_page(page(said=said), URL)
    assert (article.text, article.layers["text"]) == (TEXT, "json-ld")


def test_json_ld_with_the_beginning_alone_is_not_the_text() -> None:
    article = parse_page(page(said=PARAGRAPHS[0]), URL)
    assert (article.text, article.layers["text"]) == (TEXT, "trafilatura")


def test_json_ld_that_is_nowhere_on_the_page_gives_way_to_what_is_shown() -> None:
    said = " ".join(reversed(TEXT.split()))
    assert text_of(page(said=said)) == TEXT
