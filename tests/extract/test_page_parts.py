"""The parts that pages are read with: addresses, dates, characters, paragraphs, languages, plain texts."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from extract.language import detect_language, normalize_language, settle_language
from extract.page_body import body_paragraphs, clean_text, tidy
from extract.page_dates import doubt, find_date_text, to_iso
from extract.page_encoding import decode_page
from extract.page_text import read_plain
from extract.page_url import canonical_url, is_source, url_variants

HAVANA = "America/Havana"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://x.example/a/?utm_source=rss&utm_medium=feed#top", "http://x.example/a/"),
        ("http://X.example:80/a/?id=3&fbclid=abc", "http://x.example/a/?id=3"),
        ("https://x.example/a/amp/", "https://x.example/a/"),
        ("https://x.example/a/amp", "https://x.example/a"),
        ("https://x.example/amp/a/12.html", "https://x.example/a/12.html"),
        ("https://x.example/a/?amp=1", "https://x.example/a/"),
        ("https://x.example/?p=12&b=1", "https://x.example/?b=1&p=12"),
        ("https://x.example/caña/", "https://x.example/ca%C3%B1a/"),
        ("https://x.example", "https://x.example/"),
        ("file:nota.txt", "file:nota.txt"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_other_names_of_a_site_are_one() -> None:
    for url in ("http://www.x.example/a/", "http://x.example/a/", "https://m.x.example/a/"):
        assert canonical_url(url, "https://x.example/", ("www.x.example", "m.x.example")) == "https://x.example/a/"
    assert canonical_url("http://y.example/a/", "https://x.example/") == "http://y.example/a/"


def test_variants_hold_slash_and_scheme() -> None:
    assert set(url_variants("http://x.example/a/")) == {
        "http://x.example/a/", "http://x.example/a", "https://x.example/a/", "https://x.example/a",
    }  # fmt: skip
    assert url_variants("file:nota.txt") == ("file:nota.txt",)


_paths = st.text(st.sampled_from("abcñ-/%20&=?#.ü"), max_size=30)


@given(_paths)
def test_canonical_url_is_settled_at_once(path: str) -> None:
    once = canonical_url(f"https://x.example/{path}")
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("value", "language", "iso"),
    [
        ("2026-03-05T18:30:00-05:00", None, "2026-03-05T23:30:00Z"),
        ("2026-03-05 23:30:00Z", None, "2026-03-05T23:30:00Z"),
        ("2026-03-05T18:30:00", None, "2026-03-05T23:30:00Z"),
        ("2026-07-05T18:30:00", None, "2026-07-05T22:30:00Z"),
        ("2026-03-05", None, "2026-03-05"),
        ("20260305", None, "2026-03-05"),
        ("Thu, 05 Mar 2026 18:30:00 -0500", None, "2026-03-05T23:30:00Z"),
        ("1772753400", None, "2026-03-05T23:30:00Z"),
        ("11 de marzo 2025 - 10:23", "es", "2025-03-11T14:23:00Z"),
        ("viernes, 6 de marzo de 2026 a las 11:05 a. m.", "es", "2026-03-06T16:05:00Z"),
        ("julio 1, 2025", "es", "2025-07-01"),
        ("Friday, November 21, 2025 by Ann Lee", "en", "2025-11-21"),
        ("05/03/2026", "es", "2026-03-05"),
        ("05/03/2026", "en", "2026-05-03"),
        ("05/03/2026 - 6:30pm (GMT-5)", "es", "2026-03-05T23:30:00Z"),
        ("2026-02-30", None, None),
        ("31 de febrero de 2026", "es", None),
        ("marzo de 2026", "es", None),
        ("ayer", "es", None),
        ("", None, None),
        ("5 de sillas de 2026", "es", None),
    ],
)
def test_dates(value: str, language: str | None, iso: str | None) -> None:
    assert to_iso(value, HAVANA, language) == iso


def test_a_date_in_a_byline() -> None:
    assert find_date_text("Por Ana Ruiz | La Ceiba, 5 de marzo de 2026 | 1 214 visitas", HAVANA, "es") == "2026-03-05"
    assert find_date_text("2 de cada 3 presos", HAVANA, "es") is None


def test_doubts() -> None:
    fetched = "2026-03-06T03:00:00Z"
    assert doubt("2026-03-05", fetched) is None
    assert doubt("2026-03-06T09:00:00Z", fetched) is None
    assert "later than the capture" in str(doubt("2026-03-07", fetched))
    assert "impossible" in str(doubt("1970-01-01", None))


@given(st.text())
def test_any_text_is_a_date_or_none(value: str) -> None:
    found = to_iso(value, HAVANA)
    assert found is None or found[:1].isdigit()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  uno\n dos\t", "uno dos"),
        ("15\u00a0000 presos\u00a0políticos", "15\u00a0000 presos políticos"),
        ("46\u00a0%", "46 %"),
        ("a\u200bb\ufeff\u00adc", "abc"),
        ("\x93hola\x94 \x96 fin", "“hola” – fin"),
        ("man\u0303ana", "mañana"),
        ("a\x00b\x07", "ab"),
    ],
)
def test_clean_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once = clean_text(raw)
    assert clean_text(once) == once
    assert "\n" not in once


def paragraphs(html: str, *remove: str) -> list[str]:
    return body_paragraphs([BeautifulSoup(html, "lxml")], remove)


def test_paragraphs_of_loose_markup() -> None:
    assert paragraphs("<p>Uno.<p>Dos<br>sigue.<br><br>Tres<ul><li>a<li>b</ul>cuatro") == [
        "Uno.", "Dos sigue.", "Tres", "a", "b", "cuatro",
    ]  # fmt: skip
    assert paragraphs("<p>Un <b>preso</b> <a href=/x>político</a> salió.</p>") == ["Un preso político salió."]


def test_rows_of_data_stay_together_and_layout_falls_apart() -> None:
    assert paragraphs("<table><tr><th>Mes<th>Presos<tr><td>Enero<td>1.234</table>") == ["Mes | Presos", "Enero | 1.234"]
    assert paragraphs("<table><tr><td>menú<td><p>Uno.</p><p>Dos.</p></table>") == ["menú", "Uno.", "Dos."]


def test_boxes_go_unless_they_hold_the_text() -> None:
    assert paragraphs("<div><p>Texto que queda aquí entero.</p><div class='share-box'>Compartir</div></div>") == [
        "Texto que queda aquí entero.",
    ]  # fmt: skip
    assert paragraphs("<div class='content-sidebar-wrap sidebar'><p>Texto que queda.</p></div>") == ["Texto que queda."]
    assert paragraphs("<div><p>Uno.</p><div class=promo2>Fuera.</div></div>", ".promo2") == ["Uno."]


def test_links_alone_go_and_sentences_stay() -> None:
    page = "<p><a href=/x>Otra noticia del mismo día</a></p><p><a href=/y>Fue él quien lo dijo.</a></p>"
    assert paragraphs(page) == ["Fue él quien lo dijo."]


def test_tidy() -> None:
    body = [
        "Título",
        "Uno de los párrafos del texto.",
        "Lea también: otra",
        "Uno de los párrafos del texto.",
        "¡Sí!",
        "¡Sí!",
    ]
    assert tidy(body, "Título", [r"zzz"]) == "Uno de los párrafos del texto.\n¡Sí!\n¡Sí!"
    kept = ["Comparte la celda con otros 12 presos.", "Recibe visitas cada 21 días.", "Vea usted: son 300."]
    assert tidy(kept) == "\n".join(kept)


def test_pages_whose_bytes_contradict_their_declaration() -> None:
    assert decode_page("año “1”".encode("cp1252"), "text/html; charset=utf-8")[0] == "año “1”"
    assert decode_page("año".encode(), "text/html; charset=iso-8859-1")[0] == "año"
    assert decode_page("<meta charset=windows-1252>año —".encode("cp1252"))[0].endswith("año —")
    assert decode_page("año".encode("utf-16"))[0] == "año"


@given(st.binary())
def test_any_bytes_become_text(body: bytes) -> None:
    assert "\0" not in decode_page(body)[0]


def test_languages() -> None:
    english = "The government said on Tuesday that the prisoners had been released after two weeks in custody."
    spanish = "El gobierno dijo el martes que los presos habían sido liberados tras dos semanas bajo custodia."
    assert (detect_language(english), detect_language(spanish), detect_language("hola")) == ("en", "es", "und")
    assert settle_language("es-CU", spanish) == ("es", None)
    assert settle_language(None, english) == ("en", None)
    assert settle_language("en", "Hola.") == ("en", None)
    assert settle_language("en", spanish)[0] == "es"
    assert [normalize_language(tag) for tag in ("es_ES", "EN", "x-default", "", None)] == ["es", "en", None, None, None]


def test_plain_texts() -> None:
    plain = read_plain("Un título de cinco palabras\n\nPrimer párrafo.\nSegundo.\n", HAVANA)
    assert (plain.title, plain.text, plain.published) == (
        "Un título de cinco palabras",
        "Primer párrafo.\nSegundo.",
        None,
    )
    head = "La Ceiba\n\nUn título de cinco palabras\n\nThursday, March 5, 2026 by Ann Lee\n\n"
    plain = read_plain(f"{head}Un título de cinco palabras\nPrimer párrafo.\n", HAVANA, "en")
    assert (plain.title, plain.text) == ("Un título de cinco palabras", "Primer párrafo.")
    assert (plain.published, plain.authors) == ("2026-03-05", ("Ann Lee",))


@pytest.mark.parametrize("text", ["Una frase entera que acaba en punto.\nOtra.", "Sola", "Dos palabras\nTexto."])
def test_plain_texts_without_a_title(text: str) -> None:
    assert (read_plain(text, HAVANA).title, read_plain(text, HAVANA).text) == ("", text)


def test_a_dateline_in_a_sentence_stays() -> None:
    text = "Un título de cinco palabras\nHAVANA, March 5, 2026 – Two men were freed."
    assert read_plain(text, HAVANA, "en").text == "HAVANA, March 5, 2026 – Two men were freed."


@pytest.mark.parametrize(
    ("url", "can_be_cited"),
    [
        ("https://uno.example/a", True),
        ("HTTP://UNO.example/a", True),
        ("file:nota%201.txt", True),
        ("file:///etc/passwd", False),
        ("file:carpeta/nota.txt", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://uno.example/a", False),
        ("http:///a", False),
        ("http://[", False),
        ("nota", False),
        ("", False),
    ],
)
def test_what_can_be_cited(url: str, can_be_cited: bool) -> None:
    assert is_source(url) == can_be_cited


def test_scheme_in_capitals_and_a_password_are_not_part_of_the_address() -> None:
    assert canonical_url("HTTPS://ana:secreto@Uno.example/a") == "https://uno.example/a"
