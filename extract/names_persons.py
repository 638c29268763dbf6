"""Where a person's name ends: given names, surnames, particles, initials and a nickname in quotes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.names_joints import PERSON_PARTICLES, is_institution

if TYPE_CHECKING:
    from extract.names_joints import Joints

_NICKNAME_OPENS = re.compile(r" [\"“‘«']{1,2}")
_NICKNAME_CLOSES = re.compile(r"[\"”’»']{1,2} ")
LONGEST = 7
LONGEST_NICKNAME = 4


def person_at(joints: Joints, at: int) -> tuple[int, str] | None:
    """The index after a person's name that begins at word ``at``, and how it was recognised; None where none begins."""
    word = joints.words[at]
    if word.folded in {"de", "del"} and word.cap:
        return _surname_with_particle(joints, at)
    if not _opens(joints, at) or is_institution(joints, at):
        return None
    end, count = at + 1, 1
    while end < len(joints.words) and count < LONGEST:
        step = _step(joints, end)
        if step is None:
            break
        end, count = step, count + 1
    while end > at + 1 and joints.is_letter(end - 1):
        end -= 1
    return end, "person" if end > at + 1 else "name_word"


def _opens(joints: Joints, at: int) -> bool:
    word = joints.words[at]
    if not word.cap or word.upper or word.folded in joints.calendar:
        return False
    if joints.is_letter(at):
        following = at + 1
        while following < len(joints.words) and joints.adjoins(following - 1) and joints.is_letter(following):
            following += 1  # "J. R. Quintana"
        if following >= len(joints.words) or not joints.adjoins(following - 1):
            return False
        return joints.is_name_word(following) or (following - at > 1 and _can_be_surname(joints, following))
    if word.folded in joints.titles and joints.adjoins(at) and joints.is_given(joints.words[at + 1].folded):
        return False
    if joints.is_given(word.folded.split("-")[0]):
        return True
    if joints.is_name_word(at):
        return word.folded not in joints.titles
    return _opens_like_one(joints, at)


def _can_be_surname(joints: Joints, i: int) -> bool:
    word = joints.words[i]
    return word.cap and not word.upper and i not in joints.matches and not joints.is_kind_word(i)


def _opens_like_one(joints: Joints, at: int) -> bool:
    """An unknown word before a surname: a rare given name."""
    if (
        joints.words[at].plain
        or joints.is_kind_word(at)
        or joints.words[at].folded in joints.many
        or at in joints.matches
        or at + 1 >= len(joints.words)
    ):
        return False
    if not joints.adjoins(at):
        return _nickname(joints, at + 1) is not None
    following = joints.words[at + 1]
    return joints.continues(at + 1) and following.folded in joints.surname and at + 1 not in joints.matches


def _surname_with_particle(joints: Joints, at: int) -> tuple[int, str] | None:
    """A surname that opens a sentence with its particle: "De la Guardia"."""
    for particles in PERSON_PARTICLES:
        end = at + len(particles)
        if end >= len(joints.words) or tuple(w.folded for w in joints.words[at:end]) != particles:
            continue
        joined = joints.words[end].cap and all(joints.adjoins(i) for i in range(at, end))
        if joined and joints.is_name_word(end) and "place" not in joints.match_kinds(end):
            return end + 1, "particle_surname"
    return None


def _step(joints: Joints, end: int) -> int | None:
    """The index after the next part of a name that has reached ``end``, or None."""
    if joints.adjoins(end - 1):
        if _continues(joints, end):
            return end + 1
        following = joints.link(end, PERSON_PARTICLES)
        if following is not None and _continues(joints, following) and _after_particle(joints, end, following):
            return following + 1
        return None
    return _nickname(joints, end)


def _continues(joints: Joints, i: int) -> bool:
    word = joints.words[i]
    if not joints.continues(i) or word.folded in joints.demonym:
        return False
    if word.upper and len(word.text) > 2 and not joints.words[i - 1].upper:
        return False
    if joints.is_letter(i) or joints.is_name_word(i):
        return True
    heads = (joints.organization_tail, joints.titles, joints.place_head)
    return i not in joints.matches and not any(word.folded in words for words in heads)


def _after_particle(joints: Joints, particle: int, i: int) -> bool:
    """Whether the capitalised word behind a particle is a surname rather than the place that the person is of."""
    if "place" in joints.match_kinds(i):
        return i - particle > 1 and joints.is_name_word(i)
    return i not in joints.matches and (joints.is_name_word(i) or not joints.is_kind_word(i))


def _nickname(joints: Joints, end: int) -> int | None:
    """The index after the surname that follows a nickname in quotes which opens at word ``end``."""
    if not joints.words[end].cap or not _NICKNAME_OPENS.fullmatch(joints.gap(end - 1)):
        return None
    for stop in range(end + 1, min(end + 1 + LONGEST_NICKNAME, len(joints.words))):
        if any(joints.text[a.end : b.start] != " " for a, b in pairwise(joints.words[end:stop])):
            return None
        if _NICKNAME_CLOSES.fullmatch(joints.gap(stop - 1)):
            follows = joints.words[stop].cap and (joints.is_name_word(stop) or not joints.is_kind_word(stop))
            return stop + 1 if follows and joints.words[stop - 1].cap else None
    return None
