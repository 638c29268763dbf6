"""Whom nouns and pronouns beside an event stand for: by name, as a relative of somebody, or a group in its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, lemma, morph
from extract.groups import PERSONAL, RELATIVE, Groups
from extract.numbers import find_numerals
from extract.reference import FEMALE, MALE, SINGULAR, People, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from extract.reading import Name
    from extract.speech import Speech

_JOINT = re.compile(r"(?i)\s*(,(?! (?:y|e|and)\b)|,? (?:y|e|and)\b)\s*(?:a )?")
"""What stands between two people of a list."""
POSSESSIVES = frozenset(("his", "her", "their", "su", "sus", "my", "mi", "whose", "cuyo", "cuya", "cuyos", "cuyas"))
UNNAMED = frozenset(
    ("se", "nos", "te", "us", "you", "it", "himself", "herself", "themselves", "itself", "we", "nosotros")
)
WOMEN = frozenset(
    ("woman", "girl", "wife", "mother", "daughter", "sister", "widow", "grandmother", "aunt", "niece", "mujer", "madre")
)
MEN = frozenset(
    (
        "man",
        "boy",
        "husband",
        "father",
        "son",
        "brother",
        "widower",
        "grandfather",
        "uncle",
        "nephew",
        "hombre",
        "padre",
    )
)
"""Nouns that tell the gender of whom they stand for, by no ending."""
TELLERS = frozenset(("relative", "lawyer", "official", "priest", "source", "authority"))
"""Roles of those who tell of what befell somebody else."""
MEMORY = 6
"""For how many sentences one to whom something happened can be meant by a pronoun."""
SAME_SENTENCE = 1.5
NEAR = 3
"""For how many sentences anybody else named can be."""


MORE = frozenset(("more", "others", "más", "otros", "otras"))
BOTH = frozenset(("both", "ambos", "ambas"))
SEVERAL = BOTH | {"the", "los", "las", "these", "those", "estos", "estas", "esos", "esas", "dichos", "dichas"}
"""Determiners of people told of before."""


class Who:
    """Finds whom a noun or pronoun beside an event stands for. ``told`` are those of the events before it, with the
    index of their sentence."""

    def __init__(self, context: Context, people: People, speech: Speech) -> None:
        self.context = context
        self.people = people
        self.speech = speech
        self.groups = Groups(context)
        self.told: list[tuple[int, Reference]] = []
        self.last: tuple[int, tuple[Reference, ...]] = (0, ())
        self.parties: list[tuple[int, tuple[Reference, ...]]] = []

    def remember(self, token: Token, victims: Iterable[Reference]) -> None:
        """Keep in mind to whom the event at a token happened."""
        index, those = self.context.sentence_at(token.idx).index, tuple(victims)
        self.told.extend((index, v) for v in those if v.name is not None)
        self.last = index, those
        if len(those) > 1 and all(v.name is not None for v in those):
            self.parties.append((index, those))

    def speaker(self, token: Token) -> list[Reference]:
        """Who says "me" or "I" in direct speech, where that is somebody named."""
        quote = self.context.quote_at(token.idx)
        speaker = self.speech.speakers.get(quote, (None, ""))[0] if quote is not None else None
        named = speaker is not None and speaker.name is not None and speaker.name.kind == "person"
        return [Reference(speaker.text, speaker.name, sure=False)] if speaker is not None and named else []

    def possessor(self, word: Token, noun: Token) -> list[Reference]:
        """Whose arrest or trial it is: "his", "su", "whose"."""
        if word.lower_ in {"my", "mi"}:
            return self.speaker(word)
        if word.lower_ in RELATIVE:
            head = next((s.head for s in noun.ancestors if s.dep_ in {"relcl", "acl:relcl", "acl"}), None)
            return self.references(head, word.i)
        if word.lower_ == "their":
            return self.together(word)
        return self.one(word, None)

    def one(self, token: Token, gender: str | None) -> list[Reference]:
        """The one person that a pronoun or a missing subject stands for: whom one has most in mind there, rather one to
        whom something happened than one who tells of it."""
        word = token.lower_
        if word not in SINGULAR and token.pos_ in {"PRON", "DET"}:
            return []
        gender = "f" if word in FEMALE else "m" if word in MALE else gender
        best: tuple[float, int, Reference] | None = None
        for score, reference in self._in_mind(token, gender):
            if best is None or (score, reference.name.start if reference.name else 0) > best[:2]:
                best = score, reference.name.start if reference.name else 0, reference
        return [Reference(best[2].text, best[2].name, sure=False)] if best is not None else []

    def _in_mind(self, token: Token, gender: str | None) -> Iterator[tuple[float, Reference]]:
        """Those named or told of not long before a token, of that gender where theirs is known, and how salient each
        is: near, a subject, told of before, whom the article is about; who only tells of it comes last."""
        here, last = self.context.sentence_at(token.idx).index, {v.text: (i, v) for i, v in self.told}
        start = self.context.sentences[max(0, here - NEAR)].start
        seen: dict[str, tuple[int, bool, Reference]] = {
            text: (i, True, v) for text, (i, v) in last.items() if here - i <= MEMORY or text == self.people.main
        }
        for name in self.context.names_between(start, token.idx, "person"):
            if self.context.quote_at(name.start) in {None, self.context.quote_at(token.idx)}:
                index = self.context.sentence_at(name.start).index
                subject = self.context.head_of(name.start, name.end).dep_.startswith("nsubj")
                before = seen.get(name.entity)
                if before is None or before[0] < index or (subject and not before[1]):
                    seen[name.entity] = index, subject, Reference(name.entity, name)
        for text, (index, subject, reference) in seen.items():
            known = self.people.gender.get(text)
            if gender is not None and known not in {None, gender}:
                continue
            tells = text not in last and bool(self.people.roles.get(text, set()) & TELLERS)
            score = 2.0 * subject + 1.5 * (text in last) + (text == self.people.main) - 2.5 * tells
            score += (gender is not None and known == gender) + 1.5 * (self._paragraph(index) == self._paragraph(here))
            yield score + SAME_SENTENCE * (index == here) - min(here - index, MEMORY), reference

    def _paragraph(self, index: int) -> int:
        return self.context.sentences[index].paragraph

    def only_one(self) -> list[Reference]:
        """The one person to whom anything happened so far: in "the court has issued no verdict" it is theirs."""
        named = {v.text: v for _, v in self.told}
        return [Reference(v.text, v.name, sure=False) for v in named.values()] if len(named) == 1 else []

    def none_of(self, head: Token, *, case: bool = True) -> list[Reference]:
        """Of whom "none" is told: those after "of", else, in a ``case`` before a court, those told of last."""
        of = self.groups.people_of(head)
        if of is not None:
            return self.references(of)
        if (number := _number_after(head)) is not None:
            return self._party(number) or [Reference(number.text, None)]
        if not case:
            return []
        (index, those), here = self.last, self.context.sentence_at(head.idx).index
        if not those or here - index > 1:
            group = self.groups.before(head)
            those = tuple(self.references(group)) if group is not None else those if here - index <= MEMORY else ()
        return [Reference(v.text, v.name, sure=False) for v in those]

    def _party(self, head: Token) -> list[Reference]:
        """The people named together before whom a definite plural stands for: "the three", "los hermanos", "both"."""
        words = {c.lower_ for c in head.children if c.pos_ in {"DET", "NUM", "PRON"}} | {head.lower_}
        bare = head.pos_ == "NUM" or head.lower_ in BOTH
        people = bare or (self.groups.are_people(head) and lemma(head) not in self.groups.doers)
        if not people or not words & SEVERAL or any(not c.is_punct for c in head.rights):
            return []
        count = 2 if words & BOTH else self._count(head)
        here = self.context.sentence_at(head.idx).index
        reach = 4 * MEMORY if count else MEMORY
        fitting = [p for i, p in self.parties if here - i <= reach and len(p) == (count or len(p))]
        return [Reference(v.text, v.name, sure=False) for v in fitting[-1]] if fitting else []

    def _count(self, head: Token) -> int | None:
        """How many people a phrase says there are."""
        words = head.doc[head.left_edge.i : head.i + 1].text
        return next((int(n.value) for n in find_numerals(words, self.context.language) if n.value), None)

    def together(self, token: Token) -> list[Reference]:
        """The people that a plural pronoun or a missing plural subject stands for."""
        head = self.groups.before(token)
        return [Reference(r.text, r.name, sure=False) for r in self.references(head)] if head is not None else []

    def references(self, head: Token | None, before: int | None = None) -> list[Reference]:
        """The people under a noun: each of several named together, or one group in its own words.

        ``before`` is the index of a participle that tells of those named before it alone.
        """
        if head is None:
            return []
        if head.lower_ in {"i", "yo", "me"}:
            return self.speaker(head)
        if head.lower_ in PERSONAL and head.pos_ in {"PRON", "DET"}:
            return self.together(head)
        if head.lower_ in RELATIVE and (above := self._antecedent(head)) is not None:
            return self.references(above, head.i)
        found: list[Reference] = []
        for each in (t for t in joined(head) if before is None or t is head or t.i < before):
            found.extend(r for r in self._each(each, head) if r.text not in {f.text for f in found})
        return found

    def _antecedent(self, relative: Token) -> Token | None:
        """Of whom a relative clause tells: several where its verb is plural, else the name right before it."""
        clause = next((s for s in relative.ancestors if s.dep_ in {"relcl", "acl", "acl:relcl"}), None)
        if clause is None or clause.head.i >= relative.i or clause.head.pos_ not in {"NOUN", "PROPN", "PRON", "NUM"}:
            return None
        if relative.lower_ in {"who", "whom", "whose", "quien"} and not self._personal(clause.head):
            if self.groups.is_plural(clause.head):
                return None
            start = self.context.sentence_at(relative.idx).start
            named = self.context.names_between(start, relative.idx, "person")
            return self.context.head_of(named[-1].start, named[-1].end) if named else None
        plural = any(
            "Plur" in morph(t, "Number") or t.lower_ == "were" for t in (clause, *clause.children) if t.i > relative.i
        )
        top = clause.head
        while plural and top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN"}:
            top = top.head
        known = self.people.phrase(relative)
        if known is not None and known.name is not None and known.name.kind == "person" and top is clause.head:
            return self.context.head_of(known.name.start, known.name.end)
        return top

    def _personal(self, head: Token) -> bool:
        """Whether a noun can stand for somebody."""
        name = self.context.name_of(head)
        return name.kind == "person" if name is not None else head.pos_ == "PRON" or self.groups.are_people(head)

    def _each(self, each: Token, head: Token) -> list[Reference]:
        """Whom one noun of a list stands for."""
        if (kin := self._kin(each)) is not None:
            return kin
        if party := self._party(each):
            return party
        if each.lower_ in MORE and (number := next((c for c in each.children if c.pos_ == "NUM"), None)) is not None:
            text = self.groups.text_of(number)
            return [Reference(text, None)] if text else []
        if self.groups.is_plural(each) and (listed := self._in_apposition(each)):
            return listed
        if self.groups.are_people(each) and (self.groups.is_plural(each) or each.pos_ == "NUM"):
            text = self.groups.text_of(each)
            return [Reference(text, None)] if text else []
        if each.pos_ == "PRON" and each.lower_ in UNNAMED:
            return []
        if each.lower_ in FEMALE | MALE:
            return self.one(each, None)
        known = self.people.phrase(each)
        if known is not None and known.name is not None:
            if known.name.kind != "person":
                return []
            return [known, *(Reference(n.entity, n) for n in self._listed_with(known.name, head))]
        if self.people.is_definite(each) and self.groups.is_somebody(each):
            return self.one(each, _told_gender(each))
        text = self.groups.text_of(each)
        return [Reference(text, None)] if text else []

    def _kin(self, head: Token) -> list[Reference] | None:
        """A relative of somebody: by name where one is named, else "mother of Ana Ruiz"; None if no relative."""
        if lemma(head) not in self.context.lexicon.words("kinship", self.context.language) or self.groups.is_plural(
            head
        ):
            return None
        beside = self.people.phrase(head)
        if beside is not None and beside.name is not None and beside.name.start > head.idx:
            return [beside] if beside.name.kind == "person" else []
        of = next((c for c in head.children if c.lower_ in POSSESSIVES), None)
        owner = self.possessor(of, head) if of is not None else self.of_noun(head)
        if len(owner) != 1 or owner[0].name is None:
            return []
        known = self._named_kin(head, owner[0])
        if known is not None:
            return [known]
        word = "de" if self.context.language == "es" else "of"
        return [Reference(f"{head.text} {word} {owner[0].text}", None, sure=owner[0].sure)]

    def _named_kin(self, head: Token, owner: Reference) -> Reference | None:
        """The one told of before who is the relative meant: called so beside the name, or of whom a relative speaks."""
        gender = _told_gender(head)
        told = {v.text: v for _, v in self.told if v.text != owner.text and v.name is not None}
        fitting = [v for v in told.values() if gender is None or self.people.gender.get(v.text, gender) == gender]
        shared = [v for v in fitting if set(v.text.split()) & set(owner.text.split()[1:])]
        if len(shared) == 1 and owner.text not in {v.text for _, v in self.told}:
            return Reference(shared[0].text, shared[0].name, sure=False)
        if len(fitting) == 1 and "relative" in self.people.roles.get(owner.text, set()):
            return Reference(fitting[0].text, fitting[0].name, sure=False)
        return None

    def _in_apposition(self, head: Token) -> list[Reference]:
        """The people named after a group: "tres activistas: Ana, Luis y Eva", "the sisters Ana and Eva Ruiz"."""
        for child in head.children:
            name = self.context.name_of(child) if child.dep_ in {"appos", "flat", "parataxis", "dep"} else None
            if name is None or name.kind != "person" or child.i < head.i:
                continue
            named = [n for t in joined(child) if (n := self.context.name_of(t)) is not None and n.kind == "person"]
            named = list(dict.fromkeys([*named, *self._listed_with(name, child)]))
            several = len(named) > 1 or any(c.dep_ == "conj" for c in child.children)
            return [Reference(n.entity, n) for n in named] if several else []
        return []

    def _listed_with(self, name: Name, head: Token) -> list[Name]:
        """The other people of a list of three or more, where the parser sees no coordination: "Ana, Luis y Eva"."""
        if self.context.name_of(head) is not name:
            return []
        text, last = self.context.article.text, name
        listed: list[Name] = []
        for other in self.context.names_between(name.end, self.context.sentence_at(name.start).end, "person"):
            joint = _JOINT.fullmatch(text, last.end, other.start)
            if joint is None:
                return []
            listed.append(other)
            if joint[1] != ",":
                return listed if len(listed) > 1 else []
            last = other
        return []

    def of_that_gender(self, victim: Reference, token: Token) -> Reference:
        """The bearer of a shared surname whom a Spanish participle can mean: "Zamora fue condenado" is not Lucrecia."""
        gender, name = gender_of(token), victim.name
        if gender is None or name is None or " " in name.text or name.text not in victim.text:
            return victim
        if self.people.gender.get(victim.text, gender) == gender:
            return victim
        named = {n.entity: n for n in self.people.persons if name.text in n.entity.split()}
        fitting = [e for e in named if self.people.gender.get(e, gender) == gender]
        return Reference(fitting[0], named[fitting[0]], sure=False) if len(fitting) == 1 else victim

    def of_noun(self, token: Token) -> list[Reference]:
        for child in token.children:
            if child.dep_ in {"poss", "det", "nmod"} and child.lower_ in POSSESSIVES:
                return self.possessor(child, token)
            if child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"}:
                return self.references(child)
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in {"of", "for", "against"}:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if found := self.references(inner):
                    return found
            if (
                child.dep_ in {"nmod", "obl"}
                and any(c.lower_ in {"de", "del", "contra", "a", "al"} for c in child.children)
                and (found := self.references(child))
            ):
                return found
        return []


def joined(head: Token) -> Iterator[Token]:
    """A noun and those coordinated with it, whether the parser hangs them all under the first or in a chain."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            yield from joined(child)


def _number_after(head: Token) -> Token | None:
    """The number of those of whom none is told: "ninguno de los 41", "none of the 41"."""
    after = head.doc[head.i + 1 : head.i + 4]
    words = [t.lower_ for t in after[:2]]
    number = after[2] if len(after) == 3 and words in (["de", "los"], ["de", "las"], ["of", "the"]) else None
    return number if number is not None and (number.pos_ == "NUM" or number.like_num) else None


def _told_gender(noun: Token) -> str | None:
    """The gender that a noun for somebody tells: "brother", "hija"."""
    word = noun.lower_
    if word in WOMEN or (noun.lang_ == "es" and word.endswith("a")):
        return "f"
    return "m" if word in MEN or (noun.lang_ == "es" and word.endswith("o")) else None


def gender_of(token: Token) -> str | None:
    """The gender that a Spanish participle shows: "f", "m" or None."""
    return {"Fem": "f", "Masc": "m"}.get(next(iter(morph(token, "Gender")), ""))
