"""Split runs of capitalised words into title, honorific and name. Which of them take part is decided in `mentions`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from indexer.text.honorifics import RETIRED
from indexer.text.stopwords import stop_words

from .names import fold_name
from .roles import split_honorific
from .vocabulary import BODIES, OFFICES, country_names, is_common_word, is_field_word

_WORD = re.compile(rf"{RETIRED}|[^\s,;:()\[\]“”\"|]+", re.IGNORECASE)
_RETIRED = re.compile(rf"{RETIRED}$", re.IGNORECASE)
# `al-Rashid`, `d’Artagnan`: the name begins after the particle.
_PREFIXED = re.compile(r"^(?:a[dlnrstz]|ash|ath|e[lsz]|ibn|bin|abu)-(?=[^\W\d_a-z])|^[dlo]['’](?=[^\W\d_a-z])")
_INNER_CAPITAL = re.compile(r"[^\W\d_A-Z][A-Z]")
_WITH_PREFIX = re.compile(r"^(?:Ma?c|Fitz|[DL][aeiu]|D[aeo]l|De[rn]|V[ao]n|Te[nr]|St|Al|El|Bin|Abd)(?=[A-Z])")
_SMALL = stop_words("name_phrase")
PARTICLES = stop_words("name_particle")
# Words that open a sentence, and are no given names as `An`, `He`, `May` and `So` are.
_OPENERS = frozenset(
    """
    in on at the this that these those when where while if for from with by as and but our his her their its your we you
    they it there here what who how why yes no oh
    """.split()
)
_MAX_NAME_WORDS = 4  # words of a name
_SENTENCE_WINDOW = 500  # characters on either side that are searched for the ends of a sentence
# People with these titles are quoted as often as present, so a surname alone is not enough.
_NEED_FULL_NAME = frozenset("president minister senator secretary-general sir lady lord king general".split())


@dataclass(frozen=True)
class NamedPerson:
    """A person as named by a phrase."""

    name: str
    honorific: str | None
    title: str | None
    """The office before the name."""


def capitalised_run_before(text: str) -> str:
    """Return the capitalised words at the end of a text, with the small words between them."""
    words: list[str] = []
    end = len(text)
    for match in reversed(list(_WORD.finditer(text, max(0, len(text) - 200)))):
        word = match.group()
        gap = text[match.end() : end]
        if gap.strip() or (words and _ends_sentence(word)):
            break
        if not (_is_capital(word) or (words and word.casefold() in _SMALL | PARTICLES)):
            break
        words.insert(0, word)
        end = match.start()
    while words and not _is_capital(words[0]):
        words.pop(0)
    return " ".join(words)


def capitalised_run_at(text: str, start: int) -> tuple[str, int]:
    """Return the honorifics and capitalised words of a name that begins at an offset, and the offset after them."""
    end = start
    words: list[str] = []
    for match in _WORD.finditer(text, start, start + 120):
        word = match.group()
        if text[end : match.start()].strip():
            break
        if not _is_capital(word) and not (words and word in PARTICLES):
            break
        stops = _ends_sentence(word)
        words.append(word.rstrip(".") if stops else word)
        end = match.end() - (1 if stops and word.endswith(".") else 0)
        if stops:
            break
    while words and words[-1] in PARTICLES:
        end -= len(words.pop()) + 1
    return " ".join(words), end


def parse_named_person(run: str, known: Collection[tuple[str, ...]] = ()) -> NamedPerson | None:
    """Return the person named by a run of capitalised words, or None.

    A title or an honorific must stand with the name, or the name must be one of `known`.
    """
    words = run.split()
    for index in range(len(words)):
        honorific, name = split_honorific(" ".join(words[index:]))
        if honorific and _is_name(name, fewest=2 if _needs_full_name(honorific) else 1):
            before = words[:index]
            if before and not _is_title(before):
                continue
            if before and honorific.split()[0].casefold() in OFFICES:
                return NamedPerson(name, None, " ".join([*before, honorific]))
            return NamedPerson(name, honorific, " ".join(before) or None)
    index = len(words)
    while index and not is_common_word(words[index - 1]) and words[index - 1].casefold() not in _SMALL:
        index -= 1
    name, before = " ".join(words[index:]), words[:index]
    if not _is_name(name, fewest=2):
        return None
    if _is_title(before):
        return NamedPerson(name, None, " ".join(before))
    return NamedPerson(name, None, None) if not before and fold_name(name) in known else None


def is_person_name(name: str) -> bool:
    """Return whether a phrase can be the whole name of a person: two to four capitalised words, none of them common."""
    return _is_name(name, fewest=2)


def _is_name(name: str, fewest: int) -> bool:
    words = name.split()
    capital = [word for word in words if word not in PARTICLES]
    if (
        not fewest <= len(capital) <= _MAX_NAME_WORDS
        or not capital
        or words[-1] in PARTICLES
        or name in country_names()
    ):
        return False
    if any(is_common_word(word) or not _is_capital(word) or any(map(str.isdigit, word)) for word in capital):
        return False
    if len(capital) > 1 and any(
        is_field_word(word) or _INNER_CAPITAL.search(_WITH_PREFIX.sub("", word)) for word in capital
    ):
        return False
    if all(word.isupper() and len(word) <= 3 for word in capital):
        return False
    acronyms = [word for word in capital if len(word) > 3 and word.isupper() and "." not in word and "-" not in word]
    return not acronyms and not (len(capital) == 1 and len(capital[0]) < 3) and "/" not in name


def _is_title(words: list[str]) -> bool:
    parts = {part for word in words for part in (word.casefold(), *word.casefold().split("-"))}
    return bool(parts & OFFICES)


def _needs_full_name(honorific: str) -> bool:
    return honorific.rsplit(maxsplit=1)[-1].strip(".").casefold() in _NEED_FULL_NAME


def _is_capital(word: str) -> bool:
    return word[0].isupper() or bool(_RETIRED.match(word) or _PREFIXED.match(word))


def _ends_sentence(word: str) -> bool:
    """Return whether a word ends a sentence; the full stop of an abbreviation does not."""
    if word.endswith(("!", "?")):
        return True
    if not word.endswith(".") or re.fullmatch(r"(?:\w\.)+|\w", word):
        return False
    return not split_honorific(f"{word} Name")[0]


def sentence_around(text: str, offset: int) -> tuple[int, int]:
    """Return the start and end of the sentence around an offset; titles with full stops do not end it."""
    start, end = max(0, offset - _SENTENCE_WINDOW), min(len(text), offset + _SENTENCE_WINDOW)
    for match in re.compile(r"\S+").finditer(text, start, end):
        if not _ends_sentence(match.group().rstrip('"”’)')):
            continue
        if match.end() <= offset:
            start = match.end()
        else:
            end = match.end()
            break
    return start, end


def names_body(text: str) -> bool:
    """Return whether a phrase is an affiliation: an acronym, a body, an office, or an office of a body."""
    words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", text)
    if not words or not (words[0][0].isupper() or words[0].casefold() in {"former", "the", "head", "director"}):
        return False
    if any(len(word) > 1 and word.isupper() for word in words):
        return True
    return any(word.casefold() in BODIES | OFFICES for word in words) or any(is_common_word(word) for word in words)
