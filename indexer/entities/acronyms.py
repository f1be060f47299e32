"""Learn acronyms and their long forms from the texts that define them. There is no table of known acronyms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Generic, NamedTuple, TypeVar

from .expansions import (
    body_name_before,
    capital_initials,
    fold_long_form,
    is_cut_adjective,
    last_clause,
    long_form_before,
    long_form_within,
    singular_phrase,
    strip_quotation_marks,
    without_possessive,
)
from .stated import StatedAcronym

Key = TypeVar("Key", bound=Hashable)

_BRACKETS = re.compile(r"\(([^()]{2,120})\)")
_SHORT_FORM = re.compile(r"[^\W_](?:[^\W_]|[/&+.'’-](?=[^\W_+]))*\+?")
_TOKEN = re.compile(r"[^\W_]+(?:[/&.][^\W_]+)*\+?")
_BEFORE = re.compile(r"([^\W_](?:[^\W_]|[/&+.-])*)\s*$")
_INTRODUCED = re.compile(
    r"^(?:(?:here(?:in)?after|henceforth|also|abbreviated|abbreviation|acronym|known|referred|called|or|the|as|to|in"
    r" short|now)\b[:,]?\s*)+",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXLC]+")
_PLURAL = re.compile(r"(?<=[A-Z0-9])[’']?s$")
_GLOSSARY_LINE = re.compile(r"^\s*(?P<short>\S{2,12})\s*(?:[:–—=|-]\s|\t|\s{2,})\s*(?P<long>\S.{3,100}?)\s*$")
_NEXT_WORD = re.compile(r"\s+[^\W\d_]")
_MAX_NEXT = 40  # characters after a bracket that say what a definition is of
_MAX_SHORT_CHARACTERS = 12
_MAX_DISTANCE = 300  # characters before a bracket that can belong to what it abbreviates


@dataclass(frozen=True)
class LearnedAcronym(Generic[Key]):
    """A short form with one of the things it stands for."""

    short: str
    """The most frequent spelling, in the singular (`TCC`, not `TCCs`)."""
    long: str
    variants: tuple[str, ...]
    """Other spellings of the short form: plurals, other capitals, misprints; most frequent first."""
    defined_in: Key | None
    """Where the papers first define it; None where only a user states it."""
    also_in: tuple[Key, ...]
    """Where else they define it."""
    uses: int
    """The number of texts with the short form or a variant."""


class Definition(NamedTuple, Generic[Key]):
    """One place where a text defines a short form."""

    short: str
    long: str
    key: Key
    by_name: bool = False
    """Whether it was found by the name of a body whose short form comes from another language."""


@dataclass
class ShortForms(Generic[Key]):
    """What texts say of short forms: the facts of single papers add up to those of all."""

    definitions: list[Definition[Key]] = field(default_factory=list)
    """In the order of the texts."""
    tokens: Counter[str] = field(default_factory=Counter)
    """How often each word that looks like a short form stands in the texts."""
    texts: Counter[str] = field(default_factory=Counter)
    """The number of texts with each of them, without plural endings, full stops and case."""


def learn_acronyms(
    texts: Iterable[tuple[Key, str]], stated: Sequence[StatedAcronym] = ()
) -> tuple[LearnedAcronym[Key], ...]:
    """Return every acronym that the texts define; see `acronyms_of`."""
    return acronyms_of(find_short_forms(texts, unusual_short_forms(stated)), stated)


def unusual_short_forms(stated: Sequence[StatedAcronym]) -> tuple[str, ...]:
    """Return the stated short forms that do not look like short forms, and are looked for letter by letter."""
    return tuple(
        sorted({entry.short for entry in stated} - {word for entry in stated for word in _tokens(entry.short)})
    )


def find_short_forms(texts: Iterable[tuple[Key, str]], unusual: Sequence[str] = ()) -> ShortForms[Key]:
    """Return what texts say of short forms.

    Definitions have the form `long form (SHORT)`, `SHORT (long form)`, or `SHORT: long form` on a line of its own.
    """
    patterns = {short: re.compile(rf"(?<!\w){re.escape(short)}(?!\w)") for short in unusual}
    found: ShortForms[Key] = ShortForms()
    for key, text in texts:
        counts = Counter(_tokens(text))
        counts.update(
            {short: len(matches) for short, pattern in patterns.items() if (matches := pattern.findall(text))}
        )
        found.tokens.update(counts)
        found.texts.update({_fold_form(form) for form in counts})
        found.definitions.extend(_definitions(key, text))
    return found


def acronyms_of(found: ShortForms[Key], stated: Sequence[StatedAcronym] = ()) -> tuple[LearnedAcronym[Key], ...]:
    """Return every acronym that the texts define, by short form; several meanings of one short form by their evidence.

    The order of the texts decides which definition is the first, and nothing else. What the user `stated` of a short
    form outweighs what the texts say.
    """
    token_counts, text_counts = found.tokens, found.texts
    by_short: dict[str, list[Definition[Key]]] = defaultdict(list)
    for definition in found.definitions:
        by_short[_fold_short(_correct_misprint(definition, token_counts))].append(definition)
    stated_by_short = {
        _fold_short(entry.short): [other for other in stated if _fold_short(other.short) == _fold_short(entry.short)]
        for entry in stated
    }
    wanted = {*by_short, *stated_by_short}
    spellings: dict[str, list[str]] = defaultdict(list)
    for token in token_counts:
        if (folded := _fold_form(token)) in wanted:
            spellings[folded].append(token)
    learned: list[LearnedAcronym[Key]] = []
    for folded in sorted(wanted):
        forms = Counter({token: token_counts[token] for token in spellings[folded]})
        forms.update({entry.short: token_counts[entry.short] for entry in by_short[folded] if entry.short not in forms})
        uses = sum(text_counts[form] for form in {folded, *map(_fold_form, forms)})
        uses = max(uses, len(by_short[folded]))  # `RS-SRR` is no token, but its definition is one use
        entries = _entries(by_short[folded], forms, folded, uses) if by_short[folded] else ()
        learned.extend(_apply_stated(tuple(entries), stated_by_short.get(folded, ()), tuple(forms), uses))
    return tuple(learned)


def _apply_stated(
    entries: tuple[LearnedAcronym[Key], ...], stated: Sequence[StatedAcronym], forms: Sequence[str], uses: int
) -> Iterator[LearnedAcronym[Key]]:
    """Yield the entries of one short form after applying what the user stated of it.

    Entries that are stated to be wrong are left out. If any are stated to be right, they are the only ones.
    """
    wrong_longs = {fold_long_form(statement.long or "") for statement in stated if statement.skip}
    right = [statement for statement in stated if statement.long and not statement.skip]
    if not right and "" not in wrong_longs:
        yield from (entry for entry in entries if fold_long_form(entry.long) not in wrong_longs)
    for statement in right:
        matching = next(
            (entry for entry in entries if fold_long_form(entry.long) == fold_long_form(statement.long or "")), None
        )
        variants = tuple(sorted(form for form in forms if form != statement.short))
        known = matching or (entries[0] if entries else None)
        yield LearnedAcronym(
            short=statement.short,
            long=statement.long or "",
            variants=tuple(form for form in (known.short, *known.variants) if form != statement.short)
            if known
            else variants,
            defined_in=matching.defined_in if matching else None,
            also_in=matching.also_in if matching else (),
            uses=uses,
        )


def _entries(
    definitions: Sequence[Definition[Key]], forms: Counter[str], folded: str, uses: int
) -> Iterator[LearnedAcronym[Key]]:
    """Yield the entries of one short form, the one with the most evidence first."""
    by_long: dict[str, list[Definition[Key]]] = defaultdict(list)
    for definition in definitions:
        by_long[fold_long_form(definition.long)].append(definition)
    if any(not definition.by_name for definition in definitions):
        by_long = {
            long: evidence
            for long, evidence in by_long.items()
            if not all(definition.by_name for definition in evidence)
        }
    ranked = sorted(
        by_long.items(), key=lambda item: (-len({definition.key for definition in item[1]}), -len(item[1]), item[0])
    )
    singulars = [form for form in forms if not _PLURAL.search(form) and _fold_short(form) == folded]
    singulars = singulars or [_PLURAL.sub("", form) for form in forms if _PLURAL.search(form)]
    short = min(singulars, key=lambda form: (-forms[form], -sum(map(str.isupper, form)), form))
    variants = tuple(form for form in sorted(forms, key=lambda form: (-forms[form], form)) if form != short)
    for _, evidence in ranked:
        places = list(dict.fromkeys(definition.key for definition in evidence))
        yield LearnedAcronym(short, _best_long(evidence), variants, places[0], tuple(places[1:]), uses)


def _best_long(definitions: Sequence[Definition[Key]]) -> str:
    """Return the most frequent spelling of a long form; prefer mixed case to all capitals or all lower case."""
    counts = Counter(definition.long for definition in definitions)
    return min(counts, key=lambda long: (long.isupper(), -counts[long], long.islower(), long))


def _definitions(key: Key, text: str) -> Iterator[Definition[Key]]:
    """Yield the definitions of one text in reading order."""
    entry = _GLOSSARY_LINE.match(text)
    if entry and _is_short(entry["short"]):
        long = long_form_within(entry["long"], _PLURAL.sub("", entry["short"]))
        if long:
            yield _definition(entry["short"], long, key)
    for match in _BRACKETS.finditer(text):
        inside = strip_quotation_marks(_INTRODUCED.sub("", match[1].strip(" \"“”'‘’")))
        short = re.split(r"[,;]|\sor\s", inside)[0].strip(" \"“”'‘’")
        if _is_short(short):
            yield from _defined_before(
                key, _text_before(text, match.start()), short, text[match.end() : match.end() + _MAX_NEXT]
            )
        else:
            yield from _defined_within(key, _text_before(text, match.start()), match[1])


def _text_before(text: str, end: int) -> str:
    """Return the words before a position, as many as a long form can have."""
    start = max(0, end - _MAX_DISTANCE)
    return text[start:end].partition(" ")[2] if start else text[:end]


def _defined_before(key: Key, before: str, short: str, after: str) -> Iterator[Definition[Key]]:
    singular = _PLURAL.sub("", short)
    before = before.rstrip(' "”’')
    long = long_form_before(before, singular)
    if long and not _is_run_together(short, long):
        if not is_cut_adjective(long, after):
            yield _definition(short, without_possessive(long) if _NEXT_WORD.match(after) else long, key)
    elif len(singular) > 2 and singular == singular.upper() and (name := body_name_before(before, singular)):
        yield Definition(short, name, key, by_name=True)


def _defined_within(key: Key, before: str, inside: str) -> Iterator[Definition[Key]]:
    match = _BEFORE.search(last_clause(before))
    if not match or not _is_short(match[1]):
        return
    for phrase in dict.fromkeys((inside, *(inside.partition(sign)[0] for sign in ";,"))):
        long = long_form_within(phrase, _PLURAL.sub("", match[1]))
        if long and not _names_its_kind(match[1], long):
            yield _definition(match[1], long, key)
            return


def _definition(short: str, long: str, key: Key) -> Definition[Key]:
    return Definition(short, singular_phrase(long) if _PLURAL.search(short) else long, key)


def _is_run_together(short: str, long: str) -> bool:
    """Return whether a short form is the long form without spaces, as in names of accounts."""
    return short.casefold() == re.sub(r"[\W_]", "", long).casefold()


def _names_its_kind(short: str, long: str) -> bool:
    """Return whether a part of a short form is a word of the long form: an `Ad-Network` is no `Audience Network`."""
    words = {word.casefold() for word in long.split()}
    parts = re.split(r"[-/]", short)
    return len(parts) > 1 and any(part.istitle() and len(part) > 3 and part.casefold() in words for part in parts)


def _is_short(text: str) -> bool:
    """Return whether a string has the form of an acronym: at least two capitals, or one capital and a digit."""
    if not 2 <= len(text) <= _MAX_SHORT_CHARACTERS or not _SHORT_FORM.fullmatch(text) or _ROMAN.fullmatch(text):
        return False
    capitals = sum(map(str.isupper, text))
    return text[0].isalnum() and (capitals >= 2 or (capitals == 1 and any(map(str.isdigit, text))))


def _correct_misprint(definition: Definition[Key], token_counts: Counter[str]) -> str:
    """Return the short form with a misprint corrected.

    A short form with two letters transposed is a misprint if the initials of the long form are used more often.
    """
    if not definition.by_name:
        return definition.short
    letters = capital_initials(definition.long)
    transposed = letters != definition.short and sorted(letters) == sorted(definition.short)
    return (
        letters if transposed and token_counts[letters] > max(1, token_counts[definition.short]) else definition.short
    )


def _tokens(text: str) -> Iterator[str]:
    """Yield the words of a text that look like short forms; `TCCs/PCCs` yields both halves too."""
    for token, count in Counter(_TOKEN.findall(text)).items():
        if token.isalpha() and (token.islower() or token[1:].islower()):  # skip most words early, for speed
            continue
        forms = [token, *token.split("/")] if "/" in token else [token]
        for form in forms:
            if sum(map(str.isupper, form)) + any(map(str.isdigit, form)) >= 2:
                yield from repeat(form, count)


def _fold_form(form: str) -> str:
    """Return a short form without plural ending, full stops and case."""
    return _fold_short(_PLURAL.sub("", form))


def _fold_short(short: str) -> str:
    return _PLURAL.sub("", short).replace(".", "").casefold()
