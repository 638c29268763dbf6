"""What goes with a word of a sentence in the parse, how closely, and the dates that do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph
from extract.wordlists import triggers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from extract.reading import Date

SEAT = re.compile(
    r"(?i)(?:\b(?:based|headquartered) in|con (?:sede|base) en|radicad[ao]s? en|asentad[ao]s? en|ubicad[ao]s? en)\s"
)
"""What makes a place the seat of an organization, not where a thing happened."""
ASIDE = frozenset(("acl", "relcl", "acl:relcl", "amod"))
RELATIVE = frozenset(("acl", "relcl", "acl:relcl"))
AFTER = frozenset(("after", "before", "since", "until", "once", "tras", "después", "antes", "luego", "desde", "hasta"))
"""What makes a clause under another tell of another time."""
FAR = 1000
FRONT = 3
"""Words that may stand before a date or place with which a sentence begins."""
DAY = len("2026-01-31")
OWN, CLAUSE, ABOVE, BESIDE = 0, 1, 2, 3
"""How closely a date or place goes with a word: under it, in its clause, in a clause above, elsewhere."""
_COMPARED = re.compile(
    r"(?i)\b(?:than|(?:m[aá]s|menos|mayor|menor|superior|inferior|mejor|peor|igual)\b[^,.;:]{0,40}?\bque|versus|from|"
    r"against|frente a|respecto (?:a|de|al)|"
    r"en (?:relación|comparación) con|in comparison (?:to|with)|compared (?:to|with)|"
    r"comparado con|(?:el (?:doble|triple)|la mitad)(?: de [^,.;:]{0,12})? que|"
    r"(?:twice|double|half) (?:as \w+ as|that)|than (?:in|on|at) [^,;.\d]{0,25})"
    r"(?: in| on| en| el| los| las| al| de)*\s+(?:the |el |los |las )?$"
)
"""What makes a date one that is compared with ("one more than in March")."""
_COMPARED_FIGURE = re.compile(
    r"(?i)(?:\b(?:frente a|contra|compared (?:to|with)|comparad[oa]s? con|(?:up|down) from|versus|against)\s+"
    r"(?:el |la |l[oa]s |the )?"
    r"(?:(?:m[aá]s|menos|cerca|more|fewer|less) (?:de |than )?|un[oa]s |about |some |around |casi |nearly )?"
    r"[\d.,]+(?:\s+\w+){0,3}?|"
    r"\b(?:el (?:doble|triple)|la mitad|twice|double|triple|half) "
    r"(?:de |of )?(?:that|those|the|el|la|l[oa]s)\b(?: \w+){0,2}?|"
    r"\b(?:en relación|en comparación|in comparison|respecto|compared) (?:con|to|with|a|al)\b(?: el| la| the)?"
    r"(?: igual| mismo| misma| same)? (?:mes|período|periodo|month|period))"
    r"\s*(?:\b(?:de|del|en|in|on|of|from)\b)?\s*(?:the |el |l[oa]s )?$"
)
"""What stands before the date of a figure that is compared with: "frente a los 980 de noviembre"."""
_BOTH = re.compile(
    r"(?i)(?:\s+(?:night|evening|morning|afternoon|(?:por|en) la (?:noche|mañana|tarde|madrugada)))?,?\s*"
    r"(?:and|y|e)\s+(?:on |in |en |the |el |la )*"
)
_SINCE = re.compile(r"(?i)\b(?:since|desde)\s+(?:the |el |los )?$")
_IN_WHICH = frozenset(("which", "cual", "cuales", "que"))
NOMINAL = frozenset(("prep", "pobj", "nmod", "compound", "nummod", "det", "amod", "obl"))


def _steps(token: Token, below: Token) -> int:
    """How many steps of the parse ``below`` stands under ``token``."""
    return next((n for n, above in enumerate(below.ancestors) if above.i == token.i), FAR)


def _marked(clause: Token, words: frozenset[str]) -> bool:
    """Whether a clause begins with one of ``words``: "after …", "después de …"."""
    return any(c.lower_ in words for c in clause.children if c.i < clause.i) or (
        clause.dep_ == "pcomp" and clause.head.lower_ in words
    )


def rank(context: Context, token: Token, head: Token, speech: frozenset[int]) -> int | None:
    """How closely ``head`` goes with ``token``: OWN, CLAUSE, ABOVE or BESIDE; None where it belongs to another thing.

    That is: an act of saying (``speech``: the indexes of its verbs), a relative clause, what happened after or before,
    and what is told later in a list of clauses.
    """
    above = {token.i, *(t.i for t in token.ancestors)}
    path = []
    joint = head
    while joint.i not in above:
        path.append(joint)
        if joint.head is joint:
            return None
        joint = joint.head
    for step in path:
        if step.dep_ in RELATIVE and not _of_noun(token, step):
            return None
        if step.dep_ in {"advcl", "pcomp"} and _marked(step, AFTER):
            return None
        if step.i in speech and step.i != head.i:
            return None
        if step.dep_ == "conj" and step.i > token.i and step.pos_ in {"VERB", "AUX"}:
            return None
    if joint.i == token.i:
        return OWN
    clause, other = context.clause(token), context.clause(head)
    if other.i == clause.i:
        return CLAUSE if other.i not in speech or other.i == token.i else ABOVE
    if other.i in speech:
        return None
    return _above(token, head, joint, other)


def _of_noun(token: Token, clause: Token) -> bool:
    """Whether a relative clause is that of ``token``, or of the noun phrase that it is part of ("one of 31 freed")."""
    at = token
    while at.i != clause.head.i:
        if at.dep_ not in NOMINAL or at.head is at:
            return False
        at = at.head
    return True


def _above(token: Token, head: Token, joint: Token, other: Token) -> int | None:
    """The rank of what stands in another clause (of predicate ``other``), by how ``token`` hangs under ``joint``."""
    for step in (token, *token.ancestors):
        if step.i == joint.i:
            break
        if step.dep_ in RELATIVE and not (_marked_inside(step) or step.tag_ == "VBG"):
            return None  # but "a flight carrying 98 people landed on Thursday"
        if step.dep_ in {"advcl", "pcomp"} and _marked(step, AFTER):
            return None
        if step.dep_ == "conj" and step.pos_ in {"VERB", "AUX"} and head.i > joint.i:
            return BESIDE
    return ABOVE if other.is_ancestor(token) else BESIDE


def _marked_inside(clause: Token) -> bool:
    """Whether a relative clause tells of the very occasion: "a raid in which four were arrested"."""
    first = clause.left_edge
    after = first.doc[first.i + 1] if first.i + 1 < len(first.doc) else first
    which = after.lower_ in _IN_WHICH or after.pos_ == "DET"
    return first.lower_ in {"when", "cuando"} or (first.pos_ == "ADP" and which)


def of_something_else(context: Context, token: Token, date: Date) -> bool:
    """Whether a date is an occasion's own: "sentenced over the protests of July 11"."""
    above = context.head_of(date.start, date.end).head
    if above.pos_ not in {"NOUN", "PROPN"} and above.dep_ == "prep":
        above = above.head
    return above.i != token.i and lemma(above) in context.lexicon.words("occasion", context.language)


def compared(context: Context, date: Date) -> bool:
    """Whether a date is one that is compared with: "one more than in March"."""
    return _COMPARED.search(context.article.text, max(0, date.start - 28), date.start) is not None


def since(context: Context, date: Date) -> bool:
    """Whether a date begins a stretch of time: "since 2021"."""
    return _SINCE.search(context.article.text, max(0, date.start - 15), date.start) is not None


def of_document(context: Context, head: Token) -> bool:
    """Whether a date or place at ``head`` is a document's: "the bulletin that it released on Wednesday in Madrid"."""
    verb = context.clause(head)
    nouns = [c for c in verb.children if c.dep_ in {"dobj", "obj", "nsubjpass", "nsubj:pass"}]
    if verb.dep_ in RELATIVE and _has_object_before(verb):
        nouns.append(verb.head)
    documents = context.lexicon.words("attribution_noun", context.language)
    events = triggers(context.language)
    return verb.pos_ == "VERB" and any(lemma(n) in documents and lemma(n) not in events for n in nouns)


def _has_object_before(verb: Token) -> bool:
    """Whether the noun of a relative clause is what is done there: "the list it published", "a report sent in May"."""
    subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
    participle = "Part" in morph(verb, "VerbForm") and not any(c.dep_.startswith("aux") for c in verb.children)
    own = any(c.lower_ not in {"que", "which", "that", "who"} and c.dep_ == "nsubj" for c in subjects)
    return own or (participle and not subjects)


def documents_date(context: Context, sentence: Sentence) -> Date | None:
    """The date of the report, list or bulletin that a sentence goes by."""
    for date in context.dates_between(sentence.start, sentence.end):
        if of_document(context, context.head_of(date.start, date.end)):
            return date
    return None


def _fronted(context: Context, date: Date, sentence: Sentence) -> bool:
    """Whether a sentence begins with a date and a comma."""
    text = context.article.text
    return len(text[sentence.start : date.start].split()) <= FRONT and text[date.end : date.end + 1] == ","


def _of_compared(context: Context, token: Token, date: Date) -> bool:
    """Whether a date is that of a figure compared with, and ``token`` stands before that."""
    match = _COMPARED_FIGURE.search(context.article.text, max(0, date.start - 60), date.start)
    return match is not None and token.idx < match.start()


def dates_for(
    context: Context, token: Token, sentence: Sentence, speech: frozenset[int]
) -> list[tuple[int, int, Date]]:
    """The sentence's dates that can be those of ``token``, as (rank, distance, date), the nearest first.

    ``speech`` are the indexes of the sentence's reporting verbs, whose dates tell when it was said.
    """
    found = []
    for date in context.dates_between(sentence.start, sentence.end):
        if parted(context, token.idx, date.start) or compared(context, date) or _of_compared(context, token, date):
            continue
        head = context.head_of(date.start, date.end)
        near = rank(context, token, head, speech)
        if near is None and len(date.date) != DAY and _fronted(context, date, sentence):
            near = ABOVE  # "In March, the group says, 40 were arrested"
        if near is not None and not of_document(context, head):
            if near > OWN and of_something_else(context, token, date):
                near = BESIDE  # the day of the protest for which a trial is held is not the trial's
            found.append((near, _steps(token, head) if near == OWN else abs(date.start - token.idx), date))
    return sorted(found, key=lambda r: r[:2])


def date_for(context: Context, token: Token, sentence: Sentence, speech: frozenset[int]) -> tuple[Date | None, int]:
    """The date in the sentence that goes with ``token``, and how closely (BESIDE without one)."""
    found = dates_for(context, token, sentence, speech)
    if not found:
        return None, BESIDE
    near, _, best = found[0]
    if near == BESIDE:
        before = [d for _, _, d in found if d.start < token.idx]
        best = max(before, key=lambda d: d.start) if before else best
    return _joined(context, best, [d for _, _, d in found]), near


def _joined(context: Context, date: Date, dates: Sequence[Date]) -> Date:
    """A date with the day that is told along with it: "on Tuesday night and the following morning"."""
    for other in dates:
        first, last = sorted((date, other), key=lambda d: d.start)
        days = len(first.date) == len(last.date) == DAY and first.date < last.date
        if days and _BOTH.fullmatch(context.article.text, first.end, last.start):
            return replace(date, date=f"{first.date}/{last.date}")
    return date


def parted(context: Context, char: int, later: int) -> bool:
    """Whether ``later`` comes after a code point and a semicolon: what a sentence tells later is not told of before."""
    at = context.article.text.find(";", char, later)
    return at >= 0 and context.quote_at(at) is None


def as_slot(context: Context, date: Date) -> str:
    """A date as a slot: "since 2021" lasts until publication, in the precision in which it is said."""
    published = context.published_day
    if published and "/" not in date.date and since(context, date):
        start = date.date.rstrip("~?")
        end = published[: len(start)]
        return f"{start}/{end}" if start < end else date.date
    return date.date


def present_tense(context: Context, token: Token) -> bool:
    """Whether the clause of ``token`` tells of the present ("holds", "hay")."""
    verb = context.clause(token)
    while verb.dep_ in {"xcomp", "ccomp"} and "Fin" not in morph(verb, "VerbForm") and verb.head is not verb:
        if any(c.dep_.startswith("aux") and "Fin" in morph(c, "VerbForm") for c in verb.children):
            break
        verb = context.clause(verb.head)  # "has let 37 walk out"
    forms = [verb, *(c for c in verb.children if c.dep_ in {"aux", "cop"})]
    if any(
        "Past" in morph(f, "Tense") and f.pos_ in {"VERB", "AUX"} and "Part" not in morph(f, "VerbForm") for f in forms
    ):
        return False
    return any("Pres" in morph(f, "Tense") for f in forms) or any(lemma(f) in {"have", "haber"} for f in forms)


def past_before(context: Context, token: Token) -> bool:
    """Whether the clause of ``token`` tells of what was before ("had been arrested", "había sido detenido")."""
    verb = context.clause(token)
    auxiliaries = [c for c in verb.children if c.dep_.startswith("aux") and lemma(c) in {"have", "haber"}]
    return any(c.lower_ == "had" or "Imp" in morph(c, "Tense") for c in auxiliaries)


_ADJOINS = re.compile(r"\s+(?:in|for|en|durante|during|as of|al)\s+(?:the\s+|el\s+|la\s+)?$")


def adjoining(context: Context, end: int) -> Date | None:
    """The date that follows what ends at code point ``end`` with no more than a preposition between: "1,098 in May"."""
    found = context.dates_between(end, end + 60)
    return found[0] if found and _ADJOINS.fullmatch(context.article.text, end, found[0].start) else None
