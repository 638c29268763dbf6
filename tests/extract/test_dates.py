import inspect
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import dates_calendar, edtf
from extract.dates import find_dates
from extract.models import load_pipeline

WEDNESDAY = "2025-11-12T15:00:00Z"
HAVANA = "America/Havana"


def read(language, text, published=WEDNESDAY, timezone=HAVANA):
    """The dates of a text as (words, EDTF)."""
    found = find_dates(load_pipeline(language)(text), language, published, timezone)
    return [(d.text, d.date) for d in found]


def values(language, text, published=WEDNESDAY, timezone=HAVANA):
    return [value for _, value in read(language, text, published, timezone)]


ENGLISH = [
    ("He was freed on July 13, 2021.", ["2021-07-13"]),
    ("On 15 November 2021 they met.", ["2021-11-15"]),
    ("The note is dated 2024-05-06.", ["2024-05-06"]),
    ("She was sentenced in June 2022.", ["2022-06"]),
    ("He has been in prison since 1998.", ["1998"]),
    ("He lived there in the 1990s.", ["199X"]),
    ("In the summer of 2019 he joined the group.", ["2019-22"]),
    ("By the end of 2024 there were more.", ["2024-12~"]),
    ("The figure stood at 1,104 at the end of October.", ["2025-10"]),
    ("Between January and March 2025, 553 people were freed.", ["2025-01/2025-03"]),
    ("From December 28 to January 3 nobody worked.", ["2024-12-28/2025-01-03"]),
    ("From January 1 to December 31, 2024, there were 1,219.", ["2024-01-01/2024-12-31"]),
    ("In January and February 2025 there were fewer.", ["2025-01", "2025-02"]),
    ("So far this year, 120 arrests were recorded.", ["2025-01-01/2025-11-12"]),
    ("In the first half of 2025 there were 1,300 protests.", ["2025-01/2025-06"]),
    ("Police arrested him on Monday and freed him two days later.", ["2025-11-10", "2025-11-12"]),
    ("The trial will be held on Monday.", ["2025-11-17"]),
    ("The trial begins on Friday.", ["2025-11-14"]),
    ("Agents told her on Tuesday to leave by Sunday.", ["2025-11-11", "2025-11-16"]),
    (
        "Last Friday she wept; last week she wrote; last month she slept.",
        ["2025-11-07", "2025-11-03/2025-11-09", "2025-10"],
    ),
    (
        "He left two weeks ago. He came three days ago. He was ill three years ago.",
        ["2025-10-29~", "2025-11-09", "2022~"],
    ),
    ("The ruling will be known before December 3.", ["2025-12-03"]),
    ("She was arrested on March 3 and charged on the 16th of that month.", ["2025-03-03", "2025-03-16"]),
    ("He was freed on July 13, 2021, two days after the march.", ["2021-07-13", "2021-07-13"]),
    ("Two weeks after his arrest on October 3, he was freed.", ["2025-10-17~", "2025-10-03"]),
    ("He was arrested on October 3. Two weeks after his arrest, he was freed.", ["2025-10-03", "2025-10-17~"]),
    ("Ten days after the march, 22 people are still held.", ["2025-11-12"]),
    ("In October 2024 and a year earlier it rained.", ["2024-10", "2023-10"]),
    ("In 2003, people were arrested. On March 18 police came.", ["2003", "2003-03-18"]),
    ("Ruiz, arrested on July 11, 2021, was transferred in March to Las Lomas.", ["2021-07-11", "2025-03"]),
    ("The July 11 protests were the largest.", ["2021-07-11"]),
    ("The 11J marches came before 15N.", ["2021-07-11", "2021-11-15"]),
    ("Law 88 of 1999 punishes it.", ["1999"]),
]

SPANISH = [
    ("Fue apresado el 13 de julio de 2021, dos días después de la marcha.", ["2021-07-13", "2021-07-13"]),
    ("Lo detuvieron la noche del lunes 10 de noviembre.", ["2025-11-10"]),
    ("El pasado 12 de marzo fue arrestado; el 15 de ese mes, liberado.", ["2025-03-12", "2025-03-15"]),
    ("Hace tres semanas fue trasladado, dijo ayer su madre.", ["2025-10-22~", "2025-11-11"]),
    ("Ya hace tres años lo multaron.", ["2022~"]),
    ("Anoche hubo protestas; anteayer, no; pasado mañana, quién sabe.", ["2025-11-11", "2025-11-10", "2025-11-14"]),
    (
        "Este miércoles se supo. El próximo martes viajará. El martes pasado viajó.",
        ["2025-11-12", "2025-11-18", "2025-11-11"],
    ),
    ("La vista se celebrará el lunes.", ["2025-11-17"]),
    ("Fue citado para el viernes.", ["2025-11-14"]),
    ("Un proyecto que se votaría en diciembre.", ["2025-12"]),
    (
        "A finales de 2024 había 1.161; a finales de mayo, 1.170; a principios de mes, 1.180.",
        ["2024-12~", "2025-05", "2025-11"],
    ),
    ("Entre enero y marzo de 2025 fueron excarcelados 553.", ["2025-01/2025-03"]),
    ("Del 1 de enero al 31 de diciembre de 2024 hubo 1.219.", ["2024-01-01/2024-12-31"]),
    ("Entre el 3 y el 7 de noviembre llovió.", ["2025-11-03/2025-11-07"]),
    ("En lo que va de año hubo 120.", ["2025-01-01/2025-11-12"]),
    (
        "Detenida el 10 de octubre y libre dos días después; el día 14 volvió.",
        ["2025-10-10", "2025-10-12", "2025-10-14"],
    ),
    ("Lo detuvieron el 3 de octubre. Dos días después de su arresto, murió.", ["2025-10-03", "2025-10-05"]),
    ("Al día siguiente del 3 de noviembre nada pasó.", ["2025-11-04", "2025-11-03"]),
    (
        "El 3 de noviembre lo arrestaron. Al día siguiente, salió. Ese mismo mes emigró.",
        ["2025-11-03", "2025-11-04", "2025-11"],
    ),
    ("Prometió que serían liberados antes del fin de semana.", ["2025-11-15/2025-11-16"]),
    ("En octubre de 2024 y un año antes llovió.", ["2024-10", "2023-10"]),
    ("Fue visto la tarde del 15 de marzo. El 17 lo llevaron a otra prisión.", ["2025-03-15", "2025-03-17"]),
    ("El sábado 8 y el domingo 9 esperaron afuera.", ["2025-11-08", "2025-11-09"]),
    ("En este 2025, frente al 2024, hubo más.", ["2025", "2024"]),
    ("Nació en los años noventa.", ["199X"]),
    ("En el primer semestre de 2025 hubo 1.300.", ["2025-01/2025-06"]),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_expressions_resolve(text, expected):
    assert values("en", text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_spanish_expressions_resolve(text, expected):
    assert values("es", text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They march every Friday, and on Fridays they sing."),
        ("en", "He may march for ten years. Over the last year many left."),
        ("en", "The July 26 Movement and the Justicia 11J group were there."),
        ("en", "A total of 2021 prisoners were counted at 10 p.m. after a 12-3 vote."),
        ("en", "Open Monday through Friday, in Room 2021."),
        ("en", "More than two years ago he left. Decree-Law 35/2021 punishes it."),
        ("es", "Los viernes marchan, cada lunes cantan y de lunes a viernes trabajan."),
        ("es", "Desde hace tres años cumple condena. Hace dos años que no lo ve."),
        ("es", "El Movimiento 26 de Julio y el parque 24 de Febrero. Julio Abril Mayo vive en Santo Domingo."),
        ("es", "Más de 2000 presos, a las 10 de la mañana, según el Decreto-Ley 35/2021."),
        ("es", "Hoy en día, por la mañana, el 12 por ciento de ellos."),
    ],
)
def test_what_is_no_date_is_left_alone(language, text):
    assert read(language, text) == []


def test_days_are_those_of_the_outlet():
    late = "2025-11-13T03:00:00Z"
    assert values("es", "Ayer llovió.", late, "America/Havana") == ["2025-11-11"]
    assert values("es", "Ayer llovió.", late, "Europe/Madrid") == ["2025-11-12"]
    assert values("es", "Ayer llovió.", "2025-11-13", "America/Havana") == ["2025-11-12"]


@pytest.mark.parametrize("published", [None, "", "yesterday", "2025-13-45", "2025-99-01T00:00:00Z"])
def test_without_publication_only_what_the_text_settles_is_found(published):
    text = "On Tuesday he said that on July 11, 2021, and two days later, people marched in March."
    assert values("en", text, published)[:2] == ["2021-07-11", "2021-07-13"]
    assert "2025" not in "".join(values("en", text, published))


def test_an_unknown_time_zone_is_taken_as_utc():
    assert values("en", "It rained yesterday.", "2025-11-13T03:00:00Z", "Nowhere/Town") == ["2025-11-12"]


def test_every_date_names_its_rule_and_points_at_its_text():
    text = "El lunes 10 de noviembre de 2025 y en marzo.\nHace tres años, el 11J."
    found = find_dates(load_pipeline("es")(text), "es", WEDNESDAY, HAVANA)
    assert len(found) == 4
    assert all(text[d.start : d.end] == d.text and d.rule.startswith("date:") for d in found)


def test_no_module_asks_the_clock():
    for word in (".today(", ".now(", "time.time("):
        assert word not in inspect.getsource(dates_calendar)
    assert dates_calendar.local_day("2025-11-13T03:00:00Z", HAVANA) == date(2025, 11, 12)


WORDS = """July 11|2021|on Tuesday
two days after|that day|the 31st|February 29|between|and|from|to|a month before|the end of
last year|99 years ago|999 years later|el 31 de febrero|hace 999 años|el lunes|ese mes|dos días después|entre|y|de|marzo
0001|9999|lo que va de año|11J|,|.|(|de ese año|second quarter of|último día de|31/12/9999|1º de mayo|his arrest
the same month of|the week of|al día siguiente del|de su arresto"""
PIECES = st.sampled_from(["\n", "\u00a0", "\u0000", *WORDS.replace("\n", "|").split("|")])
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map(" ".join), st.text(max_size=60))
PUBLISHED = st.one_of(
    st.none(), st.dates().map(date.isoformat), st.datetimes().map(lambda d: d.isoformat() + "Z"), st.text(max_size=12)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["en", "es"]), TEXTS, PUBLISHED)
def test_any_text_is_read(language, text, published):
    doc = load_pipeline(language).make_doc(text)
    found = find_dates(doc, language, published, HAVANA)
    assert all(text[d.start : d.end] == d.text and d.text.strip() and edtf.is_valid(d.date) for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == find_dates(doc, language, published, HAVANA)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["en", "es"]), TEXTS)
def test_any_parsed_text_is_read(language, text):
    found = find_dates(load_pipeline(language)(text), language, WEDNESDAY, HAVANA)
    assert all(text[d.start : d.end] == d.text and edtf.is_valid(d.date) for d in found)


def test_long_chains_are_read_in_a_moment():
    text = "a day after " * 3000 + "July 11"
    doc = load_pipeline("en").make_doc(text)
    assert find_dates(doc, "en", WEDNESDAY, HAVANA)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "El Viernes Santo de 2024 hubo apagón.", {"2024-03-29"}),
        ("en", "No masses were held during Holy Week 2024.", {"2024-03-24/2024-03-31"}),
        ("es", "Fue arrestado el 8 de enero de 2023. A los tres días lo soltaron.", {"2023-01-08", "2023-01-11"}),
        ("es", "A principios de los noventa emigró.", {"199X"}),
        ("es", "El 26 de Julio de 2023 hubo un acto.", {"2023-07-26"}),
        ("en", "The last week of January 2024 was quiet.", {"2024-01-25/2024-01-31"}),
        (
            "en",
            "He was arrested on March 3, 2021, and named by the Lantern, which in May wrote of him.",
            {"2021-03-03"},
        ),
    ],
)
def test_further_days_and_spans(language, text, expected):
    assert expected <= {date for _, date in read(language, text)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They were freed on the last Friday of October.", ["2025-10-31"]),
        ("es", "Lo multaron el primer lunes de noviembre.", ["2025-11-03"]),
        ("en", "There were 14 arrests since the start of the year.", ["2025-01-01/2025-11-12"]),
        ("es", "Suman 14 desde que comenzó el año.", ["2025-01-01/2025-11-12"]),
        ("es", "Hubo 60 menos que el día precedente, informó la víspera la empresa.", ["2025-11-11", "2025-11-11"]),
        ("es", "El juicio fue el 20 de octubre. La víspera lo trasladaron.", ["2025-10-20", "2025-10-19"]),
        (
            "es",
            "El corte del domingo duró horas. El jefe lo admitió ayer. Ese día llovía.",
            ["2025-11-09", "2025-11-11", "2025-11-09"],
        ),
        ("en", "A hearing due on Friday was announced.", ["2025-11-14"]),
        ("en", "The authorities gave them until Monday to leave.", ["2025-11-17"]),
        ("en", "The report for October lists 1,100 names, and he expects more before March.", ["2025-10", "2026-03"]),
        ("en", "It rained last year; two people died that June.", ["2024", "2024-06"]),
        (
            "es",
            "En octubre pasado cayó un 3 % respecto a septiembre y un 9 % frente al mismo mes de 2024.",
            ["2025-10", "2025-09", "2024-10"],
        ),
        (
            "es",
            "Entre enero y marzo de 2025 hubo 20; en ese mismo período murieron 5.",
            ["2025-01/2025-03", "2025-01/2025-03"],
        ),
        ("en", "Sales were 3 percent above 2024; it hopes to close 2026 well.", ["2024", "2026"]),
        ("en", "Petition 0418-2026 came on a wet Sunday, a day later than he said.", []),
    ],
)
def test_what_days_and_periods_hang_on(language, text, expected):
    assert values(language, text) == expected
