"""Learn from repeated shapes which words before a colon are the labels of speakers.

`Jana: I think so.` is one line among many in the minutes of a discussion; `Action: Jana to write a text.` is a field.
A label that returns with speech after it is a speaker's. One that stands once is, if it has the form of several others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from indexer.entities.phrases import PARTICLES, is_person_name
from indexer.entities.roles import split_honorific
from indexer.entities.vocabulary import BODIES, OFFICES, SPEECH_VERBS, TOPICS, label_words
from indexer.structure.draft import Piece
from indexer.text.months import month_numbers
from indexer.text.stopwords import function_words

_LINE = re.compile(
    r"^(?:>>+\s*|[-–—•*]\s+)?(?P<label>[^:：\n]{1,60}?)\s*[:：](?!//)"
    r"(?:\s+(?P<rest>\S.*)|\s*$|(?=[^\x00-\x7f])(?P<joined>.+))",
    re.DOTALL,
)
_TIME = re.compile(r"^[\[(]?(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s+(?=\S)")
_NICK = re.compile(r"^<(?P<label>[^\W\d_][\w|.\[\]-]{1,24})>\s+(?P<rest>\S.*)$", re.DOTALL)
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_LAST_BRACKETS = re.compile(r"\((?P<person>[^()]{2,40})\)\s*:?\s*$")
_EDGES = " \t\n*_`>•–—-:：,."
_LETTERS = re.compile(r"^[^\W\d_a-z]{2,4}$")
_HANDLE = re.compile(r"^@?(?:[^\W\d_A-Z][\w.-]{1,29}|[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]+)*\.?)$")
_SPOKEN = re.compile(
    r"\b(?:i|we|you|my|our|us|me|your|it's|that's|don't|can't|je|j'|nous|vous|yo|nosotros|ich|wir|eu|nós|io|noi|ik|wij|jag"
    r"|vi)(?:['’]\w+)?\b|[?？]|^(?:yes|yeah|ok|okay|thanks|thank you)\b|^no[,.!]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi".split()
)
_GIVEN_NAMES = frozenset("april june may august jan mai avril juin".split())
"""Months that people are called after."""
_MAX_WORDS = 4  # words of a label without an honorific
_KINDS = 3  # different labels that show a discussion
# On the development papers the labels of speakers that return four times or more have speech in at least a tenth of
# their lines, and fields of a form (`Outcome`, `Module name`, `TODO`) in fewer.
_LEAST_SPOKEN = 0.1
_MANY = 6  # labels known from their speech, in a paper where those without it count too
_VERY_OFTEN = 20  # uses before speech, from which a label is a speaker's although the text has the word too
_OFTEN = 4  # uses from which the share of speech decides


@dataclass
class _Use:
    """How often a label stands in a paper, and what follows it."""

    before_words: int = 0
    spoken: int = 0
    alone: int = 0

    @property
    def all(self) -> int:
        return self.before_words + self.alone


def split_label(text: str) -> tuple[str, str] | None:
    """Return the words before the first colon of a line and those after it, or None where it opens with no label."""
    text = _TIME.sub("", text)
    nick = _NICK.match(text)
    if nick:
        return nick["label"], nick["rest"]
    match = _LINE.match(text)
    if not match:
        return None
    return match["label"].strip(), (match["rest"] or match["joined"] or "").strip()


def bare_label(label: str) -> str:
    """Return a label without what stands in brackets, signs of emphasis and bullets: `Lars (chair)` is `Lars`."""
    return " ".join(_BRACKETS.sub(" ", label).strip(_EDGES).split())


def learn_labels(pieces: Sequence[Piece], is_listed: Callable[[str], bool]) -> frozenset[str]:
    """Return the bare labels of speakers in a paper; `is_listed` tells whether the roster has somebody for one."""
    uses = _uses(pieces, is_listed)
    lower = _lower_case_words(pieces)
    listed = {label for label in uses if is_listed(label)}
    others = {label: use for label, use in uses.items() if label not in listed and _can_name(label)}
    others = {label: use for label, use in others.items() if not _is_thing(label, use, lower)}
    if any(_LETTERS.match(label) for label in listed):
        others = {label: use for label, use in others.items() if not _is_topic(label, use, pieces)}
    known = {label for label, use in others.items() if use.before_words > 1 and _returns_as_speech(label, use)}
    known |= {label for label in uses if label.islower() and label.casefold() in {other.casefold() for other in known}}
    known |= _whole_names(others)
    if len(known | listed) < 2:
        known = set()
    known |= _same_shape(others, known | listed, has_list=bool(listed))
    if not listed and len(known) >= _MANY and _are_most(known, uses):
        known |= {label for label, use in others.items() if use.before_words > 1}
    return frozenset(listed | known)


def _is_topic(label: str, use: _Use, pieces: Sequence[Piece]) -> bool:
    """Return whether capitals that a list of initials does not have are a subject and no person.

    `QUIC: the draft was discussed.` stands before no speech, and is a word of the text too.
    """
    if not _LETTERS.match(label) or use.spoken:
        return False
    return sum(_WORD.findall(piece.text).count(label) for piece in pieces) > use.all


def _whole_names(uses: Mapping[str, _Use]) -> set[str]:
    """Return the labels that can be the whole name of a person, if most of them stand before speech."""
    names = {label for label in uses if is_person_name(label)}
    spoken = {label for label in names if uses[label].spoken}
    return spoken if len(spoken) > 1 and 2 * len(spoken) >= len(names) else set()


def _are_most(known: set[str], uses: Mapping[str, _Use]) -> bool:
    """Return whether most lines that open with a label open with a known one: the paper is a discussion."""
    return 2 * sum(uses[label].before_words for label in known) > sum(use.before_words for use in uses.values())


def person_in_brackets(label: str, is_listed: Callable[[str], bool]) -> str | None:
    """Return the listed person in brackets after words that are no listed person's: `Looms (Dora)`."""
    inside = _LAST_BRACKETS.search(label)
    if not inside or is_listed(bare_label(label)):
        return None
    return inside["person"].strip() if is_listed(inside["person"].strip()) else None


def _uses(pieces: Sequence[Piece], is_listed: Callable[[str], bool]) -> dict[str, _Use]:
    """Return how each label of the paper is used."""
    uses: dict[str, _Use] = defaultdict(_Use)
    for piece in pieces:
        if piece.role not in {"body", "heading"} or piece.block.kind in {"table_row", "caption"}:
            continue
        for text in (piece.text, *_further_lines(piece)):
            parts = split_label(text)
            label = bare_label(parts[0]) if parts else ""
            if not parts or not label or person_in_brackets(parts[0], is_listed):
                continue
            use = uses[label]
            use.alone += not parts[1]
            use.before_words += bool(parts[1])
            use.spoken += bool(parts[1]) and _is_speech(parts[1])
    return dict(uses)


def _further_lines(piece: Piece) -> list[str]:
    """Return the lines after the first of a paragraph's source, in which others may speak."""
    lines = piece.block.raw.split("\n")[1:] if piece.block.kind == "paragraph" else []
    return [line.strip(" \t>*_") for line in lines]


def _is_speech(words: str) -> bool:
    """Return whether words speak of `I`, `we` or `you`, ask, or report what was said: `Argued that ...`."""
    return bool(_SPOKEN.search(words)) or any(word.casefold() in SPEECH_VERBS for word in words.split()[:3])


def _lower_case_words(pieces: Sequence[Piece]) -> Mapping[str, int]:
    """Return how often each word stands in lower case in the paper."""
    return Counter(word for piece in pieces for word in _WORD.findall(piece.text) if word.islower())


def _can_name(label: str) -> bool:
    """Return whether a label has the form of a name, initials or a handle, and none of its words is a field's."""
    words = label.split()
    folded = [word.strip(".,'’\"“”#").casefold() for word in words]
    if re.search(r"[()\[\]?!]", label) or not words:
        return False
    if split_honorific(label)[0] or _LETTERS.match(label):
        return folded[0] not in label_words()
    if any(word in no_names and word not in PARTICLES for no_names in _no_names() for word in folded):
        return False
    if len(words) == 1:
        return bool(_HANDLE.match(label)) and folded[0] not in TOPICS
    return len(words) <= _MAX_WORDS and _is_phrase_of_names(label, folded)


def _is_phrase_of_names(label: str, folded: Sequence[str]) -> bool:
    """Return whether several words are not all subjects, and all begin with a capital, or none does."""
    if all(word in TOPICS for word in folded) or any(character.isdigit() for character in label):
        return False
    return label.islower() or all(word in PARTICLES or not word[0].islower() for word in label.split())


@cache
def _no_names() -> tuple[frozenset[str], ...]:
    """Return the tables of words that no label of a speaker has."""
    months = frozenset(name for name in month_numbers("en", "fr", "es", "pt", "it", "nl", "de") if len(name) > 3)
    return label_words(), BODIES, OFFICES, function_words("en"), _WEEKDAYS, months - _GIVEN_NAMES


def _returns_as_speech(label: str, use: _Use) -> bool:
    """Return whether what follows a label that returns is speech."""
    if use.before_words >= _OFTEN:
        return use.spoken >= _LEAST_SPOKEN * use.before_words
    return use.spoken > 0 or label.isupper()


def _is_thing(label: str, use: _Use, lower: Mapping[str, int]) -> bool:
    """Return whether the words of a label stand in lower case more often elsewhere in the paper than as the label."""
    words = [word.casefold() for word in _WORD.findall(label) if len(word) > 1]
    if _LETTERS.match(label) or not words:
        return not words
    if use.before_words >= _VERY_OFTEN and use.spoken >= _LEAST_SPOKEN * use.before_words:
        return False  # others are called by it in what they say
    if label.islower():
        return any(lower[word] - use.all > max(1, use.all // 2) for word in words)
    often = max(2 if len(words) == 1 else 1, use.all * (3 if 2 * use.spoken >= use.all else 1))
    return all(lower[word] >= often for word in words)  # a careless writer also spells names so, but seldom


def _same_shape(uses: Mapping[str, _Use], known: set[str], *, has_list: bool) -> set[str]:
    """Return the labels that stand once, or without speech, and have the form of several that are known.

    A single word that stands before no speech must be part of a known name. Where a list has some of the speakers, any
    label that it does not have must stand before speech.
    """
    letters = sum(bool(_LETTERS.match(label)) for label in known)
    names = len(known) - letters
    parts = {part for label in known if " " in label for part in label.split()}
    result = set()
    for label, use in uses.items():
        if label in known or label.islower() or use.before_words > _OFTEN:
            continue
        is_letters = bool(_LETTERS.match(label))
        stands_alone = not use.spoken and not is_letters and label not in parts
        if (letters if is_letters else names) >= _KINDS and not (stands_alone and (has_list or " " not in label)):
            result.add(label)
    return result
