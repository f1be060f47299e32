"""Acronyms and what they stand for, learned from the texts that define them. No table of known ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .expansions import (
    body_name_before,
    capital_initials,
    last_clause,
    long_form_before,
    long_form_within,
    singular_phrase,
    strip_quotation_marks,
)
from .stated import StatedAcronym

Key = TypeVar("Key", bound=Hashable)

_BRACKETS = re.compile(r"\(([^()]{2,120})\)")
_SHORT = re.compile(r"[^\W_](?:[^\W_]|[/&+.'’-](?=[^\W_+]))*\+?")
_TOKEN = re.compile(r"[^\W_]+(?:[/&.][^\W_]+)*\+?")
_BEFORE = re.compile(r"([^\W_](?:[^\W_]|[/&+.-])*)\s*$")
_INTRODUCED = re.compile(
    r"^(?:(?:here(?:in)?after|henceforth|also|abbreviated|abbreviation|acronym|known|referred|called|or|the|as|to|in"
    r" short|now)\b[:,]?\s*)+",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXLC]+")
_PLURAL = re.compile(r"(?<=[A-Z0-9])[’']?s$")
_ENTRY = re.compile(r"^\s*(?P<short>\S{2,12})\s*(?:[:–—=|-]\s|\t|\s{2,})\s*(?P<long>\S.{3,100}?)\s*$")
_LONGEST = 12
_FARTHEST = 300  # characters before a bracket that can belong to what it abbreviates


@dataclass(frozen=True)
class LearnedAcronym(Generic[Key]):
    """A short form with one thing it stands for."""

    short: str
    """As the papers mostly write it, for one thing (`TCC`, not `TCCs`)."""
    long: str
    variants: tuple[str, ...]
    """Other ways the papers write the short form: plurals, other capitals, misprints; most used first."""
    defined_in: Key | None
    """Where the papers first say what it stands for; None where only a user does."""
    also_in: tuple[Key, ...]
    """Where else they say so."""
    uses: int
    """In how many texts the short form stands, or one of its variants."""


@dataclass(frozen=True)
class _Definition(Generic[Key]):
    short: str
    long: str
    key: Key
    by_name: bool = False
    """Found by the name of a body whose short form is of another language."""


def learn_acronyms(
    texts: Iterable[tuple[Key, str]], stated: Sequence[StatedAcronym] = ()
) -> tuple[LearnedAcronym[Key], ...]:
    """Every acronym that the texts define, by short form; rivals for one short form by their evidence.

    What a short form stands for is read from `long form (SHORT)`, `SHORT (long form)` and `SHORT: long form` on a
    line of its own. The order of the texts says which definition is first, and nothing else. What is `stated` of a
    short form counts more than what the texts say of it.
    """
    odd = {one.short for one in stated} - {token for one in stated for token in _tokens(one.short)}
    unlike = {short: re.compile(rf"(?<!\w){re.escape(short)}(?!\w)") for short in sorted(odd)}
    definitions: list[_Definition[Key]] = []
    seen: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    for key, text in texts:
        here = Counter(_tokens(text))
        here.update({short: len(found) for short, form in unlike.items() if (found := form.findall(text))})
        seen.update(here)
        stands.update({_folded(form) for form in here})
        definitions.extend(_definitions(key, text))
    by_short: dict[str, list[_Definition[Key]]] = defaultdict(list)
    for one in definitions:
        by_short[_fold_short(_corrected(one, seen))].append(one)
    spellings: dict[str, list[str]] = defaultdict(list)
    for token in seen:
        spellings[_folded(token)].append(token)
    learned: list[LearnedAcronym[Key]] = []
    said = {
        _fold_short(one.short): [two for two in stated if _fold_short(two.short) == _fold_short(one.short)]
        for one in stated
    }
    for folded in sorted({*by_short, *said}):
        forms = Counter({token: seen[token] for token in spellings[folded]})
        forms.update({one.short: seen[one.short] for one in by_short[folded] if one.short not in forms})
        uses = sum(stands[one] for one in {folded, *map(_folded, forms)})
        uses = max(uses, len(by_short[folded]))  # `RS-SRR` is no word by itself, but is there where it is explained
        entries = _entries(by_short[folded], forms, folded, uses) if by_short[folded] else ()
        learned.extend(_overruled(tuple(entries), said.get(folded, ()), tuple(forms), uses))
    return tuple(learned)


def _overruled(
    entries: tuple[LearnedAcronym[Key], ...], stated: Sequence[StatedAcronym], forms: Sequence[str], uses: int
) -> Iterator[LearnedAcronym[Key]]:
    """The entries of one short form without those stated to be wrong; those stated to be right are the only ones."""
    refused = {_fold_long(one.long or "") for one in stated if one.skip}
    right = [one for one in stated if one.long and not one.skip]
    if not right and "" not in refused:
        yield from (one for one in entries if _fold_long(one.long) not in refused)
    for one in right:
        same = next((entry for entry in entries if _fold_long(entry.long) == _fold_long(one.long or "")), None)
        variants = tuple(sorted(form for form in forms if form != one.short))
        known = same or (entries[0] if entries else None)
        yield LearnedAcronym(
            short=one.short,
            long=one.long or "",
            variants=tuple(form for form in (known.short, *known.variants) if form != one.short) if known else variants,
            defined_in=same.defined_in if same else None,
            also_in=same.also_in if same else (),
            uses=uses,
        )


def _entries(
    definitions: Sequence[_Definition[Key]], forms: Counter[str], folded: str, uses: int
) -> Iterator[LearnedAcronym[Key]]:
    """The entries of one short form, the best attested first."""
    rivals: dict[str, list[_Definition[Key]]] = defaultdict(list)
    for one in definitions:
        rivals[_fold_long(one.long)].append(one)
    if any(not one.by_name for one in definitions):
        rivals = {long: found for long, found in rivals.items() if not all(one.by_name for one in found)}
    ranked = sorted(rivals.items(), key=lambda item: (-len({one.key for one in item[1]}), -len(item[1]), item[0]))
    singulars = [form for form in forms if not _PLURAL.search(form) and _fold_short(form) == folded]
    singulars = singulars or [_PLURAL.sub("", form) for form in forms if _PLURAL.search(form)]
    short = min(singulars, key=lambda form: (-forms[form], -sum(map(str.isupper, form)), form))
    variants = tuple(form for form in sorted(forms, key=lambda form: (-forms[form], form)) if form != short)
    for _, found in ranked:
        places = list(dict.fromkeys(one.key for one in found))
        yield LearnedAcronym(short, _best_long(found), variants, places[0], tuple(places[1:]), uses)


def _best_long(found: Sequence[_Definition[Key]]) -> str:
    """The long form as it is mostly written; one in proper case rather than in small letters or capitals only."""
    counts = Counter(one.long for one in found)
    return min(counts, key=lambda long: (long.isupper(), -counts[long], long.islower(), long))


def _definitions(key: Key, text: str) -> Iterator[_Definition[Key]]:
    """The definitions of one text, as they come."""
    entry = _ENTRY.match(text)
    if entry and _is_short(entry["short"]):
        long = long_form_within(entry["long"], _PLURAL.sub("", entry["short"]))
        if long:
            yield _made(entry["short"], long, key)
    for match in _BRACKETS.finditer(text):
        inside = strip_quotation_marks(_INTRODUCED.sub("", match[1].strip(" \"“”'‘’")))
        short = re.split(r"[,;]|\sor\s", inside)[0].strip(" \"“”'‘’")
        if _is_short(short):
            yield from _defined_before(key, _tail(text, match.start()), short)
        else:
            yield from _defined_within(key, _tail(text, match.start()), match[1])


def _tail(text: str, end: int) -> str:
    """The words before a place, as many as a long form can have."""
    start = max(0, end - _FARTHEST)
    return text[start:end].partition(" ")[2] if start else text[:end]


def _defined_before(key: Key, before: str, short: str) -> Iterator[_Definition[Key]]:
    bare = _PLURAL.sub("", short)
    before = before.rstrip(' "”’')
    long = long_form_before(before, bare)
    if long and not _is_run_together(short, long):
        yield _made(short, long, key)
    elif len(bare) > 2 and bare == bare.upper() and (name := body_name_before(before, bare)):
        yield _Definition(short, name, key, by_name=True)


def _defined_within(key: Key, before: str, inside: str) -> Iterator[_Definition[Key]]:
    match = _BEFORE.search(last_clause(before))
    if not match or not _is_short(match[1]):
        return
    for phrase in dict.fromkeys((inside, *(inside.partition(sign)[0] for sign in ";,"))):
        long = long_form_within(phrase, _PLURAL.sub("", match[1]))
        if long:
            yield _made(match[1], long, key)
            return


def _made(short: str, long: str, key: Key) -> _Definition[Key]:
    return _Definition(short, singular_phrase(long) if _PLURAL.search(short) else long, key)


def _is_run_together(short: str, long: str) -> bool:
    """Whether a short form is just the long one without its spaces, as in names of accounts."""
    return short.casefold() == re.sub(r"[\W_]", "", long).casefold()


def _is_short(text: str) -> bool:
    """Whether a run of characters is one that papers make of initials: two capitals, or one and a number."""
    if not 2 <= len(text) <= _LONGEST or not _SHORT.fullmatch(text) or _ROMAN.fullmatch(text):
        return False
    capitals = sum(map(str.isupper, text))
    return text[0].isalnum() and (capitals >= 2 or (capitals == 1 and any(map(str.isdigit, text))))


def _corrected(one: _Definition[Key], seen: Counter[str]) -> str:
    """The short form, or what it is a misprint of: the same letters in the order of the words, used more often."""
    if not one.by_name:
        return one.short
    letters = capital_initials(one.long)
    transposed = letters != one.short and sorted(letters) == sorted(one.short)
    return letters if transposed and seen[letters] > max(1, seen[one.short]) else one.short


def _tokens(text: str) -> Iterator[str]:
    """The words of a text that look like short forms; of `TCCs/PCCs`, both."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.isalpha() and (token.islower() or token[1:].islower()):  # most words; the rest of the test is slow
            continue
        found = [token, *token.split("/")] if "/" in token else [token]
        yield from (one for one in found if sum(map(str.isupper, one)) + any(map(str.isdigit, one)) >= 2)


def _folded(form: str) -> str:
    """A short form that stands in a text, as one of its thing: without plural and case."""
    return _fold_short(_PLURAL.sub("", form))


def _fold_short(short: str) -> str:
    return _PLURAL.sub("", short).replace(".", "").casefold()


def _fold_long(long: str) -> str:
    folded = re.sub(r"[^\w\s]", " ", long.casefold()).replace("centre", "center").replace("programme", "program")
    folded = re.sub(r"isation\b", "ization", folded)
    return " ".join(word for word in folded.split() if word not in {"the", "and"})
