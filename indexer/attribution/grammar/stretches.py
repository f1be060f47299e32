"""Which stretches of a sentence belong to the clause of a quotation: places and days of others are of other things.

`The summit of 2026 drew on Montevideo, where panelists called for “…”`: the words are from Montevideo. Where a
boundary leaves a doubt, what is beyond it does not belong to the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.attribution.context import ContextPart, end_of_remark
from indexer.text.months import MONTHS

from .clause import GoverningClause, is_said_by_paper
from .words import ends_in_speech, has_verb, word_pattern

Stretch = tuple[int, int]
"""Start and end in the text of a part."""

_SEPARATOR = re.compile(
    r"\s*(?P<sign>[,:()]|\s[–-]\s|—)\s*"
    r"(?:(?P<after>(?:(?:at|in|during|under|from|by) )?which|who|whom|whose|where|when|while|whereas|although|though"
    r"|because|that|and|but|yet|so|or)\b)?"
    r"|\b(?P<bare>(?:(?:at|in|during) )which|where|while|whereas|although|though|because|that|and|but)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"(?:(?:at|in|during) which|where|when)", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:(?:under|from|by) )?(?:which|who|whom|whose)", re.IGNORECASE)
_SUBORDINATE = re.compile(r"while|whereas|although|though|because", re.IGNORECASE)
_COORDINATE = re.compile(r"and|but|yet|so|or", re.IGNORECASE)
# At the start of a stretch between commas: it is a clause of its own.
_OPENS_CLAUSE = re.compile(
    r"\W*(?:as(?! (?:early|late|recently|far back|of)\b)|when|while|whereas|after|before|since|although|though|because"
    r"|if|unless|until|once|now that|given that|even (?:as|though|if)|having|had|being)\b",
    re.IGNORECASE,
)
_GATHERING = (
    r"(?:meeting|gathered|gathering|assembled|convened|convening|speaking|sitting|addressing|opening|closing|briefing"
    r"|summing|intervening|chaired|moderated|led|held)"
)
_PARTICIPLE = re.compile(rf"\W*(?!{_GATHERING}\b)[a-zA-Z]{{3,}}(?:ed|ing)\b(?! to\b)", re.IGNORECASE)
_NO_PARTICIPLE = re.compile(
    r"\W*(?:during|following|according|including|regarding|concerning|united|morning|evening)\b", re.IGNORECASE
)
_THEY_MET = re.compile(r"\W*(?:when|as|once)\s[^,]*?\b(?:met|gathered|convened|assembled|sat)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\W*(?:they|it|he|she|those present|all)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"(?:^|\s)I\s*(?:also |have |had |then |once |still )*$")
_PREPOSITION = re.compile(
    r"\W*(?:(?:again|also|later|then|even|only|once more|already|back|both)\s+)?"
    r"(?:in|at|on|during|from|under|of|by|to|with|for)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|do|does|did|will|would|shall|should|can|could|may|might|must|made|met|drew|took"
    r"|gave|went|came|began|became|held|led|left|brought|kept|wrote|said|saw|found|sent|spoke|stood|rose|fell|ran|won|lost"
    r"|felt|chose|broke|grew|knew|built|paid|sat|thought|told|understood|withdrew|undertook|sought|put|set)\b"
)
_PAST = re.compile(
    r"(?<!\bthe)(?<!\ban)(?<!\ba)(?<!\bits)(?<!\btheir)(?<!\bof)(?<!\bin)\s+"
    r"(?!(?:united|related|devoted|dedicated|based|chaired|entitled|dated)\b)[a-z]{2,}ed\b"
)
_NAMED = rf"(?:[A-ZÀ-Þ][\w’'.-]*|\d[\w/–-]*|the|this|its|of|{'|'.join(MONTHS)}|{word_pattern('events')})"
_PLACES_BEFORE = re.compile(rf"(?:\b(?:in|on|at|to|for|from|with|during)\s+(?:{_NAMED}[ ,]*){{1,9}})+\W*$")
_OF_NOUN = re.compile(r"(?<=\w)\s(?:held|led|made|built|brought|sent|kept)\s")
"""In a phrase with a preposition these say what a noun is: `at the meeting held in May, delegates agreed`."""
_LISTED_WORDS = 3
_CLEFT = re.compile(r"\W*(?:it (?:is|was)|(?:this|that) was)\b", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:is|was|are|were)\s*$", re.IGNORECASE)
_TAIL_END = re.compile(
    r"[;:]|(?:,|\s[–-]|—)\s*(?:and|but|although|though|while|whereas|which|who|whose|where|when|because|since|so|yet|after|before"
    r"|until|as(?! (?:early|late|recently)\b))\b|\s(?:although|though|while|whereas|because|even as)\s",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:repeat(?:s|ed|ing)|echo(?:es|ed|ing)|quotes|quoted|cit(?:es|ed)|borrow(?:s|ed|ing)|reprint(?:s|ed)|took up"
    r"|recall(?:s|ed) what)\b",
    re.IGNORECASE,
)
_SET_ASIDE = re.compile(r"\b(?:aside|apart|notwithstanding)\W*$", re.IGNORECASE)
_OPENS_OTHER = re.compile(
    r"[^\w]*(?:and|but|although|though|while|whereas|which|who|whose|where|because|since|so|yet)\b", re.IGNORECASE
)
_REPORTING_AFTER = re.compile(
    r"[^\w]{0,6}(?:that|which|as)\s+(?!(?:was|were|is|are|had been|has been|it was)\b)[^,;.]{3,80}", re.IGNORECASE
)


@dataclass(frozen=True)
class _Segment:
    """A stretch of the words before a quotation, with the words that join it to those on its sides."""

    start: int
    end: int
    joined_by: str
    """The word that opens it, empty for a sign alone."""
    sign: str
    """The sign before it: a comma, a dash, a bracket or a colon; empty where there is none."""


def own_stretches(part: ContextPart, clause: GoverningClause | None) -> tuple[Stretch, ...]:
    """Return the stretches of a sentence that belong to the clause which gives the quotation to somebody."""
    if part.quote is None:
        return ((0, len(part.text)),)
    return (*_before(part, clause), *_after(part))


def _before(part: ContextPart, clause: GoverningClause | None) -> Iterator[Stretch]:
    """Yield the stretches before the quotation, from the last to the first."""
    lead = part.lead
    if _REPORTING_AFTER.match(part.tail) and has_verb(_tail(part.tail)):
        return  # `in Paris I spoke of “…” that participants in Montevideo described`
    if _REPEATED.search(lead):
        return  # where words were repeated is not where they are from
    segments = list(_segments(lead))
    governing = clause if clause and clause.verb_start < len(lead) else None
    anchor = len(segments) - 1
    if governing:
        if _FIRST_PERSON.search(governing.subject):
            return  # where and when the writer spoke is not where and when the words were said
        head = governing.start + len(governing.subject.rstrip()) - 1
        anchor = max(number for number, segment in enumerate(segments) if segment.start <= max(head, 0))
        yield from _within(lead, segments[anchor:])
    else:
        yield segments[anchor].start, segments[anchor].end
    yield from _leading_up(lead, segments, anchor, has_verb_already=clause is not None)


def _segments(lead: str) -> Iterator[_Segment]:
    start, joined_by, sign = 0, "", ","
    for match in _SEPARATOR.finditer(lead):
        yield _Segment(start, match.start(), joined_by, sign)
        start, joined_by = match.end(), (match["after"] or match["bare"] or "").casefold()
        sign = (match["sign"] or "").strip()
    yield _Segment(start, len(lead), joined_by, sign)


def _within(lead: str, segments: list[_Segment]) -> Iterator[Stretch]:
    """Yield the stretches of the governing clause itself, without the clauses that are inserted in it."""
    yield segments[0].start, segments[0].end
    for segment in segments[1:]:
        if not _is_other_clause(lead[segment.start : segment.end], segment):
            yield segment.start, segment.end


def _leading_up(lead: str, segments: list[_Segment], anchor: int, *, has_verb_already: bool) -> Iterator[Stretch]:
    """Yield the stretches before a clause that belong to it, up to a boundary behind which is another clause."""
    joint = segments[anchor]
    for number in range(anchor - 1, -1, -1):
        segment = segments[number]
        words = lead[segment.start : segment.end]
        if joint.joined_by:
            if _WHERE.fullmatch(joint.joined_by):
                yield from _antecedent(lead, segment)
                return
            if joint.joined_by == "that" and not has_verb_already:
                has_verb_already = True  # `the session took the view that`
            elif not _is_joined(words, lead[joint.start : joint.end], joint):
                return
        elif _is_other_clause(words, segment) and (has_verb_already or joint.sign != ":"):
            if not (_THEY_MET.match(words) and _PRONOUN.match(lead, joint.start)):
                continue  # a clause between commas: the one around it goes on
        elif _FINITE.search(_OF_NOUN.sub(" ", words) if _PREPOSITION.match(words) else words):
            if has_verb_already:
                return
            has_verb_already = True
        yield segment.start, segment.end
        joint = segment


def _is_other_clause(words: str, segment: _Segment) -> bool:
    """Return whether a stretch between commas is a clause of its own, or a participle that stands for one."""
    word = segment.joined_by
    if word and segment.sign and (_WHERE.fullmatch(word) or _RELATIVE.fullmatch(word)):
        return True
    if _SUBORDINATE.fullmatch(word) or _OPENS_CLAUSE.match(words) or _SET_ASIDE.search(words):
        return True
    return bool(segment.sign and not word and _PARTICIPLE.match(words) and not _NO_PARTICIPLE.match(words))


def _is_joined(before: str, after: str, joint: _Segment) -> bool:
    """Return whether the words before a joining word belong to the clause behind it."""
    if joint.joined_by == "that":
        if ends_in_speech(before):
            return is_said_by_paper(before)
        # `it was in May that members agreed`, `the conclusion was that`, `the report that was adopted`
        has_verb_of_its_own = bool(_FINITE.search(before) or _PAST.search(before))
        return not has_verb_of_its_own or bool(_CLEFT.match(before) or _COPULA.search(before))
    if not _COORDINATE.fullmatch(joint.joined_by) or _FINITE.search(before) or _PAST.search(before):
        return False
    is_list = len(before.split()) <= _LISTED_WORDS  # `the panel on women, peace, and security`
    return not joint.sign or is_list or bool(_PREPOSITION.match(after))


def _antecedent(lead: str, segment: _Segment) -> Iterator[Stretch]:
    """Yield the place or the time that `where` and `when` take up."""
    words = lead[segment.start : segment.end]
    if not _FINITE.search(words) and not _PAST.search(words):
        yield segment.start, segment.end
        return
    named = _PLACES_BEFORE.search(lead[: segment.end])
    if named:
        yield named.start(), segment.end


def _tail(tail: str) -> str:
    """Return what stands after a quotation, up to the end of its clause."""
    opening = re.match(r"[^\w]*", tail)
    begin = opening.end() if opening else 0
    first = _TAIL_END.search(tail, begin)
    return tail[: first.start()] if first else tail


def _after(part: ContextPart) -> Iterator[Stretch]:
    """Yield the stretch after the quotation that belongs to its clause."""
    tail = part.tail
    if _OPENS_OTHER.match(tail):
        return
    start = (part.quote or 0) + 1
    end = start + len(_tail(tail))
    yield min(end_of_remark(part.text, start) or start, end), end
