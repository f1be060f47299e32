"""Read the name of a person to whom a draft gives words: one whom the papers know, or another who is clearly a person.

A name that the papers do not know is a person's behind a title or an office, or where it begins with a given name and
nothing shows that it is one of something else.
"""

from __future__ import annotations

import re

from indexer.entities.countries import is_country
from indexer.entities.names import fold_name
from indexer.entities.roles import split_honorific
from indexer.entities.vocabulary import OFFICES, is_common_word
from indexer.text.analysis import fold
from indexer.text.stopwords import is_function_word
from indexer.text.word_lists import load_words

from .facts import StatedSpeaker
from .grammar.words import word_regex
from .known_names import KnownNames

_ROLES_WITH_NAMES = re.compile(
    r"^(?:(?:what|as|how|when|then|so|yet|the|its|an?|session|keynote|panell?ist|moderator|chair|co-chair|speaker|discussant|rapporteur"
    r"|delegate|facilitator|former|us|un)\s+)+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:ambassador|minister)\s+$", re.IGNORECASE)
"""A role that stands before a name as a title does: `Ambassador Low`."""
_AFTER_NAME = re.compile(r"(?<=\w)\s+(?:of|at|in|on|from|during|to|who|for)\s.*$")
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:de|da|do|del|dos|van|von|der|den|bin|al|el|la|le|y|zu|ten)\s+)*[A-ZÀ-Þ][\w’'.-]*){0,4}"
)
_OF_OFFICE = re.compile(r"[A-ZÀ-Þ&][\w’'.-]*|of|and|for|the|former|then|acting|outgoing")
_NAME_PARTS = 4  # a longer run of words with capitals is rather a title


def person_named(words: str, names: KnownNames, *, also_without_title: bool = False) -> StatedSpeaker | None:
    """Return the person whom some words name, None where they name none for certain.

    `also_without_title` says whether a name that the papers do not know can be one without a title.
    """
    words = _AFTER_NAME.sub("", words)
    role = _ROLES_WITH_NAMES.match(words)
    words = words[role.end() :] if role else words
    title, name = split_honorific(words)
    title = title or (role.group() if role and _TITLE.search(role.group()) else None)
    if not title:
        title, name = _split_office(words)
    if not _NAME.fullmatch(name):
        return None
    parts = name.split()
    folded = fold_name(name)
    known = names.persons_named(folded)
    if known and (len(parts) > 1 or title or not (is_common_word(name) or is_country(name))):
        return StatedSpeaker(name=folded, persons=known)
    common = any(map(is_common_word, parts)) or any(part.isupper() and len(part) > 1 for part in parts)
    if common or is_country(name) or not folded or _names_thing(name):
        return None
    is_person = bool(title) or (also_without_title and _is_persons(parts, names))
    return StatedSpeaker(name=folded) if is_person else None


def _split_office(words: str) -> tuple[str, str]:
    """Return an office and the name behind it, the first empty where there is none: `Prime Minister`, `Anna Low`."""
    parts = words.split()
    offices = [number for number, part in enumerate(parts[:-1]) if part.casefold() in OFFICES]
    if not offices or not all(map(_OF_OFFICE.fullmatch, parts[: offices[-1]])):
        return "", words
    return " ".join(parts[: offices[-1] + 1]), " ".join(parts[offices[-1] + 1 :])


def _names_thing(name: str) -> bool:
    return any(word_regex(words).search(name) for words in ("events", "people", "writers", "things"))


def _is_persons(parts: list[str], names: KnownNames) -> bool:
    """Return whether a name without a title is a person's: it begins with a given name, and names nothing known."""
    if not 1 < len(parts) <= _NAME_PARTS or fold(parts[0]) not in load_words("given_names"):
        return False
    name = " ".join(parts)
    if any(is_country(part) or part in names.cities or is_function_word(fold(part)) for part in parts):
        return False
    is_known = name in names.cities or name.casefold() in names.organisations or names.is_body(name)
    return not is_known and next(iter(names.titles_in(name)), None) is None
