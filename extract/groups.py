"""People without a name: a group in its own words ("unos 30 vecinos"), and whom "they" or "las" stand for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph
from extract.wordlists import group_words, people_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

REACH = 3
"""How many sentences back a plural pronoun looks."""
PERSONAL = frozenset(("they", "them", "their", "ellos", "ellas", "los", "las", "les", "sus"))
RELATIVE = frozenset(("who", "whom", "whose", "que", "quien", "quienes", "cuales", "cuyo", "cuya", "cuyos", "cuyas"))
DEFINITE = frozenset(("the", "el", "la", "this", "that", "este", "esta", "ese", "esa", "dicha", "dicho", "both"))
LEFT = frozenset(("nummod", "amod", "compound", "advmod", "quantmod", "det", "nmod", "predet"))
SCENE = frozenset(
    ("in", "at", "on", "during", "since", "after", "by", "from", "en", "desde", "durante", "por", "tras", "with")
)
"""Prepositions that open where and when, no part of what a group is called."""
CROWDS = frozenset(
    ("dozens", "scores", "hundreds", "thousands", "decenas", "docenas", "cientos", "centenares", "miles")
)
"""Quantities that stand for people where something befalls them: "dozens were locked up again"."""
SUBJECTS = frozenset(("nsubj", "nsubjpass", "nsubj:pass"))


@dataclass(frozen=True, slots=True)
class Group:
    """People told of together, at the token that heads their phrase: the heads of each, where several are listed."""

    head: Token
    sentence: int
    feminine: bool


class Groups:
    """The unnamed people of an article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.nouns = people_nouns(context.language)
        self.doers = group_words("doer", context.language)
        self.quantifiers = group_words("quantifier", context.language)

    def are_people(self, head: Token) -> bool:
        """Whether a noun, a nominal participle ("los arrestados") or a bare number stands for people."""
        if self.context.name_of(head) is not None:
            return False
        if head.pos_ == "NUM":
            return self.counted(head) and not self._measures_something(head)
        bare = head.lower_ in CROWDS and head.dep_ in SUBJECTS and not list(head.rights)
        return bare or self._is_people_noun(head) or self.people_of(head) is not None

    def is_somebody(self, head: Token) -> bool:
        """Whether a noun in the singular stands for a person to whom something can have happened."""
        return self._is_people_noun(head) and lemma(head) not in self.doers

    def counted(self, head: Token) -> bool:
        """Whether a figure that counts covers a token."""
        return head.i in self._counts

    @cached_property
    def _counts(self) -> frozenset[int]:
        """The indices of the tokens of figures that count something."""
        counts = (f for f in self.context.figures if f.unit == "count")
        spans = (self.context.doc.char_span(f.start, f.end, alignment_mode="expand") for f in counts)
        return frozenset(t.i for span in spans for t in span or ())

    def is_plural(self, head: Token) -> bool:
        """Whether a noun tells of several people."""
        if "Plur" in morph(head, "Number") or head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"people", "gente"}:
            return True
        return head.pos_ == "NUM" or any(
            c.dep_ == "nummod" and c.lower_ not in {"one", "un", "una"} for c in head.children
        )

    def text_of(self, head: Token) -> str | None:
        """What a group is called in its own words; None for a definite or possessed person, who is somebody known."""
        if not self.are_people(head) or lemma(head) in self.doers:
            return None
        determiners = {c.lower_ for c in head.children if c.pos_ in {"DET", "PRON"}}
        if not self.is_plural(head) and determiners & DEFINITE:
            return None
        partitive = self.people_of(head)
        if partitive is not None and (partitive.lower_ in RELATIVE or partitive.lower_ in PERSONAL):
            known = self.before(partitive)
            return (
                f"{head.text} {'de' if self.context.language == 'es' else 'of'} {self._words(known)}" if known else None
            )
        told = head.head if head.dep_ in SUBJECTS and head.head.pos_ == "NUM" and self.counted(head.head) else None
        if told is not None and head.i - told.i in {1, 2}:  # "son 58 los activistas condenados"
            return f"{told.text} {self._words(head)}"
        if head.pos_ == "NUM" and (noun := self._left_out(head)) is not None:
            return f"{self._words(head)} {noun.text}"
        return self._words(head) or None

    def before(self, token: Token) -> Token | None:
        """The head of the people told of together last, whom a plural pronoun or a missing subject stands for."""
        if token.lower_ in RELATIVE:
            return self._antecedent(token)
        heads, starts = self._plurals
        feminine = token.lower_ in {"ellas", "las"} or "Fem" in morph(token, "Gender")
        here = self.context.sentence_at(token.idx).index
        near = [g for g in heads[: bisect_left(starts, token.idx)] if g.sentence >= here - REACH]
        near = [g for g in near if g.feminine or not feminine]
        if not near:
            return None
        told = [g for g in near if g.sentence == near[-1].sentence]
        subjects = [g for g in told if g.head.dep_ in SUBJECTS]
        return (subjects or told)[0 if near[-1].sentence != here else -1].head

    def _antecedent(self, relative: Token) -> Token | None:
        """The noun that a relative clause tells of."""
        for step in relative.ancestors:
            if step.dep_ in {"relcl", "acl", "acl:relcl"}:
                return step.head if self.are_people(step.head) else None
        return None

    def _is_people_noun(self, head: Token) -> bool:
        if head.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB", "DET"}:
            return False
        known = bool({lemma(head), head.lower_, head.lower_.removesuffix("s")} & self.nouns)
        if head.pos_ in {"ADJ", "VERB", "DET"}:
            return known and any(c.pos_ == "DET" and c.i < head.i for c in head.children)
        return known

    def people_of(self, head: Token) -> Token | None:
        """The people that a quantity is of: "dozens of protesters", "la mayoría de ellos", "22 of the detainees"."""
        if head.pos_ != "NUM" and not {lemma(head), head.lower_} & self.quantifiers:
            return None
        for child in head.rights:
            of = child.lower_ == "of" and child.dep_ == "prep"
            inner = next((c for c in child.children if c.dep_ == "pobj"), None) if of else None
            if child.dep_ in {"nmod", "obl", "obj"} and any(c.lower_ in {"de", "del"} for c in child.children):
                inner = child
            if inner is not None:
                bound = inner.lower_ in RELATIVE or inner.lower_ in PERSONAL
                counted = inner.pos_ == "NUM" and self.counted(inner)
                return inner if bound or counted or self._is_people_noun(inner) else None
        return None

    def _measures_something(self, number: Token) -> bool:
        return any(c.lower_ in {"%", "percent"} for c in number.children) or any(
            f.start <= number.idx < f.end and f.unit != "count" for f in self.context.figures
        )

    def _left_out(self, number: Token) -> Token | None:
        """The noun that a bare number leaves out, told before in its sentence: "22 vecinos … y otros 22"."""
        heads, starts = self._plurals
        if self.people_of(number) is not None:
            return None
        sentence = self.context.sentence_at(number.idx)
        same = [g.head for g in heads[bisect_left(starts, sentence.start) : bisect_left(starts, number.idx)]]
        return next((h for h in same if h.pos_ == "NOUN" and any(c.dep_ == "nummod" for c in h.children)), None)

    def _words(self, head: Token) -> str:
        """A group's own words: number, adjectives, noun and "of", without a determiner, a place, a time or a clause."""
        left = right = head.i
        number = next((c.i for c in head.lefts if c.dep_ == "nummod"), 0)
        for child in head.lefts:
            if child.pos_ == "NOUN" and child.i < number:
                continue  # "by their count 19 prisoners"
            if child.dep_ in LEFT and not any(t.is_punct and t.text != "-" for t in head.doc[child.i : head.i]):
                left = min(left, child.left_edge.i)
        for child in head.rights:
            preposition = (
                child.lower_
                if child.dep_ == "prep"
                else next((c.lower_ for c in child.children if c.dep_ == "case"), "")
            )
            if child.dep_ not in {"prep", "nmod", "amod", "flat", "obl"} or preposition in SCENE:
                break
            if child.dep_ == "amod" and any(c.dep_ in {"obl", "nmod"} for c in child.children):
                break
            if child.right_edge.i - head.i > 8 or any(t.pos_ in {"VERB", "AUX"} or t.is_punct for t in child.subtree):
                break
            right = child.right_edge.i
        tokens = [t for t in head.doc[left : right + 1] if not t.is_space]
        while tokens[0].i < head.i and (
            tokens[0].lower_ in DEFINITE | {"los", "las", "a", "an", "al", "entre"} and not self._in_figure(tokens[0])
        ):
            tokens = tokens[1:]
        while tokens[0].i < head.i and tokens[0].is_punct:
            tokens = tokens[1:]
        text: str = head.doc[tokens[0].i : tokens[-1].i + 1].text
        figure = next(
            (f for f in self.context.figures if f.start <= tokens[-1].idx < f.end and f.unit == "count"), None
        )
        if figure is not None and figure.start < tokens[0].idx:  # "at least", "unos" stand before what the parser sees
            text = self.context.article.text[figure.start : tokens[-1].idx + len(tokens[-1])]
        return text

    def _in_figure(self, token: Token) -> bool:
        return any(f.start <= token.idx < f.end for f in self.context.figures)

    @cached_property
    def _plurals(self) -> tuple[list[Group], list[int]]:
        """People told of together, in order of the text, and where they start; those who do it are left out."""
        found = [g for sentence in self.context.sentences for g in self._in_sentence(sentence)]
        return found, [g.head.idx for g in found]

    def _in_sentence(self, sentence: Sentence) -> Iterator[Group]:
        for token in sentence.span:
            if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}:
                continue
            if token.dep_ in {"appos", "compound", "flat"} and token.head.pos_ in {"NOUN", "PROPN"}:
                continue
            if self._is_listed(token):
                yield Group(token, sentence.index, True)
            elif (
                token.pos_ != "NUM"
                and self._is_people_noun(token)
                and self.is_plural(token)
                and lemma(token) not in self.doers
            ):
                yield Group(token, sentence.index, "Masc" not in morph(token, "Gender"))

    def _is_listed(self, token: Token) -> bool:
        """Whether a person's name opens a list of several."""
        name = self.context.name_of(token)
        if name is None or name.kind != "person" or token.dep_ == "conj":
            return False
        return any(
            c.dep_ == "conj" and (other := self.context.name_of(c)) is not None and other.kind == "person"
            for c in token.children
        )
