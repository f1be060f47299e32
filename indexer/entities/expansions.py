"""Match the letters of a short form against the words of a phrase.

Where in a text a definition stands is decided in `acronyms`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from indexer.text.stopwords import stop_words

from .vocabulary import BODIES, country_names

_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&|\+")
_BREAK = re.compile(r"[;:!?()\[\]|•\n]|\.\s+(?=[^\W\d_])")
_SMALL = stop_words("acronym")
_WEIGHTLESS = stop_words("long_form")
# Only what names of bodies really differ in: the key of `american_spelling` would also join words that differ only in
# `ll` and `l`.
_AMERICAN_SPELLINGS = (("centre", "center"), ("programme", "program"), ("isation", "ization"))
_NUMBERS = {"2": {"to", "two", "2"}, "3": {"three", "3"}, "4": {"for", "four", "4"}, "5": {"five", "5"}}
_NUMBERS |= {"7": {"seven", "7"}, "8": {"eight", "8"}, "10": {"ten", "10"}, "20": {"twenty", "20"}}
_SIGNS = {"&": {"&", "and"}, "+": {"+", "plus"}}
# Words in lower case that may follow a name and are no part of it.
_KINDS_OF_THING = frozenset(
    "agenda approach framework initiative instrument mechanism model module platform process program programme "
    "project scheme strategy system tool".split()
)
_ORGANS_OF_STATES = frozenset({"Federal", "National", "State", "Ministry", "Department", "Government"})
"""First words in names of bodies that belong to a state."""
_INNER_SIGNS = ("-", "‑", "/", "'", "’")
_JOINED_NAME = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+ [A-ZÀ-Þ][^\W\d_]+[-‑]$")
"""The first of two names of several words with a hyphen between them: `United Nations-North Atlantic ...`."""
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
_ADJECTIVES_AT_END = re.compile(
    r"\bof (?:the )?[A-ZÀ-Þ][^\W\d_]*(?:ean|ian|can|ese|ish)(?:, [A-ZÀ-Þ][^\W\d_]+)*,? (?:and|&) [A-ZÀ-Þ][^\W\d_]+$"
)
_MAX_INNER_LETTERS = 2  # most letters inside words, such as the b of peacebuilding
_MIN_LETTERS_TO_SKIP = 4  # fewest letters of a short form that may skip a significant word


class PhrasePart(NamedTuple):
    """A word of a phrase, or one half of a hyphenated word, with its offsets."""

    text: str
    start: int
    end: int


def long_form_before(text: str, short: str) -> str | None:
    """Return the phrase at the end of a text that a short form abbreviates, or None; of several, the best and shortest.

    Method: Schwartz and Hearst, A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text (2003),
    made stricter: each letter begins a word (or continues in the word that the letter before it began), small words may
    be left out, and few other liberties are allowed.
    """
    text = last_clause(text)
    parts = split_phrase(text)
    ends = [len(parts)]
    if parts and parts[-1].text in _KINDS_OF_THING:
        ends.append(len(parts) - 1)
    for end in ends:
        cheapest = min(_candidate_starts(text, parts[:end], short), default=None)
        if cheapest:
            return strip_quotation_marks(text[parts[end - cheapest[1]].start : parts[end - 1].end])
    return None


def long_form_within(text: str, short: str) -> str | None:
    """Return the text if the short form abbreviates all of it, or None."""
    text = re.sub(r"^the\s+", "", text.strip(), flags=re.IGNORECASE)
    parts = split_phrase(text)
    fits = any(length == len(parts) for _, length in _candidate_starts(text, parts, short))
    return strip_quotation_marks(text[parts[0].start :]) if fits and not _BREAK.search(text) else None


def body_name_before(text: str, short: str) -> str | None:
    """Return the name of a body at the end of a text whose short form comes from its name in another language, or None.

    The name is capitalised, follows an article or opens the clause, and contains a word for a body. Its initials cover
    at least half of the letters of the short form (`the Norwegian Institute of International Affairs (NUPI)`, `the
    Special Committee on Peacekeeping Operations (C34)`).
    """
    text = last_clause(text)
    run = _capitalised_run(text)
    letters = Counter(character for character in short.casefold() if character.isalpha())
    best, start = 0, -1
    for index in range(len(run) - 1, -1, -1):
        initials = Counter(part.text[0].casefold() for part in run[index:])
        covered = sum((initials & letters).values())
        if covered > best and run[index].text[0].isupper():
            best, start = covered, index
    while start > 0 and run[start - 1].text[0].isupper():
        start -= 1
    while 0 <= start < len(run) and run[start].text.casefold() in _SMALL:
        start += 1
    name = run[start:] if start >= 0 else []
    significant = [part for part in name if part.text.casefold() not in _SMALL]
    if len(significant) < 3 or 2 * best < letters.total() or not any(part.text.casefold() in BODIES for part in name):
        return None
    opening = text[: name[0].start].rstrip()
    if opening and not re.search(r"(?:\b[Tt]he|,)$", opening):
        return None
    name = _without_owner(name, short)
    if best < letters.total() and _is_owned_by_body(opening):
        return None  # `the Joint Force of the Group of Five for the Sahel (FC-G5S)`: the name may begin further before
    return strip_quotation_marks(text[name[0].start : name[-1].end])


def _without_owner(name: list[PhrasePart], short: str) -> list[PhrasePart]:
    """Return the name of an organ of a state without the state, where the short form has the initials of the rest.

    `Federal Customs Service of the Russian Federation (FCS)` is the customs service; the `United Service Institution of
    India (USI)` has its country in its name.
    """
    if name[0].text not in _ORGANS_OF_STATES:
        return name
    for end in range(3, len(name)):
        initials = "".join(part.text[0] for part in name[:end] if part.text.casefold() not in _SMALL)
        owner = " ".join(part.text for part in name[end + 1 :]).removeprefix("the ")
        if initials.casefold() == short.casefold() and name[end].text == "of" and owner in country_names():
            return name[:end]
    return name


def capital_initials(phrase: str) -> str:
    """Return the first letters of the capitalised words of a phrase."""
    return "".join(part.text[0] for part in split_phrase(phrase) if part.text[0].isupper())


def singular_phrase(phrase: str) -> str:
    """Return a phrase in the singular: the noun before its first `of` or `for` loses its plural ending."""
    match = re.match(r"(.*?)(?=\s(?:of|for|to|in|on|at|with)\s|$)", phrase)
    head = match.group() if match else phrase
    return _singular_noun(head) + phrase[len(head) :]


def fold_long_form(phrase: str) -> str:
    """Return a key that the spellings of one long form share: no case, signs, articles or British spelling."""
    folded = re.sub(r"[^\w\s]", " ", phrase).casefold()
    for british, american in _AMERICAN_SPELLINGS:
        folded = folded.replace(british, american)
    return " ".join(word for word in folded.split() if word not in _WEIGHTLESS)


def _singular_noun(words: str) -> str:
    """Return an English noun in the singular."""
    for ending, singular_ending in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if words.endswith(ending):
            return words[: -len(ending)] + singular_ending
    plural = words.endswith("s") and not words.endswith(("ss", "us", "is"))
    return words[:-1] if plural else words


def last_clause(text: str) -> str:
    """Return the text after the last sign that cannot be part of a name."""
    end = 0
    for match in _BREAK.finditer(text):
        end = match.end()
    return text[end:]


def split_phrase(text: str) -> list[PhrasePart]:
    """Return the words of a phrase; hyphenated words are split."""
    return [PhrasePart(match.group(), *match.span()) for match in _PART.finditer(text)]


def strip_quotation_marks(text: str) -> str:
    """Return a phrase on one line, without quotation marks around it."""
    return re.sub(r"\s+", " ", text).strip(" \"“”'‘’,")


def _is_owned_by_body(opening: str) -> bool:
    """Return whether the words before a name say that something is a body of what is named."""
    owner = re.search(r"(?P<word>[^\W\d_]+)\s+of(?:\s+the)?$", opening)
    return owner is not None and owner["word"].istitle() and owner["word"].casefold() in BODIES


def without_possessive(phrase: str) -> str:
    """Return a name without the ending of what is its: `Government of Somalia` for `Government of Somalia's`."""
    return _POSSESSIVE.sub("", phrase)


def is_cut_adjective(phrase: str, after: str) -> bool:
    """Return whether a phrase ends in adjectives of a noun that stands only after the short form.

    `Organisation of African, Caribbean and Pacific (OACP) countries` does not say whose organisation it is.
    """
    return bool(_ADJECTIVES_AT_END.search(phrase) and re.match(r"\s+[^\W\d_]+s\b", after))


def _candidate_starts(text: str, parts: list[PhrasePart], short: str) -> Iterator[tuple[int, int]]:
    """Yield cost and length in words of each long form that ends with the last word."""
    for units in _spellings(short):
        window = min(2 * len(units), len(units) + 5) + 2
        for index in range(len(parts) - 2, max(-1, len(parts) - window - 1), -1):
            before = text[: parts[index].start]
            joins_names = bool(_JOINED_NAME.search(before)) and parts[index].text.istitle()
            if parts[index].text.casefold() in _SMALL or (before.endswith(_INNER_SIGNS) and not joins_names):
                continue
            cost = _cost(parts[index:], units)
            if cost is not None and not (cost and joins_names):
                yield cost, len(parts) - index


def _spellings(short: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to split a short form into letters and numbers; `C4` is also read as four letters."""
    units = tuple(re.findall(r"[^\W\d_]|\d+|[&+]", short.casefold()))
    yield units
    if re.search(r"[a-z][2-5]", short.casefold()):
        repeated = re.sub(r"([a-z])([2-5])", lambda match: match[1] * int(match[2]), short.casefold())
        yield tuple(re.findall(r"[^\W\d_]|\d+|[&+]", repeated))
    if units and units[-1] == "+":
        yield units[:-1]


def _cost(parts: list[PhrasePart], units: tuple[str, ...]) -> int | None:
    """Return the number of liberties needed to match all words with all letters, or None when too many are needed."""
    is_short = len(units) <= 2
    costs: list[int] = []

    def walk(index: int, used: int, skipped: int, inner: int) -> None:
        if index == len(parts):
            if used == len(units) and not (skipped and inner):
                costs.append(skipped + inner)
            return
        word = parts[index].text.casefold()
        last = index == len(parts) - 1
        for count, extra in _letters_matched(word, units[used:]):
            if extra and last and len(units) < _MIN_LETTERS_TO_SKIP:
                continue  # `message-passing` is not short for MPI
            if inner + extra <= (0 if is_short else _MAX_INNER_LETTERS) and not (is_short and count > 1):
                walk(index + 1, used + count, skipped, inner + extra)
        if index and not last and word in _SMALL:
            walk(index + 1, used, skipped, inner)
        elif index and not last and not skipped and not inner and len(units) >= _MIN_LETTERS_TO_SKIP:
            walk(index + 1, used, 1, inner)

    walk(0, 0, 0, 0)
    return min(costs, default=None)


def _letters_matched(word: str, units: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield how many of the next letters a word can match, and how many of those are inside the word."""
    if not units:
        return
    first = units[0]
    if word in _NUMBERS.get(first, {first} if first.isdigit() else set()) or word in _SIGNS.get(first, ()):
        yield 1, 0
    if not first.isalpha() or word[0] != first:
        return
    yield 1, 0
    for count in range(2, len(units) + 1):
        if word.startswith("".join(units[:count])):
            yield count, 0
    for prefix in range(1, len(units)):
        run = "".join(units[:prefix])
        inner = units[prefix]
        if not word.startswith(run) or not inner.isalpha():
            break
        if inner in word[prefix + 1 :] and len(word) > 5:
            yield prefix + 1, 1


def _capitalised_run(text: str) -> list[PhrasePart]:
    """Return the capitalised words at the end of a text, with the small words between them."""
    parts = split_phrase(text)
    index = len(parts)
    while index and (parts[index - 1].text[0].isupper() or parts[index - 1].text.casefold() in _SMALL):
        between = text[parts[index - 1].end : parts[index].start] if index < len(parts) else ""
        if "," in between or (index == len(parts) and not parts[index - 1].text[0].isupper()):
            break
        index -= 1
    return parts[index:]
