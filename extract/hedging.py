"""How a predicate is asserted: as a fact, as possible, as planned, or denied; and what is only demanded."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from extract.context import Context, lemma, morph
from extract.wordlists import hedges

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.reading import Hedge

GOVERNED = frozenset(
    (
        "xcomp",
        "ccomp",
        "advcl",
        "pcomp",
        "dobj",
        "obj",
        "pobj",
        "iobj",
        "obl",
        "obl:arg",
        "nsubj",
        "nsubjpass",
        "nsubj:pass",
    )
) | {"nmod", "prep", "csubj", "conj", "attr", "acomp", "oprd", "case", "mark", "amod", "dep"}
"""Relations through which a governor ("fear", "promised", "demand") reaches what it governs."""

ORDER = ("demanded", "ongoing", "denied", "possible", "planned")
NO_EVENT = frozenset(("demanded", "ongoing"))


def hedge_of(context: Context, token: Token, within: tuple[int, int] = (0, 0)) -> tuple[Hedge | None, str]:
    """The hedge of what is said at ``token`` (a verb or an event noun) and the rule that found it.

    None stands for what is only demanded or wished: no assertion at all. Of several the strongest counts: demanded,
    denied, possible, planned. ``within`` are code points whose words are no hedges ("no fewer than 27").
    """
    found: dict[str, str] = {}
    _own(context, token, found, within)
    _governors(context, token, found)
    for hedge in ORDER:
        if hedge in found:
            return (None if hedge in NO_EVENT else cast("Hedge", hedge)), found[hedge]
    return "asserted", "hedge.none"


def _own(context: Context, token: Token, found: dict[str, str], within: tuple[int, int] = (0, 0)) -> None:
    """Negation, modals, tense and adverbs of the predicate itself."""
    language = context.language
    auxiliary, adverb = hedges(language, "auxiliary"), hedges(language, "adverb")
    for child in token.children:
        if within[0] <= child.idx < within[1]:
            continue
        word, base = child.lower_, lemma(child)
        if child.dep_ in {"aux", "auxpass", "aux:pass", "neg", "cop"}:
            hedge = auxiliary.get(word) or auxiliary.get(base)
            if word in {"would", "'d"}:
                hedge = "planned" if _reported(token) else "possible"
            if hedge and not (base == "poder" and _achieved(child)):
                found.setdefault(hedge, f"hedge.{base}")
            _mood(child, found)
        if (
            child.dep_ in {"advmod", "neg", "det", "case", "mark", "cc:preconj", "preconj"}
            and word in adverb
            and child.i < token.i
        ):
            found.setdefault(adverb[word], f"hedge.{word}")
    if _condition(token):
        found.setdefault("possible", "hedge.condition")
    _mood(token, found)


def _condition(token: Token) -> bool:
    """Whether a Spanish predicate is only a condition: "de ser condenada"."""
    forms = (token, *(c for c in token.children if c.dep_ in {"aux", "aux:pass", "cop"}))
    infinitive = any("Inf" in morph(f, "VerbForm") for f in forms)
    return infinitive and token.dep_ == "advcl" and any(c.lower_ == "de" and c.dep_ == "mark" for c in token.children)


def _reported(verb: Token) -> bool:
    """Whether a conditional is the future of reported speech: "said that they would be freed"."""
    at = verb
    while at.dep_ in {"conj", "xcomp"} and at.head is not at:
        at = at.head
    marked = any(c.dep_ == "mark" and c.lower_ in {"that", "que"} for c in at.children)
    return at.dep_ == "ccomp" and "Past" in morph(at.head, "Tense") and (marked or at.lang_ == "en")


def _achieved(modal: Token) -> bool:
    """Whether "poder" tells of what was managed ("ha podido confirmar", "pudo confirmar"), not of what may be."""
    return "Part" in morph(modal, "VerbForm") or "Past" in morph(modal, "Tense")


def _mood(token: Token, found: dict[str, str]) -> None:
    """The Spanish conditional of rumour ("habría sido") and the future, by form: small models miss both."""
    if token.pos_ not in {"VERB", "AUX"}:
        return
    if "Cnd" in morph(token, "Mood"):
        verb = token.head if token.dep_.startswith(("aux", "cop")) else token
        simple = lemma(token) != "haber"
        found.setdefault("planned" if simple and _reported(verb) else "possible", "hedge.conditional")
    elif "Fut" in morph(token, "Tense"):
        found.setdefault("planned", "hedge.future")


def _only_beside(predicate: Token) -> bool:
    """Whether a predicate only says when or why, or tells of a noun: "demands his release after he was arrested"."""
    if predicate.dep_ == "amod":
        return predicate.i > predicate.head.i and predicate.pos_ in {"VERB", "ADJ"}
    participle = "Part" in morph(predicate, "VerbForm") and not any(
        c.dep_.startswith("aux") for c in predicate.children
    )
    if participle and predicate.i and predicate.nbor(-1).text == ",":
        return True  # "eight years for Ana Ruiz, arrested on Monday"
    if predicate.dep_ != "advcl":
        return False
    after = {
        "tras",
        "después",
        "luego",
        "al",
        "cuando",
        "desde",
        "porque",
        "since",
        "after",
        "when",
        "because",
        "as",
        "while",
    }
    if any(c.lower_ in after and c.i < predicate.i for c in predicate.children):
        return True
    bare = "Inf" in morph(predicate, "VerbForm") or any(c.lower_ == "to" for c in predicate.lefts)
    return not bare and any(c.dep_.startswith(("nsubj", "aux")) for c in predicate.children)


def _governors(context: Context, token: Token, found: dict[str, str]) -> None:
    """Words above the predicate that hedge it, up to the first clause that merely contains it."""
    governor = hedges(context.language, "governor")
    auxiliary = hedges(context.language, "auxiliary")
    at = token
    for _ in range(5):
        infinitive = at.dep_ in {"acl", "xcomp"} and (
            "Inf" in morph(at, "VerbForm") or any(c.lower_ == "to" for c in at.lefts)
        )
        if at.head is at or (at.dep_ not in GOVERNED and not infinitive) or _only_beside(at):
            return
        if at.dep_ == "conj" and at.pos_ == "VERB" and at.head.pos_ == "VERB":
            if not any(c.dep_.startswith("nsubj") for c in at.children):
                _own(context, at.head, found)
            at = at.head
            continue
        above = at.head
        base = lemma(above)
        for child in above.children if above.pos_ == "NOUN" else ():
            if child.dep_ in {"amod", "acl"} and child.i < above.i and lemma(child) in governor:
                found.setdefault(governor[lemma(child)], f"hedge.{lemma(child)}")  # "the scheduled date for"
        hedge = governor.get(base) or (auxiliary.get(base) if at.dep_ in {"xcomp", "ccomp"} else None)
        of_subject = at.dep_.startswith("nsubj") and above.pos_ == "VERB"
        unsaid = {"planned", "possible", "demanded"} | ({"ongoing"} if at is not token else set())
        if hedge and not (of_subject and hedge in unsaid):
            found.setdefault(hedge, f"hedge.{base}")
        if hedge or at.dep_ == "xcomp":
            _own(context, above, found)
        if at.dep_ == "advcl" and not hedge:
            return
        at = above
