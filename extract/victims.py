"""To whom an event happened: subjects, objects, possessors and lists, in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, lemma, morph
from extract.reference import FEMALE, MALE, Reference
from extract.verbs import is_passive, subject_of
from extract.who import UNNAMED, Who, gender_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.reference import People
    from extract.speech import Speech
    from extract.wordlists import Trigger

OBJECTS = frozenset(("dobj", "obj", "iobj", "obl:arg", "dative"))
PASSIVE_SUBJECTS = frozenset(("nsubjpass", "nsubj:pass"))
SUBJECTS = PASSIVE_SUBJECTS | {"nsubj"}
COURT = frozenset(("trial", "sentence"))
"""Kinds of events that a court's words tell of one person's case without a name: "the court has issued no verdict"."""
CASE = COURT | {"charge"}
"""Those of which "no trial", "no charges" tell that somebody's case has not come to it."""
CLAUSES = frozenset(("ROOT", "conj", "ccomp", "advcl", "parataxis", "acl", "acl:relcl"))
"""Relations of predicates that can have a subject of their own."""
AGAINST = frozenset(("against", "on", "to", "upon", "contra", "a", "al", "en", "sobre", "para"))
"""Prepositions after which stands whom a charge or penalty is for."""
NOBODY = frozenset(("nobody", "none", "neither", "nadie", "ninguno", "ninguna"))
_AGED = re.compile(r"(?:\s*,\s*(?:de\s+|aged\s+)?\d{1,2}(?:\s+años)?(?:\s+de\s+edad)?)?\s*,\s*")
"""What may stand between somebody and what befell them: ", 34,", ", de 34 años,"."""
CLITIC = re.compile(r"(?:[aeiouáéí]r|ndo)(lo|la|le|los|las|les)$")
"""The pronoun at the end of a Spanish infinitive or gerund: "detenerla", "imputarles"."""


class Victims:
    """Finds the people of an event that is told at a token."""

    def __init__(self, context: Context, people: People, speech: Speech) -> None:
        self.context = context
        self.who = Who(context, people, speech)

    def of(self, token: Token, trigger: Trigger) -> list[Reference]:
        """To whom it happened: people by name, or a group in its own words; nobody where the sentence tells nobody."""
        if trigger.victim == "of":
            return self.who.of_noun(token)
        if trigger.victim == "indirect":
            return self._recipients(token) or (self.who.only_one() if trigger.event in COURT else [])
        if trigger.victim == "subject":
            if trigger.form == "noun":
                return self.who.of_noun(token) or self._subject_of_clause(token)
            own = any(c.dep_ in SUBJECTS for c in token.children)
            late = [] if own else self._postposed_number(token)
            return late or self._of_subject(token, self._subject(token), case=trigger.event in CASE)
        if token.pos_ == "ADJ" and CLITIC.search(token.lower_):  # "imputarles" taken for an adjective
            return self._clitic(token) or []
        if is_passive(token):
            subject = next((c for c in token.children if c.dep_ in PASSIVE_SUBJECTS), None) or self._subject(token)
            return self._of_subject(token, subject, case=trigger.event in CASE)
        if self.is_participial(token):
            return self._participle_victims(token, case=trigger.event in CASE)
        return self._object_victims(token)

    def nobody(self, token: Token) -> Token | None:
        """The subject of an event at a token where it is "nobody", "none", "ninguno"."""
        subject = self._subject(token)
        return subject if subject is not None and is_nobody(subject) else None

    def is_participial(self, token: Token) -> bool:
        """Whether a token is a participle that tells of what was done to its subject, not of what that one did."""
        helpers = {"aux", "auxpass", "aux:pass"} | ({"cop"} if token.pos_ == "VERB" else set())
        auxiliaries = [c for c in token.children if c.dep_ in helpers and c.lower_ != "to"]
        if auxiliaries:
            return any(lemma(c) in {"be", "ser", "get"} for c in auxiliaries)
        if self.context.language == "en":
            return token.tag_ == "VBN" or (
                token.tag_ == "VBD"
                and token.dep_ in {"acl", "amod", "conj", "ccomp", "dep"}
                and subject_of(token) is None
            )
        return "Part" in morph(token, "VerbForm") or token.pos_ in {"ADJ", "NOUN"}

    def _subject(self, token: Token) -> Token | None:
        """The subject of a verb, of the verb it hangs under, or the noun that its relative clause tells of."""
        at = token
        for _ in range(5):
            for child in at.children:
                if child.dep_ in SUBJECTS:
                    return child
            if at.dep_ in {"acl", "relcl", "acl:relcl", "amod"} and at.head.pos_ in {"NOUN", "PROPN", "PRON"}:
                return at.head
            bare = not _is_finite(at)
            if at.head is at or not (
                at.dep_ in {"xcomp", "conj", "aux", "auxpass", "pcomp", "prep", "cop", "acomp"}
                or (bare and at.dep_ in {"advcl", "ccomp", "obl", "nmod"})
            ):
                break
            at = at.head
            if at.pos_ == "NOUN" and at is not token:  # "puestos en libertad" taken for a noun beside another
                at = self.context.clause(at)
        return None

    def _participle_victims(self, token: Token, *, case: bool) -> list[Reference]:
        if token.i and token.nbor(-1).lower_ in {"those", "these", "quienes", "aquellos", "aquellas"}:
            return []
        if token.dep_ == "amod" and token.i < token.head.i:
            return []  # "the released individuals" presupposes, it does not tell
        beside = self._noun_beside(token)
        if beside is not None:
            return self.who.references(beside, token.i)
        subject = self._subject(token)
        if subject is None and token.dep_ == "appos" and token.head.pos_ in {"NOUN", "PROPN"}:
            subject = token.head
        before = token.i if token.dep_ in {"acl", "amod", "appos"} else None
        return self._of_subject(token, subject, before, case=case)

    def _of_subject(
        self, token: Token, subject: Token | None, before: int | None = None, *, case: bool = False
    ) -> list[Reference]:
        """The people of a subject; without one, or where the participle cannot agree with it, the one left out.
        ``case``: where nobody is the subject, it tells of those told of before."""
        if subject is None:
            return self._missing_subject(token) or self._right_before(token)
        if is_nobody(subject):
            return self.who.none_of(subject, case=case)
        found = self.who.references(subject, before)
        genders = {gender_of(token), gender_of(subject)}
        if not found and genders == {"m", "f"} and self.context.name_of(subject) is None:
            return self._missing_subject(token)
        if not found and any(c.lower_ in {"donde", "adonde", "cuando"} for c in token.children):
            return self._missing_subject(token)  # "el hospital, adonde fue llevado"
        return found

    def _noun_beside(self, token: Token) -> Token | None:
        """The person before a participle and its comma, where the parser hung it elsewhere: "Ana Ruiz, tried for"."""
        if any(c.dep_ in SUBJECTS | {"aux", "auxpass", "aux:pass"} for c in token.children) or token.dep_ == "xcomp":
            return None
        if token.i < 2 or token.nbor(-1).text != ",":
            return None
        near = self.context.names_between(max(token.sent.start_char, token.idx - 90), token.idx, "person")
        if near and _AGED.fullmatch(self.context.article.text, near[-1].end, token.idx):
            return self.context.head_of(near[-1].start, near[-1].end)
        return None

    def _object_victims(self, token: Token) -> list[Reference]:
        if (clitic := self._clitic(token)) is not None:
            return clitic
        for child in token.children:
            if child.dep_ in OBJECTS and child.i > token.i and child.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"}:
                if child.dep_ == "obl:arg" and not any(c.lower_ in {"a", "al"} for c in child.children):
                    continue
                if found := self.who.references(child):
                    return found
        for child in token.children:
            if child.dep_ in OBJECTS | {"expl", "expl:pass", "expl:pv"} and (
                child.pos_ == "PRON" or child.lower_ in FEMALE | MALE
            ):
                if child.lower_ == "me":
                    return self.who.speaker(child)
                if child.lower_ not in UNNAMED and (found := self.who.references(child)):
                    return found
        return self._fronted(token) or self._of_relative_clause(token) or self._personal_object(token)

    def _fronted(self, token: Token) -> list[Reference]:
        """The person before the verb: "A Ana Ruiz la detuvieron", "a quien juzgaron", "whom guards drove home"."""
        for child in token.lefts:
            marked = any(c.dep_ == "case" and c.lower_ in {"a", "al"} for c in child.children)
            if marked and child.dep_ in OBJECTS | {"obl", "nmod"} | SUBJECTS and (found := self.who.references(child)):
                return found
            if child.lower_ == "whom" or (child.tag_ == "WP" and child.dep_ == "dobj"):  # "whom guards drove home"
                return self.who.references(child)
        return []

    def _of_relative_clause(self, token: Token) -> list[Reference]:
        """The people whom a relative clause tells of, where its inner verb lacks an object: "24 prisoners it promised
        to free", "los presos que prometió liberar"."""
        at = token
        while at.dep_ in {"xcomp", "ccomp"} and at.head.i < at.i:
            at = at.head
        if at is token or at.dep_ not in {"relcl", "acl", "acl:relcl"} or at.head.i > at.i:
            return []
        kept = any(c.dep_ in OBJECTS and c.i > at.i for c in (*at.children, *token.children))
        return self.who.references(at.head) if not kept and self.who.groups.are_people(at.head) else []

    def _recipients(self, token: Token) -> list[Reference]:
        """For whom a charge, a penalty or a favour is: the indirect object, or whoever stands after "against"."""
        if found := self._fronted(token):
            return found
        for child in (*token.children, *(g for c in token.children for g in c.children)):
            if child.i < token.i:
                continue
            if child.dep_ in {"dative", "iobj"} and child.pos_ in {"NOUN", "PROPN"}:
                return self.who.references(child)
            if child.lower_ in AGAINST and child.dep_ in {"prep", "dative"}:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None and (found := self.who.references(inner)):
                    return found
            if (
                child.dep_ in {"obl", "obl:arg", "nmod", "obj"}
                and any(c.lower_ in AGAINST and c.dep_ == "case" for c in child.children)
                and (found := self.who.references(child))
            ):
                return found
        return self._clitic(token) or []

    def _clitic(self, token: Token) -> list[Reference] | None:
        """Whom a Spanish pronoun before the verb or at its end means ("lo condenó", "imputarles"); None without."""
        if self.context.language != "es":
            return None
        forms = [token, *(c for c in token.children if c.dep_.startswith("aux"))]
        word, at = "", token
        if token.pos_ == "ADJ" and not CLITIC.search(token.lower_):
            return None
        for form in forms:
            before = form.nbor(-1) if form.i else form
            if before.lower_ in {"lo", "la", "los", "las", "le", "les", "me"} and before.pos_ in {"DET", "PRON"}:
                word, at = before.lower_, before
            elif form.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} and (ending := CLITIC.search(form.lower_)):
                word, at = ending[1], form
        if not word:
            return None
        if fronted := self._fronted(token):
            return fronted
        if word == "me":
            return self.who.speaker(at)
        if word.endswith("s"):
            return self.who.together(at)
        return self.who.one(at, {"lo": "m", "la": "f"}.get(word))

    def _personal_object(self, token: Token) -> list[Reference]:
        """The person after the Spanish "a" that the parser did not see as object: "condenó a 4 años a Ana Ruiz"."""
        if self.context.language != "es":
            return []
        sentence = self.context.sentence_at(token.idx)
        if number := self._bare_number(token):
            return number
        for name in self.context.names_between(token.idx, sentence.end, "person"):
            before = self.context.article.text[token.idx + len(token.text) : name.start]
            words = token.doc[token.i + 1 : self.context.token_at(name.start).i]
            if len(before) > 90 or any(c in before for c in ",;:") or any(t.pos_ == "VERB" for t in words):
                break
            if re.search(r"(?:^|\s)(?:a|al)\s(?:(?:la|el|los|las)\s)?(?:[^\W\d_]+\s){0,2}$", before):
                return self.who.references(self.context.head_of(name.start, name.end)) or [Reference(name.entity, name)]
        return []

    def _right_before(self, token: Token) -> list[Reference]:
        """The people right before an English predicate that the parser hung under a phrase in front of them: "By her
        count 19 prisoners were let go"."""
        if self.context.language != "en" or token.dep_ not in {"ROOT", "ccomp", "conj"}:
            return []
        first = min([token, *(c for c in token.children if c.dep_.startswith("aux"))], key=lambda t: t.i)
        before = first.nbor(-1) if first.i > token.sent.start else first
        fronted = before.dep_ == "pobj" and before.head.head.i == token.i and before.head.i == token.sent.start
        return self.who.references(before) if fronted else []

    @staticmethod
    def _bare_number(token: Token) -> list[Reference]:
        """The bare number right after a Spanish verb and its "a": "se llevaron a nueve, dos de ellos menores"."""
        after = token.doc[token.i + 1 : token.i + 4]
        bare = len(after) == 3 and after[0].lower_ == "a" and after[1].pos_ == "NUM" and after[2].is_punct
        return [Reference(after[1].text, None)] if bare else []

    def _postposed_number(self, token: Token) -> list[Reference]:
        """The bare number that ends a Spanish clause as its subject: "y entraron en prisión 23"."""
        if self.context.language != "es" or "Plur" not in morph(token, "Number"):
            return []
        for number in token.doc[token.i + 1 : token.i + 6]:
            if number.is_punct or number.pos_ in {"VERB", "AUX"}:
                return []
            if number.pos_ == "NUM" and self.who.groups.counted(number):
                ends = number.i + 1 == len(token.doc) or number.nbor(1).is_punct or number.nbor(1).pos_ == "CCONJ"
                return self.who.references(number) if ends else []
        return []

    def _missing_subject(self, token: Token) -> list[Reference]:
        """Spanish leaves out a subject that is known: "Ayer fue acusado formalmente", "Fueron liberados"."""
        top = token
        while top.dep_ == "xcomp" and top.head is not top and not any(c.dep_ in OBJECTS for c in top.head.children):
            top = top.head  # "volvió a ser detenido"
        if self.context.language != "es" or top.dep_ not in CLAUSES:
            return []
        forms = (token, top, *(c for c in token.children if c.dep_.startswith("aux")))
        if any("1" in morph(f, "Person") for f in forms):
            return self.who.speaker(token)
        if "Plur" in morph(token, "Number"):
            return self.who.together(token)
        if (witness := self._witness(token)) is not None:
            return self.who.references(witness)
        return self.who.one(token, gender_of(token))

    def _witness(self, token: Token) -> Token | None:
        """The unnamed person who tells what befell that person: "un vecino aseguró que fue golpeado"."""
        verb = token.head
        if token.dep_ != "ccomp" or lemma(verb) not in self.context.lexicon.words("attribution_verb", "es"):
            return None
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
        if subject is None or self.context.name_of(subject) is not None:
            return None
        indefinite = any(c.lower_ in {"un", "una", "otro", "otra"} for c in subject.children)
        return subject if indefinite and self.who.groups.is_somebody(subject) else None

    def _subject_of_clause(self, token: Token) -> list[Reference]:
        """Who does what a noun tells of: "cumple 20 días en huelga de hambre", "está en huelga de hambre"."""
        own = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            return self.who.references(own)
        verb = self.context.clause(token)
        if (
            verb.i == token.i
            or verb.pos_ not in {"VERB", "AUX"}
            or lemma(verb) in self.context.lexicon.words("attribution_verb", self.context.language)
        ):
            return []
        subject = self._subject(verb)
        return self.who.references(subject) if subject is not None else self._missing_subject(verb)


def is_nobody(head: Token) -> bool:
    """Whether a subject tells that nobody, or none of some people, is meant."""
    return head.lower_ in NOBODY or (head.lower_ == "one" and any(c.lower_ == "no" for c in head.children))


def _is_finite(verb: Token) -> bool:
    """Whether a verb or one of its auxiliaries is finite, so that its subject is its own."""
    forms = (verb, *(c for c in verb.children if c.dep_.startswith(("aux", "cop"))))
    return any("Fin" in morph(f, "VerbForm") for f in forms)
