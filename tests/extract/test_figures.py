"""Figures in invented sentences of both languages: value, bound, unit, what is counted, and what is no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.figures import find_figures
from extract.lexicon import load_lexicon
from extract.models import load_pipeline
from extract.reading import Date, Name

if TYPE_CHECKING:
    from extract.reading import Figure


def read(language: str, text: str, names: tuple[str, ...] = (), dates: tuple[str, ...] = ()) -> list[Figure]:
    """The figures of a text in which ``names`` are persons."""
    people = [Name(text.index(n), text.index(n) + len(n), n, "person", n) for n in names]
    days = [Date(text.index(d), text.index(d) + len(d), d, "2031") for d in dates]
    return find_figures(load_pipeline(language)(text), language, load_lexicon(), people, days)


def values(figures: list[Figure]) -> list[tuple[float | None, str]]:
    return [(f.value, f.unit) for f in figures]


BOUNDS = [
    ("en", "More than 300 neighbors signed.", "more_than", 300, None),
    ("en", "At least two sources agreed.", "at_least", 2, None),
    ("en", "No fewer than 40 buses came.", "at_least", 40, None),
    ("en", "Up to 23 vendors came.", "at_most", None, 23),
    ("en", "Fewer than 90 boats left.", "less_than", None, 90),
    ("en", "Only around 250 boats left.", "about", 250, 250),
    ("en", "Nearly 60 boats left.", "about", 60, 60),
    ("en", "Only 60 boats left.", "exact", 60, 60),
    ("en", "Between 40 and 50 boats left.", "between", 40, 50),
    ("en", "Forty or fifty boats left.", "between", 40, 50),
    ("en", "The club has 1,000-plus members.", "at_least", 1000, None),
    ("es", "Más de 300 vecinos firmaron.", "more_than", 300, None),
    ("es", "Al menos unas 20 madres firmaron.", "at_least", 20, None),
    ("es", "No menos de 40 guaguas llegaron.", "at_least", 40, None),
    ("es", "Vinieron hasta 23 vendedores.", "at_most", None, 23),
    ("es", "Menos de 90 botes salieron.", "less_than", None, 90),
    ("es", "Unos 250 botes salieron.", "about", 250, 250),
    ("es", "Casi 60 botes salieron.", "about", 60, 60),
    ("es", "Solo 60 botes salieron.", "exact", 60, 60),
    ("es", "Entre 40 y 50 botes salieron.", "between", 40, 50),
    ("es", "Salieron 40 o 50 botes.", "between", 40, 50),
    ("es", "Salió una treintena de botes.", "about", 30, 30),
    ("es", "Más del 60 % votó.", "more_than", 60, None),
    ("es", "Entre el 40 y el 50 % votó.", "between", 40, 50),
]


@pytest.mark.parametrize(("language", "text", "bound", "low", "high"), BOUNDS)
def test_modifiers_set_the_bound(language: str, text: str, bound: str, low: float | None, high: float | None) -> None:
    (figure,) = read(language, text)
    assert (figure.bound, figure.low, figure.high) == (bound, low, high)
    assert figure.value is None if bound == "between" else figure.value == (high if low is None else low)


UNITS = [
    ("en", "The blackout lasted 28 hours.", 28, "hour"),
    ("en", "They lost 46.5% of the harvest.", 46.5, "percent"),
    ("en", "A third of the harvest was lost.", 1 / 3, "fraction"),
    ("en", "They paid $2.5 million.", 2_500_000, "usd"),
    ("en", "They paid 4,000 pesos.", 4000, "cup"),
    ("en", "They paid €30.", 30, "eur"),
    ("en", "The grid lacks 1,910 megawatts.", 1910, "megawatt"),
    ("en", "It lasted four years and six months.", 4.5, "year"),
    ("en", "He spent a quarter of a century there.", 25, "year"),
    ("es", "El apagón duró 28 horas.", 28, "hour"),
    ("es", "El apagón duró media hora.", 0.5, "hour"),
    ("es", "El corte duró tres horas y media.", 3.5, "hour"),
    ("es", "Perdieron el 46,5 % de la cosecha.", 46.5, "percent"),
    ("es", "Perdieron un tercio de la cosecha.", 1 / 3, "fraction"),
    ("es", "Pagaron 2,3 millones de dólares.", 2_300_000, "usd"),
    ("es", "Pagaron 15 mil pesos.", 15_000, "cup"),
    ("es", "Faltan 1.910 MW.", 1910, "megawatt"),
    ("es", "Vivió allí dos décadas.", 20, "year"),
]


@pytest.mark.parametrize(("language", "text", "value", "unit"), UNITS)
def test_units_are_read(language: str, text: str, value: float, unit: str) -> None:
    assert values(read(language, text)) == [(pytest.approx(value), unit)]


MEASURES = [
    ("en", "They hold 1,150 political prisoners.", ["political prisoners"]),
    ("es", "Hay 1.150 presos políticos.", ["political prisoners"]),
    ("en", "59% of the 688 political prisoners are ill.", ["political prisoners", "political prisoners"]),
    ("en", "The list of political prisoners reached 1,161.", ["political prisoners"]),
    (
        "en",
        "They freed 200 political prisoners. Of these, 94% went home.",
        ["political prisoners", "political prisoners"],
    ),
    ("es", "De ese total, 97 fueron detenciones arbitrarias.", ["arbitrary detentions"]),
    ("es", "Había 80 presos políticos, 12 más que en abril.", ["political prisoners", "rise in political prisoners"]),
    (
        "en",
        "There were 80 political prisoners, 12 fewer than in April.",
        ["political prisoners", "fall in political prisoners"],
    ),
    ("es", "El parte eleva a 44 los presos políticos.", ["political prisoners"]),
    ("es", "Vendió 31 acordeones azules.", ["acordeones azules"]),
    ("en", "She sold 31 blue accordions.", ["blue accordions"]),
    ("es", "Había 17 presos políticos (17).", ["political prisoners", "political prisoners"]),
    ("es", "La feria, de 40 minutos, gustó.", ["feria"]),
    ("en", "A 40-minute fair pleased them.", ["fair"]),
]


@pytest.mark.parametrize(("language", "text", "measures"), MEASURES)
def test_what_is_counted(language: str, text: str, measures: list[str]) -> None:
    assert [f.measure for f in read(language, text)] == measures


KINDS = [
    ("es", "Berta Sosa, de 38 años, salió.", "age", "Berta Sosa"),
    ("en", "Berta Sosa, 38, left.", "age", "Berta Sosa"),
    ("en", "The 38-year-old barber left.", "age", None),
    ("en", "He left at the age of 38.", "age", None),
    ("es", "Eran menores de 18 años.", "age", None),
    ("en", "They were under 18 when they left.", "age", None),
    ("en", "He got 30 years of imprisonment.", "sentence", None),
    ("en", "The rest of her nine-year sentence was lifted.", "sentence", None),
    ("es", "Fue condenado a siete años.", "sentence", None),
    ("es", "Se castiga con entre dos y cinco años de cárcel.", "sentence", None),
    ("es", "Le pusieron una multa de 3.000 pesos.", "fine", None),
    ("en", "She was fined 3,000 pesos.", "fine", None),
    ("es", "Pasó 16 meses en prisión preventiva.", "pretrial detention", None),
    ("en", "He spent ten years in prison.", "time in prison", None),
]


@pytest.mark.parametrize(("language", "text", "measure", "person"), KINDS)
def test_ages_terms_and_fines(language: str, text: str, measure: str, person: str | None) -> None:
    (figure,) = read(language, text, names=(person,) if person else ())
    assert figure.measure == measure


NO_FIGURES = [
    ("en", "Article 91 and Law 88 of 2019 apply."),
    ("es", "Los artículos 263 y 264 de la Ley 151 se aplican."),
    ("es", "Vive en la calle Pomarrosa, número 214."),
    ("en", "He lives on 7th Street, in room 12."),
    ("es", "Llegó a las 8:40 p. m. y salió a las nueve."),
    ("en", "They won 5-4 at 6:10 a.m."),
    ("en", "One of the neighbors left and no one spoke."),
    ("es", "Uno de los vecinos salió con un amigo."),
    ("en", "Dozens left; thousands stayed; none spoke."),
    ("es", "Llame al 960 555 013 o escriba a https://ejemplo.example/2031/45."),
    ("en", "It happened three years ago."),
    ("es", "Ocurrió hace tres años."),
    ("en", "Follow #Plan75 and @user88."),
    ("es", "Ambos volvieron; los dos callaron."),
    ("en", "She came third."),
    ("en", "They praised the so-called “Five Lanterns” again."),
]


@pytest.mark.parametrize(("language", "text"), NO_FIGURES)
def test_labels_times_and_pronouns_are_no_figures(language: str, text: str) -> None:
    assert read(language, text) == []


def test_numbers_in_dates_and_names_are_theirs() -> None:
    text = "On March 3 the Group of 75 met 12 lawyers in Kilo 8."
    assert values(read("en", text, names=("Group of 75", "Kilo 8"), dates=("March 3",))) == [(12, "count")]


def test_numbers_in_a_row_share_the_unit_of_the_last() -> None:
    assert values(read("es", "Recibieron condenas de seis, ocho y 12 años.")) == [
        (6, "year"),
        (8, "year"),
        (12, "year"),
    ]


def test_a_term_shares_its_unit_with_the_next() -> None:
    text = "Recibió diez años de cárcel y dos de libertad condicional; tres de sus primos, nada."
    assert values(read("es", text)) == [(10, "year"), (2, "year"), (3, "count")]


def test_prices_stay_in_the_money_that_was_named() -> None:
    text = "El arroz cuesta 250 pesos la libra y el aceite cuesta 900."
    assert values(read("es", text)) == [(250, "cup"), (900, "cup")]


def test_a_bare_number_takes_over_the_unit_it_is_compared_with() -> None:
    figures = read(
        "en", "Power cuts averaged 15 hours a day in May, up from 11 in April.", dates=("in May", "in April")
    )
    assert values(figures) == [(15, "hour"), (11, "hour")]


def test_a_figure_spans_modifier_number_and_noun() -> None:
    text = "They saw only around 250 boats there."
    (figure,) = read("en", text)
    assert figure.text == "only around 250 boats"
    assert text[figure.number_start : figure.number_end] == "250"
    assert figure.rule


WORDS = (
    "Más de 300 personas , entre 40 y 50 % años $ 1.150 , 15 mil una docena de la mitad ( 52 ) más que más \n "
    "dos tercios More than 2.5 million under 18 years old twice half of them - 1,150 prisoners . of these "
    "at the age of 3 \u00a0 104"
)
SALAD = st.lists(st.sampled_from(WORDS.split(" ")), max_size=30).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(SALAD, st.text(max_size=60)), st.sampled_from(["en", "es"]))
def test_offsets_and_limits_hold_whatever_the_text(text: str, language: str) -> None:
    end = 0
    for figure in read(language, text):
        assert figure.text == text[figure.start : figure.end]
        assert figure.start <= figure.number_start < figure.number_end <= figure.end
        assert figure.number_start >= end
        end = figure.number_end
        if figure.bound == "between":
            assert figure.value is None
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low < figure.high
        else:
            assert figure.low == (None if figure.bound in ("at_most", "less_than") else figure.value)
            assert figure.high == (None if figure.bound in ("at_least", "more_than") else figure.value)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Condenado en mayo de 2023 a 12 por desacato, sigue preso.", [(12, "year", "sentence")]),
        ("es", "El tribunal la condenó a siete.", [(7, "year", "sentence")]),
        ("en", "Prosecutors asked for up to eight years.", [(8, "year", "sentence")]),
        ("es", "Era un albañil de 44 años.", [(44, "year", "age")]),
        ("en", "The oldest is 79 and the youngest is 16.", [(79, "year", "age"), (16, "year", "age")]),
        ("es", "Ha perdido 18 kilos.", [(18, "kilogram", "weight lost")]),
        ("en", "He now weighs 49 kilograms.", [(49, "kilogram", "weight")]),
        ("en", "She spent 14 months in punishment cells.", [(14, "month", "time in punishment cells")]),
        ("es", "Los arrestos no pasaron de 20.", [(20, "count", "arrests")]),
        ("es", "Fue el tercer acusado y llamó al 0198.", []),
    ],
)
def test_terms_ages_and_weights_without_their_noun(
    language: str, text: str, expected: list[tuple[float, str, str]]
) -> None:
    assert [(f.value, f.unit, f.measure) for f in read(language, text)] == expected
