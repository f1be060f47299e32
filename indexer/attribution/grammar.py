"""How an English sentence gives words to a source: its verb and subject, and where a fact is one of the source.

The words are in `text/data/attribution.toml`. What a fact means is read in the other modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from indexer.model import DocumentKind
from indexer.text.word_lists import load_table

from .context import BLOT, ContextPart
from .facts import Manner, SourceWords

_SCOPE = 200  # characters between a verb in the source and words that are still said by its subject
_OTHER_CLAUSE = re.compile(
    r"[.;:!?]\s|\b(?:while|whereas|although|though|but|because|which|who|whom|when|if|since"
    r"|(?<!such )as(?!\s+(?:an?|being|well)\b|\s*$))\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*:\s*[“\"„«‘]?\s*$")
_EARLIER = re.compile(
    r"\bhad\s+(?:\w+ly\s+|also\s+)*$|\b(?:what|whatever|whether|why|how|where|as)\b[^,;:]*$", re.IGNORECASE
)
"""Before a verb: it was said at another time, or the clause is a part of another one."""
_ASIDE = re.compile(r"\s?[—–][^—–]{1,120}[—–]\s?|\([^()]*\)")
_THAT_WHILE = re.compile(r"\bthat,?\s+(?:while|although|though|if|when|since|because|as)\b", re.IGNORECASE)
_INSERTED = re.compile(r"\bthat,(?:[^,]+,)?\s*$", re.IGNORECASE)
_SHARED_SUBJECT = re.compile(r"\band\s+(?:\w+ly\s+|also\s+|then\s+)?$", re.IGNORECASE)
SubjectKind = Literal["people", "paper", "unknown"]

_SUBJECT_CHARACTERS = 160  # before a verb: a longer subject is rather a whole clause
_WORDS_BEHIND_VERB = 3  # words between a verb of speech and its `that`: `the Chair told all members that`
_GAP_CHARACTERS = 60  # between a verb and the quotation that it governs
_CLAUSE_START = re.compile(
    rf"[,;:—–()]|\b(?:that|which|who|while|whereas|because|when|where|but|and)\b|{BLOT}", re.IGNORECASE
)
_BARE_TO = re.compile(r"^\W*to$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\b(?:the|this|its|our|that)\s+(?:(?!(?:of|in|on|at|for|by|from|to|with)\b)[\w’'-]+\s+){0,2}$", re.IGNORECASE
)
_AT_ARTICLE = re.compile(r"\b(?:the|this|its|our|that)\s+$", re.IGNORECASE)
_NAME_WORD = (
    r"(?!(?:in|at|on|during|of|from|under|by|to|with|if|because|although|though|once|whether|had|having)\b)"
    r"(?-i:[A-ZÀ-Þ])[\w.’'/-]*(?<![’']s)\s+"
)
_WHO_MET = re.compile(r"who\s+(?:had\s+)?(?:met|gathered|convened|assembled|spoke|attended)\b", re.IGNORECASE)
_REPORTED = re.compile(r"\s+(?:that|how|whether)\b|\s*[:,]\s*[“\"«„‘]")
_CLAUSE_END = re.compile(
    rf"[,;:!?—({BLOT}]|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bProf)(?<!\bAmb)(?<!\bGen)(?<!\b[A-Z])\."
)
_APPOSITION = re.compile(r"\s*[,(—–][^,()—–]*$")
_APPOSITION_ENDS = (",", ")", "—", "–")
_IMPERSONAL = re.compile(
    r"^\s*(?:it|as|as it) (?:was|has been|had been)\s*(?:also |then |further |even |first )?$", re.IGNORECASE
)
_PRONOUN_PAPER = re.compile(r"^\s*(?:it|this|that|which)\b", re.IGNORECASE)


def word_pattern(name: str) -> str:
    """Return the pattern of a list of words, in a group, for any case."""
    words: str = load_table("attribution")["words"][name]
    return "(?:" + re.sub(r"\s*\n\s*", "", words) + ")"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{word_pattern(name)}\b", re.IGNORECASE)


@cache
def paper_pattern() -> re.Pattern[str]:
    """Return the pattern that finds a word for a paper; the name of its group is the kind."""
    papers: dict[str, str] = load_table("attribution")["papers"]
    return re.compile(
        r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in papers.items()) + r")\b", re.IGNORECASE
    )


def paper_kind(match: re.Match[str]) -> DocumentKind:
    """Return the kind of paper that a match of `paper_pattern` names."""
    kind: DocumentKind = match.lastgroup  # type: ignore[assignment]  # the groups are named after kinds
    return kind


@dataclass(frozen=True)
class GoverningClause:
    """Who gives the quoted words, and how: the subject and the verb that a quotation depends on."""

    subject: str
    start: int
    """Offset of the subject in the text of its part."""
    verb: str
    verb_start: int
    manner: Manner | None
    """None for a verb in the present: papers and people speak in it."""
    subject_kind: SubjectKind


def governing_clause(part: ContextPart) -> GoverningClause | None:
    """Return the clause that gives a quotation to somebody, None where none is clear or where it is denied."""
    if part.quote is None:
        return None
    return _clause_before(part) or _clause_after(part)


def _clause_before(part: ContextPart) -> GoverningClause | None:
    """Return the clause of the last verb before the quotation: `participants agreed that “...”`."""
    lead = part.lead
    planned, said, says = _verbs(lead, "planned"), _verbs(lead, "said"), _verbs(lead, "says")
    taken = [span for span in planned if len(lead) - span[1] <= _GAP_CHARACTERS]
    verbs = taken or [span for span in said + says if len(lead) - span[1] <= _GAP_CHARACTERS]
    if not verbs:
        return None
    start, end, manner = max(verbs)
    if re.search(rf"[.;!?]\s|{BLOT}.*\w", lead[end:]):
        return None
    subject_start = max(0, start - _SUBJECT_CHARACTERS)
    return _clause(part, subject_start, start, lead[start:end], manner)


def _verbs(text: str, manner: str) -> list[tuple[int, int, str]]:
    """Return start and end of each verb of one manner; what names a paper (`the report notes`) is no verb."""
    papers = [match.span() for match in paper_pattern().finditer(text)]
    return [
        (match.start(), match.end(), manner)
        for match in _pattern(manner).finditer(text)
        if not any(start <= match.start() < end for start, end in papers)
    ]


def _clause_after(part: ContextPart) -> GoverningClause | None:
    """Return the clause after the quotation: `“...”, participants agreed` or `“...”, said the Chair`."""
    tail, base = part.tail, (part.quote or 0) + 1
    opened = re.match(r"[^\w]{0,6}", tail)
    begin = opened.end() if opened else 0
    end = _CLAUSE_END.search(tail, begin)
    stop = end.start() if end else len(tail)
    clause = tail[begin:stop]
    if not clause or re.match(r"(?:and|but|which|or|as well)\b", clause, re.IGNORECASE):
        return None
    verbs = _verbs(clause, "planned") or _verbs(clause, "said") or _verbs(clause, "says")
    if not verbs:
        return None
    verb_start, verb_end, name = verbs[0]
    inverted = verb_start == 0 and verb_end < len(clause)
    first, last = (verb_end, len(clause)) if inverted else (0, verb_start)
    subject, verb = clause[first:last], clause[verb_start:verb_end]
    if not subject.strip() or (not inverted and len(clause) - verb_end > _GAP_CHARACTERS):
        return None
    start = base + begin
    return GoverningClause(subject, start + first, verb, start + verb_start, _manner(name), _subject_kind(subject))


def _clause(part: ContextPart, begin: int, end: int, verb: str, manner: str) -> GoverningClause | None:
    """Return the clause whose subject stands at the end of a stretch of the text, or is taken up there."""
    stretch = part.text[begin:end]
    first, last = _subject_in(stretch)
    subject = stretch[first:last]
    return GoverningClause(subject, begin + first, verb, end, _manner(manner), _subject_kind(subject))


def _subject_in(stretch: str) -> tuple[int, int]:
    """Return where the subject of the verb after a stretch begins and ends in it.

    A pronoun stands for what is before it (`the report, which`), a second verb shares the subject of the first
    (`participants met and`), and an apposition belongs to its noun (`Mr Low, of Norway,`).
    """
    marks = list(_CLAUSE_START.finditer(stretch))
    if not marks:
        return 0, len(stretch)
    mark = marks[-1]
    if _WHO_MET.match(stretch, mark.start()):
        return (marks[-2].end() if len(marks) > 1 else 0), len(stretch)
    if re.search(r"\w", stretch[mark.end() :]):
        return mark.end(), len(stretch)
    word, head = mark.group().casefold(), stretch[: mark.start()].rstrip(" ,")
    if word in _APPOSITION_ENDS:
        head = _APPOSITION.sub("", head)
    before = [earlier.end() for earlier in _CLAUSE_START.finditer(head)]
    first = before[-1] if before else 0
    if word in ("which", "who", "that"):
        copula = re.search(r".*\b(?:is|was|are|were)\s+", head[first:], re.IGNORECASE)
        return first + (copula.end() if copula else 0), len(head)
    if word in ("and", "but"):
        nouns = [noun.end() for noun in _subject_nouns().finditer(head, first)]
        return first, nouns[0] if nouns else len(head)
    return first, len(head)


@cache
def _subject_nouns() -> re.Pattern[str]:
    """Return the pattern of the nouns that can head a subject."""
    papers = "|".join(load_table("attribution")["papers"].values())
    return re.compile(rf"\b(?:{word_pattern('people')}|{word_pattern('events')}|{papers})\b", re.IGNORECASE)


def _manner(name: str) -> Manner | None:
    return "said" if name == "said" else "planned" if name == "planned" else None


def _subject_kind(subject: str) -> SubjectKind:
    """Return whether a subject is people or a paper; of several nouns the first that no preposition governs."""
    if _IMPERSONAL.match(subject):
        return "people"  # `it was agreed`
    if _PRONOUN_PAPER.match(subject):
        return "unknown"
    nouns = [
        *((match.start(), "paper") for match in paper_pattern().finditer(subject)),
        *((match.start(), "paper") for match in _pattern("writers").finditer(subject)),
        *((match.start(), "people") for match in _pattern("people").finditer(subject)),
        *((match.start(), "people") for match in _pattern("events").finditer(subject)),
    ]
    head = re.split(r"\b(?:of|from|for|in|at|on|by|to|with)\b", subject, maxsplit=1)[0]
    of_head = [noun for noun in nouns if noun[0] < len(head)]
    if of_head:
        return "paper" if max(of_head)[1] == "paper" else "people"
    if re.search(r"\b[A-ZÀ-Þ][\w’'-]+", head.strip()[1:] if not _named(head) else head):
        return "people"
    return "unknown"


def people_at_end(subject: str) -> int:
    """Return where the people begin that a subject ends with, 0 where it names none: after `In Session 5`, say."""
    nouns = [match.start() for match in _pattern("people").finditer(subject)]
    if not nouns or not re.match(r"\s*(?:in|at|on|during|under|from)\b", subject, re.IGNORECASE):
        return 0
    article = re.search(r"\bthe\s+$", subject[: nouns[-1]], re.IGNORECASE)
    return article.start() if article else nouns[-1]


def _named(head: str) -> bool:
    """Return whether the head of a subject is nothing but a name."""
    return bool(re.fullmatch(r"\s*(?:[A-ZÀ-Þ][\w’'.-]*\s*)+", head))


def is_denied(part: ContextPart) -> bool:
    """Return whether a sentence denies that its source has the words: `no delegate said`, `did not agree that`."""
    if part.quote is None:
        return False
    around = part.lead[-_SUBJECT_CHARACTERS:] + " " + part.tail[:_GAP_CHARACTERS].split(BLOT)[0]
    return bool(_pattern("denied").search(around))


def is_of_source(text: str, start: int) -> bool:
    """Return whether a noun phrase stands where it names a source: after `in` or `at`, or as a subject.

    `start` is the offset of its first word, which may have an article and other words before it.
    """
    before = text[:start]
    bare = _ARTICLE.sub("", _without_name(before) if text[start : start + 1].isalpha() else before).rstrip()
    if not bare or bare[-1] in ",;:—–([.!?" + BLOT or not re.search(r"\w", bare):
        return True
    if is_elsewhere(bare) or _BARE_TO.match(bare):
        return False
    return bool(
        re.search(rf"\b(?:{word_pattern('source')}|that|what|when|where|how|while|whereas)$", bare, re.IGNORECASE)
    )


def is_elsewhere(before: str) -> bool:
    """Return whether words before a noun phrase show that it is not the source: `since`, `unlike`, `recalling`."""
    return bool(re.search(rf"\b{word_pattern('elsewhere')}$", before.rstrip(), re.IGNORECASE))


def _without_name(before: str) -> str:
    """Return words without the name that they end with.

    One word without an article is none, unless it is an acronym: `Praising Session 3`, `Given Norway Session 3`.
    """
    name = _name_before().search(before)
    if name is None:
        return before
    words, rest = name.group().split(), before[: name.start()]
    has_article = _AT_ARTICLE.search(rest) or _AT_ARTICLE.fullmatch(f"{words[0]} ")
    is_name = len(words) > 1 or words[0].isupper()
    return rest if has_article or (is_name and not words[0].endswith(("ing", "ed", "en"))) else before


@cache
def _name_before() -> re.Pattern[str]:
    """Return the pattern of a name at the end of words: `Node.js Technical Steering Committee `, before `meeting`."""
    elsewhere = word_pattern("elsewhere")
    return re.compile(rf"(?<!\S)(?:(?!{elsewhere}\b){_NAME_WORD}){{1,6}}$", re.IGNORECASE)


def verbs_of_speech(text: str) -> Iterator[re.Match[str]]:
    """Yield the verbs in the past by which a text says that somebody spoke."""
    return _pattern("said").finditer(text)


def events_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the words for meetings in a text."""
    return _pattern("events").finditer(text)


def has_verb(text: str) -> bool:
    """Return whether a text has a verb of saying or planning."""
    return bool(_pattern("said").search(text) or _pattern("planned").search(text))


def in_scope(between: str) -> bool:
    """Return whether what stands between a verb and words leaves them to its subject."""
    between = _THAT_WHILE.sub("that", _ASIDE.sub(" ", _COLON.sub(" ", between)))
    if len(between) > _SCOPE or _OTHER_CLAUSE.search(between):
        return False
    if any(not _SHARED_SUBJECT.search(between[: verb.start()]) for verb in verbs_of_speech(between)):
        return False  # somebody else speaks
    # Behind a comma another clause can begin: `while some argued for more time, the debate was closed`.
    last = between.rpartition(",")[2]
    return "," not in between or bool(re.search(r"\bthat\b", last) or _INSERTED.search(between))


def clause_of_source(words: SourceWords) -> GoverningClause | None:
    """Return the clause that gives words to somebody in the sentence of a report, None where none does for certain."""
    passage = words.passage
    span = words.first_sentence
    if span is None or words.end > span[1] or passage.document.status != "reported":
        return None
    before = passage.text[span[0] : words.start]
    verb = max(verbs_of_speech(before), key=lambda found: found.end(), default=None)
    if verb is None or not in_scope(before[verb.end() :]) or _EARLIER.search(before[: verb.start()]):
        return None
    return governing_clause(ContextPart(f"{before[: verb.end()]} {BLOT}", verb.end() + 1))


def ends_in_speech(text: str) -> bool:
    """Return whether a text ends in a verb of speech, or a few words behind one: `the Chair told members`."""
    return _last_speech(text) is not None


def is_said_by_paper(text: str) -> bool:
    """Return whether a text ends in a verb of speech of which a paper is the subject: `the report of May notes`."""
    verb = _last_speech(text)
    return verb is not None and _subject_kind(text[: verb.start()]) == "paper"


def _last_speech(text: str) -> re.Match[str] | None:
    verbs = [*_pattern("said").finditer(text), *_pattern("says").finditer(text)]
    near = [verb for verb in verbs if len(text[verb.end() :].split()) <= _WORDS_BEHIND_VERB]
    return max(near, key=lambda verb: verb.start(), default=None)


def tells_what_was_said(text: str) -> bool:
    """Return whether a text itself reports words: `Member States agreed that`, `he noted: “`."""
    return any(_REPORTED.match(text, verb.end()) for verb in verbs_of_speech(text))
