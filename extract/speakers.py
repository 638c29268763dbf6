"""Who speaks in quotation marks: the tag after a quote or before it, or whoever spoke last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.described import kinds
from extract.quotes import Quote, question_turns
from extract.reference import FEMALE, MALE, People, Reference
from extract.speaker_phrases import Tag
from extract.speech_forms import adding_forms
from extract.tags import Tags

if TYPE_CHECKING:
    from extract.context import Context, Sentence
    from extract.frames import Frame
    from extract.reading import Name

_CHARGED = re.compile(
    r"(?i)\b(?:(?:acusad|imputad|condenad|sancionad|procesad|juzgad|detenid|arrestad)[oa]s? (?:de|por)|"
    r"(?:accused|charged|convicted|guilty|indicted|tried) (?:of|for|with|on)|"
    r"(?:delitos?|cargos?|figura|charges?|crimes?|offen[cs]es?|counts?)(?: (?:de|of))?)"
    r"(?:\s+(?:(?:el|los|la|las|the|un|a|an)\s+)?(?:(?:presunt|supuest|alleged)\w*\s+)?"
    r"(?:delitos?|crimes?|cargos?|offen[cs]es?)(?: de| of)?)?\s*$"
)
_PUNISHED = re.compile(
    r"(?i)\b(?:(?:conden|sancion|proces|imput|juzg|mult|encaus)(?:ad[oa]s?|ó|aron|an?|aban?|ar)|convict(?:s|ed)?|"
    r"sentenc(?:es?|ed|ing)|charg(?:es?|ed|ing)|indict(?:s|ed)?|jail(?:s|ed)?|imprisoned|fined)\b[^.;:»”\"]{0,70}?"
    r"\s(?:por|de|for|of|with)\s*$"
)
"""What stands before the name of an offence."""
_CHARGING = frozenset(
    [
        "accuse",
        "accuses",
        "accused",
        "charge",
        "charges",
        "charged",
        "convicted",
        "acusa",
        "acusan",
        "acusó",
        "acusaron",
        "imputa",
        "imputó",
        "condenó",
    ]
)
_NAMING = (
    r"titulad[oa]|llamad[oa]|denominad[oa]|conocid[oa] como|decía|decían|dice|rezaba|reza|leía|se leía|con la frase|"
    r"con el texto|titled|entitled|called|named|known as|reading|read|said|saying"
)
_JOINED = re.compile(
    r"[»”\"]\s*,?\s*(?:(?:y|e|o|and|or)(?: (?:de|por|of|for|with))?(?: el delito de| los delitos de)?)?\s*$"
)
_STOP = re.compile(
    r"[.!?](?=\s+[A-ZÁÉÍÓÚÑ¿¡«“\"—])(?<!Mr\.)(?<!Ms\.)(?<!Dr\.)(?<!Sr\.)(?<!Mrs\.)(?<!Sra\.)(?<!\b[A-Z]\.)"
)
_AND, _AND_BEFORE = re.compile(r" (?:and|y|e) (?=[A-ZÁÉÍÓÚÑ])"), re.compile(r" (?:and|y|e) $")
_DASHES = "—–"
SPOKEN_WORDS = 3
"""Fewer words in quotation marks are a term or a nickname."""
_OPENING = re.compile(rf"[\s,.;{_DASHES}”»\"'’)]*")


class Speakers:
    """The speakers of an article's quotes. ``found`` has, by quote, the speaker and the rule that found it; quotes that
    are nobody's speech (an interviewer's questions, names of offences, titles, slogans) are left out."""

    def __init__(self, context: Context, people: People, frames: list[list[Frame]]) -> None:
        self.context = context
        self.people = people
        self.frames = frames
        self.tags = Tags(context)
        self.found: dict[Quote, tuple[Reference | None, str]] = {}
        self._questions = question_turns(context.article.text, context.quotes)
        self._titles, self._signs = self._named_by("titled_noun"), self._named_by("sign_noun")
        self._last: tuple[int, Reference] | None = None
        self._tag_end = 0
        for number, quote in enumerate(context.quotes):
            if quote in self._questions or self._is_nobodys(quote):
                continue
            speaker, rule = self._speaker(number, quote)
            self.found[quote] = speaker, rule
            if speaker is not None and quote.words >= SPOKEN_WORDS:
                self._last = (max(quote.outer_end, self._tag_end), speaker)

    def _named_by(self, *lists: str) -> re.Pattern[str]:
        """What calls a stretch in quotation marks a title, a slogan or the text of a sign."""
        lexicon, language = self.context.lexicon, self.context.language
        nouns = "|".join(re.escape(n) for name in lists for n in sorted(lexicon.words(name, language)))
        return re.compile(rf"(?i)(?<!\w)(?:{nouns})(?:,?(?: \w+)?(?: (?:that|que|and|y|it))? (?:{_NAMING}))?\s*:?\s*$")

    def _is_nobodys(self, quote: Quote) -> bool:
        """Whether a stretch in quotation marks is what somebody is charged with, or a title, a slogan, a sign."""
        if quote.mark == "—":
            return False
        before = self.context.article.text[max(0, quote.outer_start - 110) : quote.outer_start]
        if _CHARGED.search(before) or _PUNISHED.search(before) or self._signs.search(before):
            return True
        if not quote.text[:1].islower() and self._titles.search(before):
            return True
        if not _JOINED.search(before):
            return False
        earlier = next((q for q in reversed(self.context.quotes) if q.outer_end <= quote.outer_start), None)
        return earlier is not None and earlier not in self.found and earlier not in self._questions

    # One quote

    def _speaker(self, number: int, quote: Quote) -> tuple[Reference | None, str]:
        """The speaker by the tag after the quote or the one before it, else by what was said last."""
        earlier = self._quote_before(number)
        here = self.context.sentence_at(quote.start)
        lead_start = max(here.start, earlier.outer_end if earlier is not None else 0)
        follows = earlier is not None and earlier.outer_end > here.start
        text = self.context.article.text
        lead = text[lead_start : quote.outer_start]
        if re.search(r"\w", lead) and (quote.text[:1].islower() or lead.rstrip().endswith(":")):
            speaker, rule = self._introduced(quote, lead_start, earlier if follows else None, led=True)
            if speaker is not None:
                return speaker, rule
        tag = self._tag_after(number, quote)
        self._tag_end = tag.verb.end if tag is not None and tag.verb is not None else 0
        if tag is not None and (speaker := self._resolve(tag, quote, earlier if follows else None)) is not None:
            return speaker, "quote.tag"
        if re.search(r"\w", lead):
            return self._introduced(quote, lead_start, earlier if follows else None)
        if here.index and lead_start == here.start:
            before = self.context.sentences[here.index - 1]
            if before.text.endswith(":"):
                speaker, rule = self._introduced(quote, before.start, None)
                if speaker is not None:
                    return speaker, rule
        if tag is not None and tag.head is None and tag.name is None:
            return None, "quote.no_subject"
        return self._alone(number, quote, here)

    def _quote_before(self, number: int) -> Quote | None:
        """The quote before one, nicknames and terms of a word or two aside."""
        before = (self.context.quotes[at] for at in range(number - 1, -1, -1))
        return next((q for q in before if q.words >= SPOKEN_WORDS or q.mark == "—"), None)

    def _tag_after(self, number: int, quote: Quote) -> Tag | None:
        text, later = self.context.article.text, self.context.quotes[number + 1 : number + 2]
        line = text.find("\n", quote.outer_end)
        end = min(line if line >= 0 else len(text), later[0].outer_start if later else len(text), quote.outer_end + 400)
        after = text[quote.outer_end : end]
        opening = _OPENING.match(after)
        marks = opening.group() if opening is not None else ""
        first = after[len(marks) : len(marks) + 1]
        closed = text[quote.end : quote.outer_end] + marks
        if not first or self._stopped(quote.text, closed, first):
            return None
        stop = _STOP.search(after)
        end = quote.outer_end + (stop.end() if stop else len(after))
        dashed = quote.mark == "—" and after.lstrip()[:1] in _DASHES
        return self.tags.after(quote.outer_end, end, dashed)

    @staticmethod
    def _stopped(said: str, closed: str, first: str) -> bool:
        """Whether a quote closes its sentence, so that what follows it (``first``) is no tag."""
        if (
            first.isupper()
            and not said.endswith(("?", "!"))
            and ("." in closed or (said[-1:] in "…." and "," not in closed))
        ):
            return True
        stops = ("." in closed or ";" in closed) and not any(dash in closed for dash in _DASHES)
        return stops and not (said.endswith(".") and first.islower())

    def _introduced(
        self, quote: Quote, start: int, earlier: Quote | None, *, led: bool = False
    ) -> tuple[Reference | None, str]:
        """The speaker by what leads to a quote; ``led``: only where a reporting verb does."""
        text = self.context.article.text
        lead = text[start : quote.outer_start]
        tag = self.tags.before(start, quote.outer_start)
        if led and (tag is None or tag.verb is None or (tag.head is None and tag.name is None)):
            return None, ""
        if tag is None and lead.rstrip().endswith(":"):
            tag = self.tags.colon(start, quote.outer_start)
            speaker = self._resolve(tag, quote, None) if tag is not None else None
            return speaker, "quote.label" if speaker is not None else "quote.unattributed"
        if tag is None and earlier is not None and earlier in self.found and self._goes_on(lead):
            return self.found[earlier][0], "quote.same_speaker"
        if tag is None or self._charges(tag):
            return None, "quote.unattributed"
        adding = tag.verb is not None and tag.verb.lower.endswith(("ing", "ndo"))
        if adding and earlier is not None and self.found.get(earlier, (None,))[0] is not None:
            return self.found[earlier][0], "quote.introduced"
        speaker = self._resolve(tag, quote, earlier)
        return speaker, "quote.introduced" if speaker is not None else "quote.no_subject"

    def _charges(self, tag: Tag) -> bool:
        """Whether a court, a ruling or prosecutors accuse somebody: what is quoted is the offence."""
        if tag.verb is None or tag.verb.lower not in _CHARGING or tag.head is None:
            return False
        noun, language = tag.head.lower, self.context.language
        return "authority" in kinds(noun, language) or noun in self.context.lexicon.words("legal_text", language)

    @staticmethod
    def _goes_on(lead: str) -> bool:
        """Whether what stands between two quotes of a sentence goes on reporting: "… and that the judges “…”"""
        return (
            len(lead) < 90
            and re.match(r"\s*,?\s*(?:y|e|o|ni|pero|que|and|or|but|nor|that|,|de|of)\b", lead) is not None
        )

    def _alone(self, number: int, quote: Quote, here: Sentence) -> tuple[Reference | None, str]:
        """A quote that no words introduce: whoever spoke just before, else who speaks next, else the interviewee."""
        last = self.context.sentence_at(max(quote.start, quote.end - 1))
        text = self.context.article.text
        rest = text[quote.outer_end : max(last.end, quote.outer_end)]
        if re.search(r"\w", rest):
            return None, "quote.unattributed"
        if last.index + 1 < len(self.context.sentences):
            following = self.context.sentences[last.index + 1]
            told = self.tags.comment(following.start, following.end) if following.paragraph == last.paragraph else None
            if told is not None:
                return self._resolve(told, quote, None), "quote.comment"
        interview = quote.mark == "—" and bool(self._questions)
        if interview:
            return self._interviewee()
        spoke = self._spoke_last(quote.outer_start)
        if spoke is not None:
            at, speaker = spoke
            paragraphs = here.paragraph - self.context.sentence_at(max(0, at - 1)).paragraph
            if paragraphs == 0 or (paragraphs == 1 and self._was_quoted(at)):
                return speaker, "quote.same_speaker"
        for other in range(number + 1, min(number + 3, len(self.context.quotes))):
            beside = self.context.quotes[other]
            if self.context.sentence_at(beside.start).paragraph > here.paragraph:
                break
            tag = self._tag_after(other, beside)
            if tag is not None:
                return self._resolve(tag, beside, None), "quote.next_speaker"
        if quote.mark == "—":
            return self._interviewee()
        return None, "quote.unattributed"

    def _interviewee(self) -> tuple[Reference | None, str]:
        if not self.people.main:
            return None, "quote.unattributed"
        name = next(n for n in self.people.persons if n.entity == self.people.main)
        return Reference(name.entity, name, sure=False), "quote.interviewee"

    # Whom a tag means

    def _resolve(self, tag: Tag, quote: Quote, earlier: Quote | None) -> Reference | None:
        if not tag.known:
            return None
        if tag.name is not None:
            return Reference(tag.name.entity, tag.name)
        if tag.relative and earlier is not None and earlier in self.found:
            return self.found[earlier][0]
        if tag.words is not None:
            return self._called(tag)
        if tag.head is None and earlier is not None and earlier in self.found and self.found[earlier][0] is not None:
            return self.found[earlier][0]
        return self._meant(tag, quote)

    def _called(self, tag: Tag) -> Reference | None:
        """Whom a noun phrase means: somebody called so before, else nobody known, in its own words."""
        assert tag.words is not None
        if tag.head is None:
            return Reference(tag.words, None)
        known = self.people.noun(tag.head.token, tag.determiner)
        return (
            known
            if known is not None and known.name is not None and known.name.kind != "place"
            else Reference(tag.words, None)
        )

    def _meant(self, tag: Tag, quote: Quote) -> Reference | None:
        """Whom a pronoun or a missing subject means: who spoke last, unless somebody else came up since."""
        word = tag.head.lower if tag.head is not None else ""
        if word in {"they", "ellos", "ellas"}:
            spoke = self._spoke_last(quote.outer_start)
            return spoke[1] if spoke is not None and (spoke[1].name is None or spoke[1].name.kind != "person") else None
        if word == "it":
            return self.people.body(quote.outer_start)
        gender = "f" if word in FEMALE else "m" if word in MALE else None
        if quote.mark == "—" and self._questions:
            return self._interviewee()[0]
        spoke = self._spoke_last(quote.outer_start)
        if tag.head is None and tag.verb is not None and tag.verb.lower.endswith("n"):
            return spoke[1] if spoke is not None and (spoke[1].name is None or spoke[1].name.kind != "person") else None
        near = self._of_gender(quote, gender) or self.people.last_meant(quote.outer_start, gender)
        if spoke is not None and self._agrees(spoke[1], gender):
            gap = self.context.sentence_at(quote.start).index - self.context.sentence_at(max(0, spoke[0] - 1)).index
            known = gender is not None and spoke[1].text in self.people.gender
            others = [
                n for n in self.context.names_between(spoke[0], quote.outer_start, "person")
                if n.entity != spoke[1].text
                and (gender is None or self.people.gender.get(n.entity, "" if known else gender) == gender)
            ]  # fmt: skip
            if gap <= 4 and (not others or self._adds(tag)):
                return Reference(spoke[1].text, spoke[1].name, sure=spoke[1].sure and gap <= 1)
        return near or self._named_next(quote, gender)

    def _adds(self, tag: Tag) -> bool:
        """Whether a verb tells that somebody goes on speaking, whoever is named in between: "agregó", "she added"."""
        return tag.verb is not None and tag.verb.lower in adding_forms(self.context.language)

    def _of_gender(self, quote: Quote, gender: str | None) -> Reference | None:
        """The only person named in the sentence before a quote whose gender is known to be that of "he" or "she"; of
        two who are named together ("Ana and Luis") neither is meant."""
        if gender is None:
            return None
        here = self.context.sentence_at(quote.start)
        start = self.context.sentences[max(0, here.index - 1)].start
        fit = [
            n
            for n in self.context.names_between(start, quote.outer_start, "person")
            if self.people.gender.get(n.entity) == gender
            and self.context.quote_at(n.start) is None
            and not self._coupled(n)
        ]
        return Reference(fit[-1].entity, fit[-1], sure=False) if len({n.entity for n in fit}) == 1 else None

    def _coupled(self, name: Name) -> bool:
        """Whether a name is joined to another one by "and"."""
        text = self.context.article.text
        before, after = _AND_BEFORE.search(text[max(0, name.start - 5) : name.start]), _AND.match(text, name.end)
        if before is not None:
            at = name.start - len(before.group()) - 1
            return self.context.name_of(self.context.token_at(max(0, at))) is not None
        return after is not None and self.context.name_of(self.context.token_at(after.end())) is not None

    def _named_next(self, quote: Quote, gender: str | None) -> Reference | None:
        """The only person who is named soon after, where an article opens with a quote and tells later whose it is."""
        if any(n.end <= quote.outer_start for n in self.people.persons):
            return None
        here = self.context.sentence_at(max(quote.start, quote.outer_end - 1)).index
        last = self.context.sentences[min(here + 2, len(self.context.sentences) - 1)].end
        near = {n.entity: n for n in self.context.names_between(quote.outer_end, last, "person")}
        if len(near) != 1 or not self._agrees(Reference(*next(iter(near.items()))), gender):
            return None
        return Reference(*next(iter(near.items())), sure=False)

    def _agrees(self, speaker: Reference, gender: str | None) -> bool:
        if speaker.name is None or gender is None:
            return True
        return speaker.name.kind == "person" and self.people.gender.get(speaker.text, gender) == gender

    def _spoke_last(self, before: int) -> tuple[int, Reference] | None:
        """Who spoke last before a code point, in quotation marks or not, and where; at most four sentences back."""
        here = self.context.sentence_at(before)
        found = self._last if self._last is not None and self._last[0] <= before else None
        for index in range(here.index, max(-1, here.index - 4), -1):
            spoken = [
                f
                for f in self.frames[index]
                if f.speaker is not None and f.speaker.name is not None and f.end <= before
            ]
            if spoken:
                latest = max(spoken, key=lambda f: f.start)
                if found is None or latest.end > found[0]:
                    return (latest.end, latest.speaker) if latest.speaker is not None else found
                break
        return found

    def _was_quoted(self, at: int) -> bool:
        return self._last is not None and self._last[0] == at
