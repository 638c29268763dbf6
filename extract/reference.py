"""Who a pronoun, a role noun or a noun phrase stands for: simple salience over the article's named people and bodies.

After Lappin and Leass (1994) in spirit: recency, subjects before others, agreement in gender, roles by apposition.
Where nothing fits, nobody is named: a wrong name is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.bodies import Bodies
from extract.context import Context, lemma, morph, noun_phrase, words_of
from extract.described import GATHERING, Described, kinds
from extract.wordlists import roles

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from extract.reading import Name

_WHOSE = re.compile(
    r"(?i)\b(?:whose|cuy[oa]s?|who|which|where|donde|que|(?:seen|obtained|reviewed|consulted) by|acceso)\b"
)
REACH = 3
"""How many sentences back a pronoun looks."""

FEMALE = frozenset(("she", "her", "hers", "herself", "ella"))
MALE = frozenset(("he", "him", "his", "himself", "él"))
OF_MAIN = frozenset(("prisoner", "activist", "artist", "journalist", "writer", "athlete", "exile"))
"""Roles by which an article calls whom it is about."""
RULINGS = frozenset(
    ("sentencia", "fallo", "acta", "certificado", "expediente", "ruling", "verdict", "certificate", "indictment")
)
"""Documents that speak for themselves, and for no rights group."""
OWN_DOCUMENT = frozenset(("médico", "forense", "clínico", "policial", "medical", "forensic", "clinical"))
"""What says that a document is no body's report: "el parte médico"."""
NAMED_AFTER = frozenset(("ministry", "ministerio", "court", "tribunal"))
"""Nouns of authorities that stand for one named before."""
PLURAL_KIN = frozenset(("family", "familia", "relatives", "familiares", "parents", "padres", "brothers", "hermanos"))
KNOWN = frozenset(
    ("the", "this", "that", "his", "her", "el", "la", "este", "esta", "ese", "esa", "su", "dicho", "dicha")
)
"""Determiners of whoever was told of before."""
SINGULAR = FEMALE | MALE | {"su", "sus", "lo", "la", "le", "se", "quien", "who", "whom"}
POSSESSIVES = frozenset(("his", "her", "su", "sus"))
RELATIVES = frozenset(("relcl", "acl:relcl", "acl"))
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
        self._named = Bodies(context, self.bodies, self._recent)
        self.described = Described(context, self.persons)
        self.roles = self.described.roles
        self.gender: dict[str, str] = {}
        self._women = context.lexicon.words("female_noun", context.language)
        self._men = context.lexicon.words("male_noun", context.language)
        for name in self.persons:
            for noun in self.described.nouns.get(name.entity, ()):
                self._learn_gender(name, noun)
            self._learn_gender_of_given_name(name)

    def _main(self) -> str | None:
        counts = Counter(n.entity for n in self.persons)
        first = {n.entity: n.start for n in reversed(self.persons)}
        return max(counts, key=lambda e: (counts[e], -first[e]), default=None)

    def _learn_gender(self, name: Name, noun: str) -> None:
        if noun in self._women or noun in self._men:
            self.gender[name.entity] = "f" if noun in self._women else "m"
        if self.context.language == "es" and noun in roles("es"):
            if noun.endswith("a") and noun[:-1] + "o" in roles("es"):
                self.gender.setdefault(name.entity, "f")
            elif noun.endswith("o"):
                self.gender.setdefault(name.entity, "m")

    def _learn_gender_of_given_name(self, name: Name) -> None:
        first = name.entity.split()[0].lower().strip('"”»')
        lexicon, language = self.context.lexicon, self.context.language
        if first in lexicon.words("female_name", language):
            self.gender.setdefault(name.entity, "f")
        elif first in lexicon.words("male_name", language):
            self.gender.setdefault(name.entity, "m")
        elif first.endswith(("a", "o")):
            self.gender.setdefault(name.entity, "f" if first.endswith("a") else "m")

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

    def last_meant(self, before: int, gender: str | None, apart: frozenset[str] = frozenset()) -> Reference | None:
        """Whom "she" (or no word at all) means before a code point: at the beginning of a paragraph whom the article is
        about, where the paragraph before names them; else the most salient person nearby."""
        here = self.context.sentence_at(before)
        opens = here.index > 0 and self.context.sentences[here.index - 1].paragraph < here.paragraph
        start = self.context.sentences[max(0, here.index - REACH)].start
        best: tuple[float, int, Name] | None = None
        for name in self.context.names_between(start, before, "person"):
            if name.entity in apart or (gender is not None and self.gender.get(name.entity, gender) != gender):
                continue
            if self.context.quote_at(name.start) is not None:
                continue
            score = self._salience(name, here.index, gender) + (2 if opens else 1) * (name.entity == self.main)
            if best is None or (score, name.start) > best[:2]:
                best = score, name.start, name
        return Reference(best[2].entity, best[2], sure=False) if best is not None else None

    def _salience(self, name: Name, here: int, gender: str | None) -> float:
        """How much a name is in mind some sentences later: subjects before others, those before their verb first, those
        that only stand beside another's relative last; a gender that is known to fit before one that may."""
        head = self.context.head_of(name.start, name.end)
        while head.dep_ in BESIDE and head.head is not head:
            head = head.head
        subject = head.dep_.startswith("nsubj")
        score = 2.0 * subject + (subject and head.i < head.head.i)
        own = self.context.name_of(head) is name
        score -= (not own) * any(c.lower_ in POSSESSIVES for c in head.children)
        score += 2.0 * (gender is not None and name.entity in self.gender)
        return score - 1.5 * (here - self.context.sentence_at(name.start).index)

    def body(self, before: int, noun: str = "") -> Reference | None:
        """The organization named last before a code point: see ``Bodies.last``."""
        return _guessed(self._named.last(before, noun))

    def official(self, before: int) -> Reference | None:
        """The authority named last before a code point."""
        return _guessed(self._named.official(before))

    def prosecutor(self, before: int) -> Reference | None:
        """The prosecution as it is named last before a code point."""
        return _guessed(self._named.prosecutor(before))

    def by_role(self, noun: str, before: int, gender: str | None = None) -> Reference | None:
        """The person who is called so, or by a word for the same role: before a code point, or the only one in the
        article; the body called so before. ``gender``: "f" or "m" where a determiner tells it.

        A word for what most of these articles are about ("the prisoner", "the musician") means whom the article is
        about where nobody is called so, and that person is called nothing else."""
        wanted = kinds(noun, self.context.language)
        if wanted & {"body", "authority"} and not wanted - GATHERING:
            return self.body(before, noun) if "body" in wanted or noun in NAMED_AFTER else None
        if "relative" in wanted:
            return None  # see ``relative``: whose is to be told
        name = self.described.meant(noun, before, gender, self.gender)
        bare = self.main is not None and not self.roles.get(self.main) and wanted & OF_MAIN and not wanted & GATHERING
        if name is None and bare and (gender is None or self.gender.get(self.main or "", gender) == gender):
            name = next((n for n in self.persons if n.entity == self.main and n.start < before), None)
        return Reference(name.entity, name, sure=False) if name else None

    def relative(self, head: Token) -> Reference | None:
        """The person named whom "his mother", "the sister of Ana Ruiz", "la hermana" means, and nobody else can be."""
        noun, language = head.lower_, self.context.language
        if "relative" not in kinds(noun, language) or noun in PLURAL_KIN or "Plur" in morph(head, "Number"):
            return None
        named = {self.context.name_of(t) for t in head.subtree if t.i != head.i}
        owners = {n.entity for n in named if n is not None and n.kind == "person"}
        gender = "f" if noun in self._women else "m" if noun in self._men else None
        name = self.described.meant(noun, head.idx, gender, self.gender)
        if name is not None:
            kin_of = self.described.kin_of.get(name.entity, set())
            whose = next((c.lower_ for c in head.children if c.lower_ in {"his", "her"}), "")
            theirs = {"his": "m", "her": "f"}.get(whose)
            if (owners and not (kin_of & owners or (not kin_of and self.main in owners))) or (
                theirs and kin_of and not any(self.gender.get(k, theirs) == theirs for k in kin_of)
            ):
                name = None
        elif len(owners) <= 1:
            name = self.described.sibling(noun, next(iter(owners), self.main), self.gender, gender)
        return Reference(name.entity, name, sure=False) if name else None

    def _name_in(self, span: Span, head: Token) -> Name | None:
        """The name that a phrase is about: the head's own, else a person in apposition, else an only body."""
        own = self.context.name_of(head)
        if own is not None:
            return own
        named = {t.i: n for t in span if (n := self.context.name_of(t)) is not None}
        people = [n for n in named.values() if n.kind == "person" and not self._of_another(n, head)]
        beside = [n for n in named.values() if n.kind != "place" and self._in_apposition(n, head)]
        if beside:
            return beside[0]
        if people and lemma(head) in roles(self.context.language):
            last = people[-1]
            between = self.context.article.text[head.idx + len(head.text) : last.start]
            if last.start > head.idx and ("," in between or len(between) <= 2):
                return last
        reported = lemma(head) in self.context.lexicon.words("attribution_noun", self.context.language)
        if not people and (reported or "body" in roles(self.context.language).get(lemma(head), ())):
            bodies = [n for n in named.values() if n.kind == "organization" and not self._of_another(n, head)]
            return bodies[0] if bodies else None
        return None

    def _of_another(self, name: Name, head: Token) -> bool:
        """Whether a relative clause of the noun tells of a name: "the association, whose president, Ana Ruiz"."""
        between = self.context.article.text[head.idx + len(head) : max(name.start, head.idx + len(head))]
        return _WHOSE.search(between) is not None

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
        if self._is_known(head):
            known = self.relative(head) or self.by_role(head.lower_, head.idx, self._gender_told(head))
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
        if head.i + 1 < len(head.doc) and head.nbor().pos_ == "NUM":
            return None  # "el artículo 263"
        for child in head.children:
            if child.lower_ in POSSESSIVES:
                return self.pronoun(child)
            if child.lower_ in {"oficial", "official"}:
                return self.official(head.idx)
            if child.dep_ in RELATIVES and (publisher := self._publisher(child)) is not None:
                return publisher
            inner = (
                next((c for c in child.children if c.dep_ == "pobj"), None)
                if child.lower_ in {"of", "by", "from"}
                else None
            )
            if child.dep_ == "nmod" and any(c.lower_ in {"de", "del"} for c in child.children):
                inner = child
            if (child.dep_ == "poss" and child.pos_ != "PRON") or (child.dep_ == "compound" and self._is_body(child)):
                inner = child
            if inner is not None and inner.lower_ not in RELATIVE:
                known = self.phrase(inner)
                return known if known is not None and (known.name is None or known.name.kind != "place") else None
        own = lemma(head) in RULINGS or any(c.dep_ == "amod" and lemma(c) in OWN_DOCUMENT for c in head.children)
        return (self.body(head.idx) or self.official(head.idx)) if self.is_definite(head) and not own else None

    def _publisher(self, verb: Token) -> Reference | None:
        """The organization that a relative clause tells to have put out a document: "the report that X released"."""
        if lemma(verb) not in self.context.lexicon.words("publishing_verb", self.context.language):
            return None
        for child in verb.children:
            if child.dep_ == "nsubj" and child.lower_ not in RELATIVE:
                known = self.phrase(child)
                return known if known and known.name and known.name.kind == "organization" else None
        return None

    def _is_body(self, token: Token) -> bool:
        name = self.context.name_of(token)
        return name is not None and name.kind == "organization"

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
                len(between) < 80
                and between.rstrip().endswith(",")
                and between.count(",") == 1
                and ";" not in between
                and not _WHOSE.search(between)
            ):
                return name
            break
        return None

    def noun(self, head: Token, determiner: str) -> Reference | None:
        """Whom a role noun means that stands after ``determiner`` and beside no name: somebody called so, or the body
        whose report it is; None where nobody known."""
        told = self._teller(head)
        if told is not None or determiner not in KNOWN:
            return told
        gender = "f" if determiner in {"la", "esta", "esa"} else "m" if determiner in {"el", "este", "ese"} else None
        return self.relative(head) or self.by_role(head.lower_, head.idx, gender)

    def _is_known(self, head: Token) -> bool:
        """Whether a noun is definite, or a relative of somebody ("su madre", "Ana's mother")."""
        return self.is_definite(head) or any(
            c.lower_ in POSSESSIVES or (c.dep_ == "poss" and head.pos_ == "NOUN") for c in head.children
        )

    @staticmethod
    def _gender_told(head: Token) -> str | None:
        determiners = {c.lower_ for c in head.children if c.pos_ == "DET"}
        return "f" if determiners & {"la", "esta", "esa"} else "m" if determiners & {"el", "este", "ese"} else None

    @staticmethod
    def is_definite(head: Token) -> bool:
        """Whether a noun in the singular has the definite article or a demonstrative."""
        if "Plur" in morph(head, "Number"):
            return False
        determiners = {c.lower_ for c in head.children if c.pos_ in {"DET", "PRON"}}
        return bool(determiners & {"the", "el", "la", "this", "that", "este", "esta", "ese", "esa", "dicha", "dicho"})


def _guessed(name: Name | None) -> Reference | None:
    return Reference(name.entity, name, sure=False) if name is not None else None
