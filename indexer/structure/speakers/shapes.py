"""Learn from repeated shapes which words before a colon are the labels of speakers.

`Jana: I think so.` is one line among many in the minutes of a discussion; `Action: Jana to write a text.` is a field.
A label that returns with speech after it is a speaker's. One that stands once is, if it has the form of several others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from indexer.entities.attendees import label_words
from indexer.entities.phrases import PARTICLES
from indexer.entities.roles import split_honorific
from indexer.entities.vocabulary import BODIES, OFFICES, TOPICS
from indexer.structure.draft import Piece
from indexer.text.stopwords import function_words

_LINE = re.compile(
    r"^(?:>>+\s*|[-–—•*]\s+)?(?P<label>[^:：\n]{1,60}?)\s*[:：](?!//)(?:\s+(?P<rest>\S.*)|\s*$|(?=[^\x00-\x7f])(?P<joined>.+))",
    re.DOTALL,
)
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_EDGES = " \t\n*_`>•–—-:：,."
_LETTERS = re.compile(r"^[^\W\d_a-z]{2,4}$")
_HANDLE = re.compile(r"^@?[^\W_][\w.-]{1,29}$")
_SPOKEN = re.compile(
    r"\b(?:I|i|we|We|you|You|my|My|our|Our|us|me|your|it's|It's|that's|That's|don't|can't|je|Je|j'|nous|vous|yo|nosotros"
    r"|ich|Ich|wir|Wir|eu|nós|io|noi|ik|wij|jag|vi)(?:['’]\w+)?\b|[?？]|^(?:yes|no|yeah|ok|okay|thanks|thank you)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_MAX_WORDS = 4  # words of a label without an honorific
_KINDS = 3  # different labels that show a discussion
# On the development papers the labels of speakers that return four times or more have speech in at least a tenth of
# their lines, and fields of a form (`Outcome`, `Module name`, `TODO`) in fewer.
_LEAST_SPOKEN = 0.1
_OFTEN = 4  # uses from which the share of speech decides


@dataclass
class _Use:
    """How often a label stands in a paper, and what follows it."""

    before_words: int = 0
    spoken: int = 0
    alone: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> int:
        return self.before_words + self.alone


def split_label(text: str) -> tuple[str, str] | None:
    """Return the words before the first colon of a line and those after it, or None where it opens with no label."""
    match = _LINE.match(text)
    if not match:
        return None
    return match["label"].strip(), (match["rest"] or match["joined"] or "").strip()


def bare_label(label: str) -> str:
    """Return a label without what stands in brackets, signs of emphasis and bullets: `Lars (chair)` is `Lars`."""
    return " ".join(_BRACKETS.sub(" ", label).strip(_EDGES).split())


def learn_labels(pieces: Sequence[Piece], is_listed: Callable[[str], bool]) -> frozenset[str]:
    """Return the bare labels of speakers in a paper; `is_listed` tells whether the roster has somebody for one."""
    uses = _uses(pieces)
    lower = _lower_case_words(pieces)
    listed = {label for label in uses if is_listed(label)}
    known = {
        label
        for label, use in uses.items()
        if label not in listed and use.before_words > 1 and _can_name(label) and _returns_as_speech(label, use, lower)
    }
    known |= {label for label in uses if label.islower() and label.casefold() in {other.casefold() for other in known}}
    if len(known | listed) < 2:
        known = set()
    return frozenset(listed | known | _same_shape(uses, known | listed, lower))


def _uses(pieces: Sequence[Piece]) -> dict[str, _Use]:
    """Return how each label of the paper is used."""
    uses: dict[str, _Use] = defaultdict(_Use)
    for piece in pieces:
        if piece.role not in {"body", "heading"} or piece.block.kind in {"table_row", "caption"}:
            continue
        parts = split_label(piece.text)
        label = bare_label(parts[0]) if parts else ""
        if not parts or not label:
            continue
        use = uses[label]
        if parts[1]:
            use.before_words += 1
            use.spoken += bool(_SPOKEN.search(parts[1]))
        else:
            use.alone += 1
        use.kinds[piece.block.kind] += 1
    return dict(uses)


def _lower_case_words(pieces: Sequence[Piece]) -> Mapping[str, int]:
    """Return how often each word stands in lower case in the paper."""
    return Counter(word for piece in pieces for word in _WORD.findall(piece.text) if word.islower())


def _can_name(label: str) -> bool:
    """Return whether a label has the form of a name, initials or a handle, and none of its words is a field's."""
    words = label.split()
    if split_honorific(label)[0] or not words or len(words) > _MAX_WORDS:
        return bool(split_honorific(label)[0])
    folded = [word.strip(".,'’\"“”#").casefold() for word in words]
    if any(word in no_names and word not in PARTICLES for no_names in _no_names() for word in folded):
        return False
    if len(words) == 1:
        return bool(_HANDLE.match(label)) and folded[0] not in TOPICS and not label[0].isdigit()
    if all(word in TOPICS for word in folded) or any(character.isdigit() for character in label):
        return False
    return label.islower() or all(word in PARTICLES or not word[0].islower() for word in words)


@cache
def _no_names() -> tuple[frozenset[str], ...]:
    """Return the tables of words that no label of a speaker has."""
    return label_words(), BODIES, OFFICES, function_words("en")


def _returns_as_speech(label: str, use: _Use, lower: Mapping[str, int]) -> bool:
    """Return whether what follows a label that returns is speech, and the paper does not use its words for things."""
    if use.before_words >= _OFTEN and use.spoken < _LEAST_SPOKEN * use.before_words:
        return False
    if not use.spoken and use.before_words < _OFTEN and not label.isupper():
        return False
    return not _is_thing(label, use, lower)


def _is_thing(label: str, use: _Use, lower: Mapping[str, int]) -> bool:
    """Return whether the words of a label stand in lower case more often elsewhere in the paper than as the label."""
    words = [word.casefold() for word in _WORD.findall(label)]
    if _LETTERS.match(label) or not words:
        return False
    if label.islower():
        return any(lower[word] - use.all > max(1, use.all // 2) for word in words)
    if len(words) == 1:
        return lower[words[0]] >= max(2, use.all)
    return all(lower[word] for word in words)


def _same_shape(uses: Mapping[str, _Use], known: set[str], lower: Mapping[str, int]) -> set[str]:
    """Return the labels that stand once, or without speech, and have the form of several that are known."""
    letters = sum(bool(_LETTERS.match(label)) for label in known)
    names = sum(not _LETTERS.match(label) for label in known)
    result = set()
    for label, use in uses.items():
        if label in known or not _can_name(label) or _is_thing(label, use, lower) or label.islower():
            continue
        enough = letters if _LETTERS.match(label) else names
        if enough >= _KINDS and (use.before_words or use.kinds["paragraph"]) and not use.before_words > _OFTEN:
            result.add(label)
    return result
