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

LETTING = frozenset(("allow", "permit", "enable", "permitir"))
"""Verbs that leave open whether it came about, save in the past: "allowed only six people to follow"."""
ARGUMENTS = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "obj", "dobj", "iobj"))
COMPLEMENTS = frozenset(("obj", "dobj", "obl", "obl:arg", "attr", "prep"))
TIMES = frozenset(("día", "hora", "mes", "año", "semana", "minuto"))
"""Units of time, which are waited, not expected: "tuvo que esperar tres días"."""
ORDER = ("demanded", "ongoing", "denied", "possible", "planned")
NO_EVENT = frozenset(("demanded", "ongoing"))


def hedge_of(context: Context, token: Token, within: tuple[int, int] = (0, 0)) -> tuple[Hedge | None, str]:
    """The hedge of what is said at ``token`` (a verb or an event noun) and the rule that found it.

    None stands for what is only demanded or wished: no assertion at all. Of several the strongest counts: demanded,
    denied, possible, planned. ``within`` are code points whose words are no hedges ("no fewer than 27").
    """
    found: dict[str, str] = {}
    _own(context, token, found, within)
    _governors(context, token, found, figure=within[1] > 0)
    if not within[1] and token.pos_ == "NOUN" and token.dep_ in {"nsubj", "nsubjpass", "nsubj:pass"}:
        verb = token.head
        if (
            verb.pos_ == "AUX"
            or verb.pos_ in {"NOUN", "PROPN", "ADV"}
            or lemma(verb) in hedges(context.language, "occurring")
        ):
            _own(context, verb, found)  # "the trial will be on Monday"
    if within[1]:
        _predicate(context, token, found)
        _promised(context, token, found)
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
            if hedge == "denied" and _until(context, token, child):
                hedge = None
            if base == "deber" and "Imp" in morph(child, "Tense"):
                hedge = "planned"  # "debía salir antes de fin de año"
            if hedge and not (base == "poder" and _achieved(child)):
                found.setdefault(hedge, f"hedge.{base}")
            _mood(child, found)
        if (
            child.dep_ in {"advmod", "neg", "det", "case", "mark", "cc:preconj", "preconj"}
            and word in adverb
            and child.i < token.i
            and not (adverb[word] == "denied" and _until(context, token, child))
        ):
            found.setdefault(adverb[word], f"hedge.{word}")
        if child.dep_ in ARGUMENTS and token.pos_ in {"VERB", "AUX"}:
            _nobody(child, hedges(language, "argument"), found)
    if _not_yet(token):
        found.setdefault("denied", "hedge.yet")
    if _to_come(token):
        found.setdefault("planned", "hedge.to be")
    if _condition(token):
        found.setdefault("possible", "hedge.condition")
    _mood(token, found)


def _nobody(argument: Token, negative: dict[str, str], found: dict[str, str]) -> None:
    """An argument that is nobody: "none of the detainees was beaten", "no one has been charged"."""
    words = [argument, *(c for c in argument.children if c.dep_ == "det")]
    hedge = next((negative[w.lower_] for w in words if w.lower_ in negative), None)
    if hedge:
        found.setdefault(hedge, f"hedge.{argument.lower_}")


def _until(context: Context, verb: Token, negation: Token) -> bool:
    """Whether a negation only tells when something came about: "was not arrested until Wednesday"."""
    limits = hedges(context.language, "limit")
    return negation.i < verb.i and any(t.lower_ in limits for c in verb.rights for t in (c, *c.children))


def _not_yet(verb: Token) -> bool:
    """Whether an English infinitive stands under "have yet": "has yet to be tried"."""
    before = (*verb.head.rights, *verb.lefts)
    return any(c.lower_ == "to" for c in verb.lefts) and any(c.lower_ == "yet" and c.i < verb.i for c in before)


def _to_come(verb: Token) -> bool:
    """Whether an English infinitive stands under "be": "is to be released", "was to have been released"."""
    under = verb.dep_ == "xcomp" and lemma(verb.head) == "be"
    return under and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def _condition(token: Token) -> bool:
    """Whether a Spanish predicate is only a condition: "de ser condenada", not "antes de ser condenada"."""
    forms = (token, *(c for c in token.children if c.dep_ in {"aux", "aux:pass", "cop"}))
    if token.dep_ != "advcl" or not any("Inf" in morph(f, "VerbForm") for f in forms):
        return False
    opened = next((c for c in token.children if c.lower_ == "de" and c.dep_ == "mark"), None)
    return opened is not None and (opened.i == 0 or opened.nbor(-1).pos_ in {"PUNCT", "CCONJ", "SCONJ", "SPACE"})


def _predicate(context: Context, figure: Token, found: dict[str, str]) -> None:
    """What hedges the verb that a figure belongs to, negation aside: "could close with more than 300 cases"."""
    at = figure.head if figure.dep_ == "pobj" else figure
    verb = at.head
    if at.dep_ not in COMPLEMENTS or verb.pos_ not in {"VERB", "AUX"} or verb.i == at.i:
        return
    above: dict[str, str] = {}
    _own(context, verb, above)
    for hedge in ("possible", "planned"):
        if hedge in above:
            found.setdefault(hedge, above[hedge])


def _promised(context: Context, figure: Token, found: dict[str, str]) -> None:
    """A number of those who are promised: "the 120 prisoners it promised to free", "40 whom Cuba says it will free"."""
    governor = hedges(context.language, "governor")
    for clause in figure.children:
        if clause.dep_ not in {"relcl", "acl:relcl", "acl"} or clause.pos_ not in {"VERB", "AUX"}:
            continue
        if governor.get(lemma(clause)) == "planned" and "Part" not in morph(clause, "VerbForm"):
            found.setdefault("planned", f"hedge.{lemma(clause)}")
        for verb in (clause, *(c for c in clause.children if c.dep_ == "ccomp")):
            if any(c.lower_ in {"will", "would"} for c in verb.children) or "Fut" in morph(verb, "Tense"):
                found.setdefault("planned", "hedge.future")


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


def _parted(at: Token) -> bool:
    """Whether a semicolon stands between a predicate and what it hangs under: two statements."""
    first, last = sorted((at.i, at.head.i))
    return any(t.text == ";" for t in at.doc[first + 1 : last])


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in {"obj", "dobj", "xcomp", "nsubj:pass"} for c in verb.children)


def _past(verb: Token) -> bool:
    return "Past" in morph(verb, "Tense") and not any(lemma(c) in {"will", "would", "haber"} for c in verb.children)


def _of_subject(at: Token, token: Token, hedge: str, *, figure: bool) -> bool:
    """Whether a hedge is only of what its subject does ("prisoners who refused food", "the court that promised"), or
    what befell those counted ("14 were denied visits"); a subject that is the event itself is hedged ("was ruled out").
    """
    if not at.dep_.startswith("nsubj") or at.head.pos_ != "VERB":
        return False
    unsaid = {"planned", "possible", "demanded"} | ({"ongoing"} if at is not token else set())
    if at.dep_ == "nsubj":
        return hedge in unsaid or (hedge == "denied" and _has_object(at.head))
    return hedge in (unsaid | {"denied"} if figure else unsaid - {"planned", "possible", "demanded"})


def _to_whom(noun: Token) -> bool:
    return any(c.lower_ in {"a", "al"} and c.dep_ == "case" for c in noun.lefts)


def _negated(verb: Token) -> bool:
    return any(c.lower_ in {"not", "n't", "no", "never", "nunca", "ni"} and c.i < verb.i for c in verb.children)


def _governors(context: Context, token: Token, found: dict[str, str], *, figure: bool) -> None:
    """Words above the predicate that hedge it, up to the first clause that merely contains it."""
    governor = hedges(context.language, "governor")
    auxiliary = hedges(context.language, "auxiliary")
    at = token
    for _ in range(5):
        infinitive = at.dep_ in {"acl", "xcomp"} and (
            "Inf" in morph(at, "VerbForm") or any(c.lower_ in {"to", "that", "que"} for c in at.lefts)
        )  # or what a noun says: "claims that she was beaten"
        if at.head is at or (at.dep_ not in GOVERNED and not infinitive) or _only_beside(at) or _parted(at):
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
        if above.pos_ == "AUX" and at is token and at.dep_ == "nsubj":
            hedge = hedge or next((governor.get(lemma(c)) for c in above.children if c.dep_ == "acomp"), None)
        if base == "try" and at.dep_ != "xcomp":
            hedge = None  # in court
        if (base == "esperar" and lemma(at) in TIMES) or (base in LETTING and _past(above)):
            hedge = None
        if hedge and _of_subject(at, token, hedge, figure=figure):
            hedge = None
        if hedge == "denied" and at.pos_ != "VERB" and _has_object(above) and _to_whom(at):
            hedge = None  # "a 41 se les negó asistencia"
        if base == "rule" and not any(c.lower_ == "out" for c in above.children):
            hedge = None
        if hedge == "denied" and _negated(above):
            found.setdefault("possible", f"hedge.no {base}")  # "no se descarta que"
            return
        if hedge:
            found.setdefault(hedge, f"hedge.{base}")
        if hedge or at.dep_ == "xcomp":
            _own(context, above, found)
        if at.dep_ == "advcl" and not hedge:
            return
        at = above
