"""Who a pronoun, a role noun or a noun phrase stands for: simple salience over the article's named people and bodies.

After Lappin and Leass (1994) in spirit: recency, subjects before others, agreement in gender, roles by apposition.
Where nothing fits, nobody is named: a wrong name is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.context import Context, lemma, morph, noun_phrase, words_of
from extract.wordlists import roles

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from extract.reading import Name

REACH = 3
"""How many sentences back a pronoun looks."""

FEMALE = frozenset(("she", "her", "hers", "herself", "ella"))
MALE = frozenset(("he", "him", "his", "himself", "él"))
WOMEN = frozenset(
    ["wife", "mother", "daughter", "sister", "widow", "grandmother", "aunt", "spokeswoman", "madre", "mujer"]
)
MEN = frozenset(
    ["husband", "father", "son", "brother", "widower", "grandfather", "uncle", "spokesman", "padre", "marido"]
)
"""Nouns that tell the gender of whoever is named beside them, by no ending."""
SINGULAR = FEMALE | MALE | {"su", "sus", "lo", "la", "le", "se", "quien", "who", "whom"}
POSSESSIVES = frozenset(("his", "her", "su", "sus"))
RELATIVE = frozenset(("who", "whom", "that", "which", "quien", "quienes", "que", "cual", "cuales"))
BESIDE = frozenset(("appos", "flat", "compound"))
"""Relations by which a name stands beside the noun that it belongs to."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a phrase stands for. ``text`` is the entity's name where ``name`` is set, else the phrase's own words;
    ``sure`` is False where it was guessed from salience."""

    text: str
    name: Name | None
    sure: bool = True


class People:
    """The people and bodies named in an article, what they are called beside their names, and who is meant next."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.persons = [n for n in context.names if n.kind == "person"]
        self.bodies = [n for n in context.names if n.kind == "organization"]
        self.main = self._main()
        self.roles: dict[str, set[str]] = defaultdict(set)
        self.gender: dict[str, str] = {}
        known = roles(context.language)
        for name in self.persons:
            for noun in self._nouns_beside(name):
                self.roles[name.entity] |= known.get(noun, frozenset())
                self._learn_gender(name, noun)
            self._learn_gender_of_given_name(name)

    def _main(self) -> str | None:
        counts = Counter(n.entity for n in self.persons)
        first = {n.entity: n.start for n in reversed(self.persons)}
        return max(counts, key=lambda e: (counts[e], -first[e]), default=None)

    def _nouns_beside(self, name: Name) -> list[str]:
        head = self.context.head_of(name.start, name.end)
        linked = any(c.dep_ == "case" for c in head.children)
        around = [head.head] if head.dep_ in BESIDE or (head.dep_ == "nmod" and not linked) else []
        around += [c for c in head.children if c.dep_ in {"appos", "compound", "flat"}]
        before = self.context.token_at(max(0, name.start - 2))
        if before.sent == head.sent and before.pos_ in {"NOUN", "ADJ", "PROPN"}:
            around.append(before)
        return [lemma(t) for t in around if self.context.name_of(t) is not name] + [
            t.lower_ for t in around if self.context.name_of(t) is not name
        ]

    def _learn_gender(self, name: Name, noun: str) -> None:
        if noun in WOMEN or noun in MEN:
            self.gender[name.entity] = "f" if noun in WOMEN else "m"
        if self.context.language == "es" and noun in roles("es"):
            if noun.endswith("a") and noun[:-1] + "o" in roles("es"):
                self.gender.setdefault(name.entity, "f")
            elif noun.endswith("o"):
                self.gender.setdefault(name.entity, "m")

    def _learn_gender_of_given_name(self, name: Name) -> None:
        first = name.entity.split()[0].lower().rstrip('"”»')
        if first.endswith("a") and not first.endswith(("yosvanka",)):
            self.gender.setdefault(name.entity, "f")
        elif first.endswith("o"):
            self.gender.setdefault(name.entity, "m")

    def _recent(self, before: int, gender: str | None, pool: list[Name], reach: int = REACH) -> Name | None:
        """The most salient name before a code point: in the nearest sentence that has one, its subject first."""
        here = self.context.sentence_at(before).index
        by_sentence: dict[int, list[Name]] = defaultdict(list)
        for name in pool:
            if name.end > before or self.context.quote_at(name.start) is not None:
                continue
            index = self.context.sentence_at(name.start).index
            if here - reach <= index <= here and (not gender or self.gender.get(name.entity, gender) == gender):
                by_sentence[index].append(name)
        if not by_sentence:
            return None
        if gender and any(gender in self._known_genders(names) for names in by_sentence.values()):
            by_sentence = {
                i: fitting
                for i, names in by_sentence.items()
                if (fitting := [n for n in names if self.gender.get(n.entity)])
            }
        nearest = by_sentence[max(by_sentence)]
        subjects = [n for n in nearest if self.context.head_of(n.start, n.end).dep_.startswith("nsubj")]
        return (subjects or nearest)[0] if max(by_sentence) != here else (subjects or nearest)[-1]

    def _known_genders(self, names: list[Name]) -> set[str]:
        return {self.gender[n.entity] for n in names if n.entity in self.gender}

    def pronoun(self, token: Token, gender: str | None = None) -> Reference | None:
        """Whom a singular third-person pronoun, or a missing subject of the verb ``token``, stands for.

        None for several people, for "those" and "some", and where nobody fits.
        """
        word = token.lower_
        if word not in SINGULAR and token.pos_ not in {"VERB", "AUX", "ADJ"}:
            return None
        gender = "f" if word in FEMALE else "m" if word in MALE else gender
        name = self._recent(token.idx, gender, self.persons)
        return Reference(name.entity, name, sure=False) if name else None

    def body(self, before: int) -> Reference | None:
        """The organization named last before a code point, media and courts aside where another is near."""
        name = self._recent(before, None, [n for n in self.bodies if not self._is_medium(n)], reach=5)
        return Reference(name.entity, name, sure=False) if name else None

    def _is_medium(self, name: Name) -> bool:
        entry = self.context.lexicon.lookup(name.entity, "organization")
        return entry is not None and entry.type in {
            "media",
            "agency",
            "ministry",
            "court",
            "police",
            "government",
            "party",
        }

    def by_role(self, noun: str, before: int) -> Reference | None:
        """The person who was called so, or by a word for the same role, last before a code point."""
        wanted = roles(self.context.language).get(noun, frozenset()) - {"authority", "source"}
        if not wanted:
            return None
        if "body" in wanted:
            return self.body(before)
        fitting = [n for n in self.persons if wanted & self.roles.get(n.entity, set())]
        name = self._recent(before, None, fitting, reach=12)
        if name is not None:
            return Reference(name.entity, name, sure=False)
        if self.main and "relative" not in wanted and "official" not in wanted and not fitting:
            main = next((n for n in self.persons if n.entity == self.main and n.start < before), None)
            if main is not None and not self.roles.get(self.main):
                return Reference(main.entity, main, sure=False)
        return None

    def _name_in(self, span: Span, head: Token) -> Name | None:
        """The name that a phrase is about: the head's own, else a person in apposition, else an only body."""
        own = self.context.name_of(head)
        if own is not None:
            return own
        named = {t.i: n for t in span if (n := self.context.name_of(t)) is not None}
        people = [n for n in named.values() if n.kind == "person"]
        beside = [n for n in people if self._in_apposition(n, head)]
        if beside:
            return beside[0]
        if people and lemma(head) in roles(self.context.language):
            last = people[-1]
            between = self.context.article.text[head.idx + len(head.text) : last.start]
            if last.start > head.idx and ("," in between or len(between) <= 2):
                return last
        reported = lemma(head) in self.context.lexicon.words("attribution_noun", self.context.language)
        if not people and (reported or "body" in roles(self.context.language).get(lemma(head), ())):
            bodies = [n for n in named.values() if n.kind == "organization"]
            return bodies[0] if bodies else None
        return None

    def _in_apposition(self, name: Name, head: Token) -> bool:
        """Whether a name stands beside a noun, not under a preposition as in "the mother of Ana Ruiz"."""
        at = self.context.head_of(name.start, name.end)
        while at.dep_ in BESIDE and at.head is not at:
            at = at.head
            if at.i == head.i:
                return True
        return False

    def phrase(self, head: Token) -> Reference | None:
        """What the noun phrase or pronoun under ``head`` stands for; its own words where it names nobody."""
        own = self.context.name_of(head)
        if own is not None:
            return Reference(own.entity, own)
        told = self._teller(head)
        if told is not None:
            return told
        if head.lower_ in RELATIVE:
            before = self._name_before(head)
            if before is not None:
                return Reference(before.entity, before)
            antecedent = head.head.head if head.head is not head else head
            return self.phrase(antecedent) if antecedent.lower_ not in RELATIVE and antecedent.i < head.i else None
        if head.pos_ in {"PRON", "NUM"}:
            beside = [n for c in head.children if c.dep_ == "appos" and (n := self.context.name_of(c)) is not None]
            if beside and beside[0].kind == "person":
                return Reference(beside[0].entity, beside[0])
        if head.pos_ == "PRON" or head.lower_ in FEMALE | MALE:
            return self.pronoun(head)
        if head.dep_ == "appos" and (above := self.context.name_of(head.head)) is not None and above.kind != "place":
            return Reference(above.entity, above)
        span = head.doc[head.left_edge.i : head.right_edge.i + 1]
        name = self._name_in(span, head)
        if name is not None:
            return Reference(name.entity, name)
        near = self._named_after(head)
        if near is not None:
            return Reference(near.entity, near)
        if self.is_definite(head):
            known = self.by_role(lemma(head), head.idx) or self.by_role(head.lower_, head.idx)
            if known is not None:
                return known
        words = words_of(noun_phrase(head))
        return Reference(words, None) if words and len(words) < 120 else None

    def _name_before(self, relative: Token) -> Name | None:
        """The name right before a relative clause, an acronym in brackets aside: "el Observatorio X (OX), que"."""
        near = [n for n in self.context.names if relative.idx - 14 <= n.end <= relative.idx and n.kind != "place"]
        if not near:
            return None
        between = self.context.article.text[near[-1].end : relative.idx]
        return near[-1] if re.fullmatch(r"[\s,()]*(?:[A-ZÁÉÍÓÚ\d]+\))?[\s,]*", between) else None

    def _teller(self, head: Token) -> Reference | None:
        """Whose account it is: "el relato de la joven", "the report of the Observatory"."""
        if lemma(head) not in self.context.lexicon.words("attribution_noun", self.context.language):
            return None
        for child in head.children:
            if child.lower_ in POSSESSIVES:
                return self.pronoun(child)
            inner = (
                next((c for c in child.children if c.dep_ == "pobj"), None)
                if child.lower_ in {"of", "by", "from"}
                else None
            )
            if child.dep_ == "nmod" and any(c.lower_ in {"de", "del"} for c in child.children):
                inner = child
            if child.dep_ == "poss" and child.pos_ != "PRON":
                inner = child
            if inner is not None and inner.lower_ not in RELATIVE:
                known = self.phrase(inner)
                return known if known is not None and (known.name is None or known.name.kind != "place") else None
        return self.body(head.idx) if self.is_definite(head) else None

    def _named_after(self, head: Token) -> Name | None:
        """A person or body named right after a role noun: "la directora de ACI, Ana Ruiz", "the group Ceiba"."""
        known = roles(self.context.language)
        role = known.get(lemma(head)) or known.get(head.lower_)
        if not role:
            return None
        sentence = self.context.sentence_at(head.idx)
        if "body" in role:
            after = self.context.names_between(head.idx + len(head.text), sentence.end, "organization")
            beside = after and not self.context.article.text[head.idx + len(head.text) : after[0].start].strip()
            return after[0] if beside else None
        for name in self.context.names_between(head.idx, sentence.end, "person"):
            between = self.context.article.text[head.idx + len(head.text) : name.start]
            if not between.strip() or (
                len(between) < 80 and between.rstrip().endswith(",") and between.count(",") == 1 and ";" not in between
            ):
                return name
            break
        return None

    @staticmethod
    def is_definite(head: Token) -> bool:
        """Whether a noun in the singular has the definite article or a demonstrative."""
        if "Plur" in morph(head, "Number"):
            return False
        determiners = {c.lower_ for c in head.children if c.pos_ in {"DET", "PRON"}}
        return bool(determiners & {"the", "el", "la", "this", "that", "este", "esta", "ese", "esa", "dicha", "dicho"})
