"""Runs of capitalised words in running text, and what in them is a title, an honorific and a name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from .names import fold_name
from .roles import split_honorific
from .vocabulary import BODIES, OFFICES, country_names, is_common_word

_WORD = re.compile(r"\((?:ret(?:ire)?d?\.?|r|rtd\.?)\)|[^\s,;:()\[\]“”\"|]+", re.IGNORECASE)
_RETIRED = re.compile(r"\((?:ret(?:ire)?d?\.?|r|rtd\.?)\)$", re.IGNORECASE)
_SMALL = frozenset("of for the and to in on & at".split())
PARTICLES = frozenset("de da do del dos di van von der den bin bint al el la le zu ten".split())
_HIGHEST = 4  # words of a name
_FARTHEST = 500  # characters to either side that a sentence is looked for in
# Who is quoted as often as present: a surname with these says nothing of a meeting.
_NOT_ALONE = frozenset("president minister senator secretary-general sir lady lord king general".split())


@dataclass(frozen=True)
class NamedPerson:
    """A person as a phrase names them."""

    name: str
    honorific: str | None
    title: str | None
    """The office that stands before the name."""


def capitalised_run_before(text: str) -> str:
    """The capitalised words, with small ones among them, that end a text."""
    found: list[str] = []
    end = len(text)
    for match in reversed(list(_WORD.finditer(text, max(0, len(text) - 200)))):
        word = match.group()
        gap = text[match.end() : end]
        if gap.strip() or (found and _ends_sentence(word)):
            break
        if not (_is_capital(word) or (found and word.casefold() in _SMALL | PARTICLES)):
            break
        found.insert(0, word)
        end = match.start()
    while found and not _is_capital(found[0]):
        found.pop(0)
    return " ".join(found)


def capitalised_run_at(text: str, start: int) -> tuple[str, int]:
    """The honorifics and capitalised words of a name that begins at a place, and where they end."""
    end = start
    found: list[str] = []
    for match in _WORD.finditer(text, start, start + 120):
        word = match.group()
        if text[end : match.start()].strip():
            break
        if not _is_capital(word) and not (found and word in PARTICLES):
            break
        stops = _ends_sentence(word)
        found.append(word.rstrip(".") if stops else word)
        end = match.end() - (1 if stops and word.endswith(".") else 0)
        if stops:
            break
    while found and found[-1] in PARTICLES:
        end -= len(found.pop()) + 1
    return " ".join(found), end


def parse_named_person(run: str, known: Collection[tuple[str, ...]] = ()) -> NamedPerson | None:
    """The person whom a run of capitalised words names, if title, honorific or `known` show that it names one."""
    words = run.split()
    for at in range(len(words)):
        honorific, name = split_honorific(" ".join(words[at:]))
        if honorific and _is_name(name, fewest=2 if _is_worldly(honorific) else 1):
            before = words[:at]
            if before and not _is_title(before):
                continue
            if before and honorific.split()[0].casefold() in OFFICES:
                return NamedPerson(name, None, " ".join([*before, honorific]))
            return NamedPerson(name, honorific, " ".join(before) or None)
    at = len(words)
    while at and not is_common_word(words[at - 1]) and words[at - 1].casefold() not in _SMALL:
        at -= 1
    name, before = " ".join(words[at:]), words[:at]
    if not _is_name(name, fewest=2):
        return None
    if _is_title(before):
        return NamedPerson(name, None, " ".join(before))
    return NamedPerson(name, None, None) if not before and fold_name(name) in known else None


def is_person_name(name: str) -> bool:
    """Whether capitalised words could be the whole name of somebody: two to five of them, none a general word."""
    return _is_name(name, fewest=2)


def _is_name(name: str, fewest: int) -> bool:
    words = name.split()
    capital = [word for word in words if word not in PARTICLES]
    if not fewest <= len(capital) <= _HIGHEST or not capital or words[-1] in PARTICLES or name in country_names():
        return False
    if any(is_common_word(word) or not _is_capital(word) or any(map(str.isdigit, word)) for word in capital):
        return False
    if all(word.isupper() and len(word) <= 3 for word in capital):
        return False
    acronyms = [word for word in capital if len(word) > 3 and word.isupper() and "." not in word and "-" not in word]
    return not acronyms and not (len(capital) == 1 and len(capital[0]) < 3) and "/" not in name


def _is_title(words: list[str]) -> bool:
    parts = {part for word in words for part in (word.casefold(), *word.casefold().split("-"))}
    return bool(parts & OFFICES)


def _is_worldly(honorific: str) -> bool:
    return honorific.rsplit(maxsplit=1)[-1].strip(".").casefold() in _NOT_ALONE


def _is_capital(word: str) -> bool:
    return word[0].isupper() or bool(_RETIRED.match(word))


def _ends_sentence(word: str) -> bool:
    """Whether a word closes with a full stop that is not an abbreviation's."""
    if word.endswith(("!", "?")):
        return True
    if not word.endswith(".") or re.fullmatch(r"(?:\w\.)+|\w", word):
        return False
    return not split_honorific(f"{word} Name")[0]


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Start and end of the sentence that a place stands in, titles with full stops aside."""
    start, end = max(0, place - _FARTHEST), min(len(text), place + _FARTHEST)
    for match in re.compile(r"\S+").finditer(text, start, end):
        if not _ends_sentence(match.group().rstrip('"”’)')):
            continue
        if match.end() <= place:
            start = match.end()
        else:
            end = match.end()
            break
    return start, end


def names_body(text: str) -> bool:
    """Whether a phrase is an affiliation: an acronym, a body, an office, or somebody of something."""
    words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", text)
    if not words or not (words[0][0].isupper() or words[0].casefold() in {"former", "the", "head", "director"}):
        return False
    if any(len(word) > 1 and word.isupper() for word in words):
        return True
    return any(word.casefold() in BODIES | OFFICES for word in words) or any(is_common_word(word) for word in words)
