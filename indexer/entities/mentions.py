"""People whom running text names as taking part: who led, moderated, opened or spoke. Rosters are not read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.model import Participation

from .names import fold_name
from .phrases import (
    NamedPerson,
    capitalised_run_at,
    capitalised_run_before,
    is_person_name,
    names_body,
    parse_named_person,
    sentence_around,
)
from .roles import split_honorific
from .romance import find_reported_speakers
from .turns import SpeakerTurn, parse_speaker_turn
from .vocabulary import SPEECH_VERBS

__all__ = ["SpeakerTurn", "find_participants", "parse_speaker_turn"]

_LED: dict[str, str] = {
    "moderator": r"(?:co-?)?moderated|(?:co-?)?facilitated|(?:co-?)?led|guided",
    "chair": r"(?:co-?)?chaired|presided over",
    "opening remarks": r"opened|introduced",
    "closing remarks": r"closed|concluded",
}
_REMARKS: dict[str, str] = {
    "keynote": r"keynote(?: speech| address| remarks| lecture)?",
    "opening remarks": r"(?:opening|introductory|welcoming|welcome)(?: and \w+)?"
    r" (?:remarks|statements?|address|words|speech)",
    "closing remarks": r"(?:closing|concluding)(?: and \w+)? (?:remarks|statements?|address|words|speech)",
    "discussant": r"reflections|reactions|responses",
    "speaker": r"presentations?|briefings?|interventions?|lectures?|statements?",
}
_GIVEN = r"(?:,?\s+(?:which |that )?(?:was |were )?(?:delivered|given|made|offered|provided|shared))?"
_SESSION_NOUN = (
    r"\b(?:session|panel|discussions?|round-?tables?|dialogues?|conversations?|workshop|meeting|segment|exchange|debate"
    r"|seminar|symposium|luncheon|conference|event|webinar|plenary|consultations?)\b"
)
_SESSION = re.compile(_SESSION_NOUN, re.IGNORECASE)
_SESSION_BEFORE = re.compile(rf"{_SESSION_NOUN}[^.;]{{0,25}}$", re.IGNORECASE)
_ANY_LED = ("led", "co-led", "guided", "facilitated", "co-facilitated", "introduced", "concluded")
_ADVERBS = (
    r"(?:\s+(?:also|then|further|subsequently|additionally|again|likewise|similarly|in turn|therefore|thus|both))?"
)
_SPOKE = re.compile(rf"{_ADVERBS}\s+(?P<verb>{'|'.join(sorted(SPEECH_VERBS))}|put(?= (?:it|forward|the)))\b")
_HIS = re.compile(rf"\b(?:In|During)\s+(?:his|her|their)\s+(?P<what>{'|'.join(_REMARKS.values())}),\s*$", re.IGNORECASE)
_OPENS = {"moderated": "moderator", "facilitated": "moderator", "chaired": "chair"}
_DOES = re.compile(r"\s+(?:the|a|an|this|both)\s+(?:[\w-]+\s+){0,3}?(?P<what>[\w-]+)")
_AFTER = re.compile(r"\s*\((?P<inside>[^()]{2,80})\)|,\s*(?P<segment>[^,;:.()]{2,100})(?=[,;:.()]|\s*$)")
_CAPITAL = r"[^\W\d_a-z][\w&’'-]*"
_OF_BODY = rf"\s+(?:of|from)\s+(?:the\s+)?(?P<body>{_CAPITAL}(?:\s+(?:(?:of|for|the|and|on|in)\s+)*{_CAPITAL})*)"
_OF = re.compile(_OF_BODY)
_APPOSED = re.compile(r"(?:,\s(?P<segment>[^,;:.()]{2,80}(?:,\s[^,;:.()]{2,80})??),|\s\((?P<inside>[^()]{2,60})\),?)$")
_OFFICE_FIRST = re.compile(
    r"(?:^|[.;?!]\s|[Tt]he\s)(?P<office>[A-Z][^,.;]{2,80}),\s[A-Z][\w’'.-]*(?:\s[\w’'.-]+){1,6},$"
)
_BELONGS = re.compile(rf"{_OF_BODY}$")
_SAID = re.compile(
    r"[”\"’,]\s+(?:said|added|explained|noted|argued|warned|concluded|recalled|stressed)\s+(?=[^\W\d_a-z])"
)
# What shows that words are cited which were spoken or written at another time or place.
_CITED = re.compile(
    r"\b(?:ago|once|famously|late|last (?:year|month|week)|earlier this (?:year|month|week)|(?:in|since) (?:19|20)\d\d"
    r"|in (?:his|her|their|a|an) (?:\w+ )?(?:book|article|report|letter|essay|memoirs?|study|encyclical|tweet))\b",
    re.IGNORECASE,
)
_WINDOW = 300  # characters before a verb in which its subject stands
_REMOTE = re.compile(r"(?:via |by )?(?:vtc|video\w*|virtual(?:ly)?|online|remote(?:ly)?|zoom)", re.IGNORECASE)


KnownNames = frozenset[tuple[str, ...]]
"""Names of people who are known to take part, folded."""


def fold_names(names: Iterable[str]) -> KnownNames:
    """Names as `participations` wants them, once for all passages of a paper."""
    return frozenset(fold_name(name) for name in names)


def find_participants(text: str, known: KnownNames = frozenset()) -> tuple[Participation, ...]:
    """The people whom a passage of running text says to have taken part, in order, each role of each once.

    Precision comes before completeness: a bare name counts only if a title, an honorific or an affiliation stands
    with it, or if it is among the `known` names of the meeting.
    """
    reported = (*_by(text, known), *_subjects(text, known), *_quoted(text, known), *find_reported_speakers(text))
    found = sorted(reported, key=lambda one: one[0])
    unique: dict[tuple[tuple[str, ...], str], Participation] = {}
    for _, one in found:
        unique.setdefault((fold_name(one.name), one.role), one)
    return tuple(unique.values())


def _pattern(roles: dict[str, str], tail: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(rf"\b(?:{words}){tail}\s+by\s+", re.IGNORECASE)) for role, words in roles.items())


_LED_BY = _pattern(_LED, "")
_REMARKS_BY = _pattern(_REMARKS, _GIVEN)


def _by(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, Participation]]:
    """People after `moderated by`, `opening remarks by` and the like."""
    for role, pattern in (*_LED_BY, *_REMARKS_BY):
        for match in pattern.finditer(text):
            if any(pattern is other for _, other in _LED_BY) and not _of_a_session(text, match):
                continue
            surely = match.group().casefold().startswith(("moderated", "co-moderated", "chaired", "co-chaired"))
            place: int | None = match.end()
            while place is not None:
                one, following = _person_at(text, place, role, known, surely=surely)
                if one:
                    yield place, one
                joined = re.match(r",?\s+and\s+|,\s+", text[following:]) if one else None
                place = following + joined.end() if joined and _continues(text, following + joined.end()) else None


def _continues(text: str, place: int) -> bool:
    run, _ = capitalised_run_at(text, place)
    return parse_named_person(run) is not None or is_person_name(run)


def _person_at(
    text: str, place: int, role: str, known: frozenset[tuple[str, ...]], *, surely: bool
) -> tuple[Participation | None, int]:
    """The person whose name begins at a place, with what is said of them after it; `surely` if none but one can."""
    article = re.match(r"(?:the\s+)", text[place:])
    place += article.end() if article else 0
    run, end = capitalised_run_at(text, place)
    body, following = _affiliation(text, end)
    one = parse_named_person(run, known) or (
        NamedPerson(run, None, None) if (body or surely) and is_person_name(run) else None
    )
    if one is None:
        return None, end
    remote = bool(re.match(rf"\s*\({_REMOTE.pattern}\)", text[end:], re.IGNORECASE))
    return Participation(one.name, role, body or one.title, one.honorific, remote), following


def _affiliation(text: str, end: int) -> tuple[str | None, int]:
    """What stands after a name, in brackets, after `of`, or between commas, and where it ends."""
    of = _OF.match(text, end)
    if of and names_body(of["body"]):
        return of["body"].strip(), of.end()
    found: list[str] = []
    while match := _AFTER.match(text, end):
        segment = (match["inside"] or match["segment"]).strip()
        if _REMOTE.fullmatch(segment):
            end = match.end()
            continue
        if not _is_affiliation(segment, alone=not found and _resumes(text, match.end())):
            break
        found.append(re.sub(r"^the\s+", "", segment))
        end = match.end()
    return ", ".join(found) or None, end


def _is_affiliation(segment: str, *, alone: bool) -> bool:
    """Whether what stands between commas is a body or an office; between name and verb, any capitals are."""
    if " and " in segment and is_person_name(segment.partition(" and ")[0]):
        return False
    if not segment[0].isupper() and not segment.startswith(("former ", "the ")):
        return False
    words = segment.split()
    if any(
        word[0].islower() and word.casefold() in SPEECH_VERBS | {"this", "participants", "was", "were"}
        for word in words
    ):
        return False
    return names_body(segment) if not is_person_name(segment) else alone


def _resumes(text: str, end: int) -> bool:
    """Whether the sentence goes on in small letters after a comma, so that what stood before was an insertion."""
    return bool(re.match(r",\s+(?!and\b)[a-z]|\s*[.;]", text[end:]))


def _subjects(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, Participation]]:
    """People of whom a verb says that they spoke."""
    for match in _SPOKE.finditer(text):
        from_here = max(0, match.start() - _WINDOW)
        before = text[from_here : match.start()]
        apposed = _APPOSED.search(before)
        body = (apposed["segment"] or apposed["inside"]).strip() if apposed else None
        titled = split_honorific(body or "")
        if titled[0] and is_person_name(
            titled[1]
        ):  # `the Director, Dr Ann Low, noted`: it is the person that is inserted
            apposed, body = None, None
        if body and not all(_is_affiliation(part.strip(), alone=True) for part in body.split(",")):
            apposed, body = None, None
        before = before[: apposed.start()] if apposed else before
        office = None if apposed else _OFFICE_FIRST.search(before)
        before = before.rstrip(" ,") if office else before
        run = capitalised_run_before(before)
        opening = re.match(r"(?:The|In|As|While|When|And|But|Both)\s+", run)
        run = run[opening.end() :] if opening else run
        start = from_here + len(before.rstrip()) - len(run)
        if not apposed and (of := _BELONGS.search(run)) and names_body(of["body"]):
            run, body = run[: of.start()], of["body"]
        body = re.sub(r"^The ", "", office["office"]) if office and names_body(office["office"]) else body
        one = parse_named_person(run, known) or (NamedPerson(run, None, None) if body and is_person_name(run) else None)
        if one and not _is_cited(text, start, match.end()):
            role = _role(text, match, start)
            yield start, Participation(one.name, role, body or one.title, one.honorific)


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether the sentence says that somebody spoke at another time or in another place."""
    opening = sentence_around(text, start)[0]
    before = text[opening:start]
    return bool(
        re.search(r"\b[Aa]s (?:\w+ ){0,4}$", before) or _CITED.search(before) or _CITED.match(text[end:].lstrip())
    )


def _quoted(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, Participation]]:
    """People who are named after their words: `“...”, said Dr. Ann Lee of the Harbour Board`."""
    for match in _SAID.finditer(text):
        one, _ = _person_at(text, match.end(), "speaker", known, surely=False)
        if one:
            yield match.end(), one


def _role(text: str, match: re.Match[str], start: int) -> str:
    """The role in which somebody spoke: by the words before (`In her welcoming remarks,`) or after the verb."""
    before = _HIS.search(re.sub(r"(?:\bthe\s+)?$", "", text[max(0, start - _WINDOW) : start]))
    if before:
        return _kind(before["what"])
    verb = match["verb"]
    if verb in _OPENS:
        return _OPENS[verb]
    given = re.match(
        rf"\s+(?:the |a |an |his |her )?(?P<what>{'|'.join(_REMARKS.values())})", text[match.end() :], re.IGNORECASE
    )
    if verb in {"delivered", "gave", "presented"} and given:
        return _kind(given["what"])
    does = _DOES.match(text, match.end())
    if verb in {"opened", "closed"} and does and _SESSION.fullmatch(does["what"]):
        return "opening remarks" if verb == "opened" else "closing remarks"
    return "speaker"


def _kind(words: str) -> str:
    return next(role for role, pattern in _REMARKS.items() if re.fullmatch(pattern, words, re.IGNORECASE))


def _of_a_session(text: str, match: re.Match[str]) -> bool:
    """Whether it is a session that was led: it stands in the sentence, and close before a verb of wider use."""
    start, end = sentence_around(text, match.start())
    if match.group().casefold().startswith(_ANY_LED) and text[start : match.start()].strip():
        return bool(_SESSION_BEFORE.search(text[start : match.start()]))
    is_it = re.fullmatch(r"It was(?: also| jointly)?", text[start : match.start()].strip())
    return bool(is_it or _SESSION.search(text[start:end]))
