"""Whether a phrase is what a short form stands for: letters against words. Nothing here knows of documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from .vocabulary import BODIES

_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&|\+")
_BREAK = re.compile(r"[;:!?()\[\]|•\n]|\.\s+(?=[^\W\d_])")
_SMALL = frozenset("& + a an and as at by de del der des di do du e et for from in la le of on or the to und y".split())
_NUMBERS = {"2": {"to", "two", "2"}, "3": {"three", "3"}, "4": {"for", "four", "4"}, "5": {"five", "5"}}
_NUMBERS |= {"7": {"seven", "7"}, "8": {"eight", "8"}, "10": {"ten", "10"}, "20": {"twenty", "20"}}
_SIGNS = {"&": {"&", "and"}, "+": {"+", "plus"}}
# What a name may be followed by, in small letters, without its being part of the name.
_KINDS_OF_THING = frozenset(
    "agenda approach framework initiative instrument mechanism model module platform process program programme "
    "project scheme strategy system tool".split()
)
_INNER = 2  # letters from within words, such as the b of peacebuilding
_FREE = 4  # letters of a short form that may leave out a word of weight


class PhrasePart(NamedTuple):
    """A word of a phrase, or half of a hyphenated one."""

    text: str
    start: int
    end: int


def long_form_before(text: str, short: str) -> str | None:
    """The phrase at the end of a text that a short form spells, letter by letter; the shortest that fits best.

    Method: Schwartz and Hearst, A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text
    (2003), made stricter: each letter opens a word (or runs on in the word that its predecessor opened), small
    words may be left out, and few other liberties are taken.
    """
    text = last_clause(text)
    parts = split_phrase(text)
    ends = [len(parts)]
    if parts and parts[-1].text in _KINDS_OF_THING:
        ends.append(len(parts) - 1)
    for end in ends:
        found = min(_starts(text, parts[:end], short), default=None)
        if found:
            return strip_quotation_marks(text[parts[end - found[1]].start : parts[end - 1].end])
    return None


def long_form_within(text: str, short: str) -> str | None:
    """The text itself, if the short form spells all of it."""
    text = re.sub(r"^the\s+", "", text.strip(), flags=re.IGNORECASE)
    parts = split_phrase(text)
    fits = any(length == len(parts) for _, length in _starts(text, parts, short))
    return strip_quotation_marks(text[parts[0].start :]) if fits and not _BREAK.search(text) else None


def body_name_before(text: str, short: str) -> str | None:
    """The body whose name in this language ends a text, the short form being that of its name in another.

    The name is capitalised, follows an article or opens the clause, says what sort of body it is, and its
    initials have at least half of the letters of the short form (`the Norwegian Institute of International Affairs
    (NUPI)`, `the Special Committee on Peacekeeping Operations (C34)`).
    """
    text = last_clause(text)
    run = _capitalised_run(text)
    letters = Counter(character for character in short.casefold() if character.isalpha())
    best, start = 0, -1
    for at in range(len(run) - 1, -1, -1):
        initials = Counter(part.text[0].casefold() for part in run[at:])
        covered = sum((initials & letters).values())
        if covered > best and run[at].text[0].isupper():
            best, start = covered, at
    while start > 0 and run[start - 1].text[0].isupper():
        start -= 1
    name = run[start:] if start >= 0 else []
    weighty = [part for part in name if part.text.casefold() not in _SMALL]
    if len(weighty) < 3 or 2 * best < letters.total() or not any(part.text.casefold() in BODIES for part in name):
        return None
    opening = text[: name[0].start].rstrip()
    if opening and not re.search(r"(?:\b[Tt]he|,)$", opening):
        return None
    return strip_quotation_marks(text[name[0].start : name[-1].end])


def capital_initials(phrase: str) -> str:
    """The capitals that open the words of weight of a phrase."""
    return "".join(part.text[0] for part in split_phrase(phrase) if part.text[0].isupper())


def singular_phrase(phrase: str) -> str:
    """A phrase about several things as about one: the noun before its first `of` or `for` loses its plural."""
    match = re.match(r"(.*?)(?=\s(?:of|for|to|in|on|at|with)\s|$)", phrase)
    head = match.group() if match else phrase
    return _one(head) + phrase[len(head) :]


def _one(words: str) -> str:
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if words.endswith(ending):
            return words[: -len(ending)] + instead
    plural = words.endswith("s") and not words.endswith(("ss", "us", "is"))
    return words[:-1] if plural else words


def last_clause(text: str) -> str:
    """What follows the last sign that no name runs across."""
    end = 0
    for match in _BREAK.finditer(text):
        end = match.end()
    return text[end:]


def split_phrase(text: str) -> list[PhrasePart]:
    """The words of a phrase, hyphenated ones parted."""
    return [PhrasePart(match.group(), *match.span()) for match in _PART.finditer(text)]


def strip_quotation_marks(text: str) -> str:
    """A phrase on one line, without quotation marks around it."""
    return re.sub(r"\s+", " ", text).strip(" \"“”'‘’,")


def _starts(text: str, parts: list[PhrasePart], short: str) -> Iterator[tuple[int, int]]:
    """Cost and length in parts of each way to begin the long form that ends with the last part."""
    for units in _spellings(short):
        window = min(2 * len(units), len(units) + 5) + 2
        for at in range(len(parts) - 2, max(-1, len(parts) - window - 1), -1):
            if parts[at].text.casefold() in _SMALL or text[: parts[at].start].endswith(("-", "‑", "/", "'", "’")):
                continue
            cost = _cost(parts[at:], units)
            if cost is not None:
                yield cost, len(parts) - at


def _spellings(short: str) -> Iterator[tuple[str, ...]]:
    """The units that a short form may stand for: letters and whole numbers, and `C4` also as four letters."""
    units = tuple(re.findall(r"[^\W\d_]|\d+|[&+]", short.casefold()))
    yield units
    if re.search(r"[a-z][2-5]", short.casefold()):
        repeated = re.sub(r"([a-z])([2-5])", lambda match: match[1] * int(match[2]), short.casefold())
        yield tuple(re.findall(r"[^\W\d_]|\d+|[&+]", repeated))
    if units and units[-1] == "+":
        yield units[:-1]


def _cost(parts: list[PhrasePart], units: tuple[str, ...]) -> int | None:
    """The liberties it takes to spell all parts with all units, or None if it cannot be done with few."""
    few = len(units) <= 2
    found: list[int] = []

    def walk(at: int, used: int, skipped: int, inner: int) -> None:
        if at == len(parts):
            if used == len(units) and not (skipped and inner):
                found.append(skipped + inner)
            return
        word = parts[at].text.casefold()
        last = at == len(parts) - 1
        for count, extra in _takes(word, units[used:]):
            if extra and last and len(units) < _FREE:
                continue  # `message-passing` is not short for MPI
            if inner + extra <= (0 if few else _INNER) and not (few and count > 1):
                walk(at + 1, used + count, skipped, inner + extra)
        if at and not last and word in _SMALL:
            walk(at + 1, used, skipped, inner)
        elif at and not last and not skipped and not inner and len(units) >= _FREE:
            walk(at + 1, used, 1, inner)

    walk(0, 0, 0, 0)
    return min(found, default=None)


def _takes(word: str, units: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """How many of the next units a word can account for, and how many letters from within it that takes."""
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
    """The capitalised words that end a text, with the small words among them."""
    parts = split_phrase(text)
    at = len(parts)
    while at and (parts[at - 1].text[0].isupper() or parts[at - 1].text.casefold() in _SMALL):
        between = text[parts[at - 1].end : parts[at].start] if at < len(parts) else ""
        if "," in between or (at == len(parts) and not parts[at - 1].text[0].isupper()):
            break
        at -= 1
    return parts[at:]
