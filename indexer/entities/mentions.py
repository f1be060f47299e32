"""Find the people whom running text names as taking part: who led, moderated, opened or spoke.

Rosters are not read here.
"""

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
from .turns import REMOTE, SpeakerTurn, parse_speaker_turn
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
_IN_REMARKS = re.compile(
    rf"\b(?:In|During)\s+(?:his|her|their)\s+(?P<what>{'|'.join(_REMARKS.values())}),\s*$", re.IGNORECASE
)
_OPENS = {"moderated": "moderator", "facilitated": "moderator", "chaired": "chair"}
_OBJECT = re.compile(r"\s+(?:the|a|an|this|both)\s+(?:[\w-]+\s+){0,3}?(?P<what>[\w-]+)")
_AFTER = re.compile(r"\s*\((?P<inside>[^()]{2,80})\)|,\s*(?P<segment>[^,;:.()]{2,100})(?=[,;:.()]|\s*$)")
_CAPITAL = r"[^\W\d_a-z][\w&’'-]*"
_OF_BODY = rf"\s+(?:of|from)\s+(?:the\s+)?(?P<body>{_CAPITAL}(?:\s+(?:(?:of|for|the|and|on|in)\s+)*{_CAPITAL})*)"
_OF = re.compile(_OF_BODY)
_APPOSED = re.compile(r"(?:,\s(?P<segment>[^,;:.()]{2,80}(?:,\s[^,;:.()]{2,80})??),|\s\((?P<inside>[^()]{2,60})\),?)$")
# `Ms. Low (Ireland), introducing the draft, said`: what the person does while speaking.
_INSERTED = re.compile(
    r",\s(?:also |again )?(?:speaking|introducing|presenting|replying|responding|referring|exercising|summing up"
    r"|supported|on behalf of|in (?:reply|response|answer)|in explanation of)\b[^;:.]{0,160},$"
)
_OFFICE_FIRST = re.compile(
    r"(?:^|[.;?!]\s|[Tt]he\s)(?P<office>[A-Z][^,.;]{2,80}),\s[A-Z][\w’'.-]*(?:\s[\w’'.-]+){1,6},$"
)
_BELONGS = re.compile(rf"{_OF_BODY}$")
_SAID = re.compile(
    r"[”\"’,]\s+(?:said|added|explained|noted|argued|warned|concluded|recalled|stressed)\s+(?=[^\W\d_a-z])"
)
# Words that show a citation of something said or written at another time or place.
_CITED = re.compile(
    r"\b(?:ago|once|famously|late|last (?:year|month|week)|earlier this (?:year|month|week)|(?:in|since) (?:19|20)\d\d"
    r"|in (?:his|her|their|a|an) (?:\w+ )?(?:book|article|report|letter|essay|memoirs?|study|encyclical|tweet))\b",
    re.IGNORECASE,
)
_WINDOW = 300  # characters before a verb that are searched for its subject


KnownNames = frozenset[tuple[str, ...]]
"""The folded names of people who are known to take part."""


def fold_names(names: Iterable[str]) -> KnownNames:
    """Return names folded for `find_participants`, so that this is done once for all passages of a paper."""
    return frozenset(fold_name(name) for name in names)


def find_participants(text: str, known: KnownNames = frozenset()) -> tuple[Participation, ...]:
    """Return the people who took part according to a passage of running text, in order, each once per role.

    Precision comes before recall: a bare name counts only with a title, an honorific or an affiliation, or if it is
    among the `known` names of the meeting. A remark in brackets is the record's: `(Mr. Low spoke off the record)`.
    """
    if text.startswith(("(", "[")) and text.rstrip(".").endswith((")", "]")):
        return ()
    reported = (
        *_people_after_by(text, known),
        *_subjects_of_speech(text, known),
        *_people_after_words(text, known),
        *find_reported_speakers(text),
    )
    ordered = sorted(reported, key=lambda person: person[0])
    unique: dict[tuple[tuple[str, ...], str], Participation] = {}
    for _, person in ordered:
        unique.setdefault((fold_name(person.name), person.role), person)
    return tuple(unique.values())


def _pattern(roles: dict[str, str], tail: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(rf"\b(?:{words}){tail}\s+by\s+", re.IGNORECASE)) for role, words in roles.items())


_LED_BY = _pattern(_LED, "")
_REMARKS_BY = _pattern(_REMARKS, _GIVEN)


def _people_after_by(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, Participation]]:
    """Yield the people after `moderated by`, `opening remarks by` and similar phrases."""
    for role, pattern in (*_LED_BY, *_REMARKS_BY):
        for match in pattern.finditer(text):
            if any(pattern is other for _, other in _LED_BY) and not _is_session_led(text, match):
                continue
            is_certain = match.group().casefold().startswith(("moderated", "co-moderated", "chaired", "co-chaired"))
            start: int | None = match.end()
            while start is not None:
                person, end = _person_at(text, start, role, known, allow_bare=is_certain)
                if person:
                    yield start, person
                conjunction = re.match(r",?\s+and\s+|,\s+", text[end:]) if person else None
                start = end + conjunction.end() if conjunction and _starts_name(text, end + conjunction.end()) else None


def _starts_name(text: str, start: int) -> bool:
    run, _ = capitalised_run_at(text, start)
    return parse_named_person(run) is not None or is_person_name(run)


def _person_at(
    text: str, start: int, role: str, known: frozenset[tuple[str, ...]], *, allow_bare: bool
) -> tuple[Participation | None, int]:
    """Return the person whose name begins at an offset, and the offset after name and affiliation.

    With `allow_bare`, a name that stands alone counts too.
    """
    article = re.match(r"(?:the\s+)", text[start:])
    start += article.end() if article else 0
    run, end = capitalised_run_at(text, start)
    body, after = _affiliation(text, end)
    person = parse_named_person(run, known) or (
        NamedPerson(run, None, None) if (body or allow_bare) and is_person_name(run) else None
    )
    if person is None:
        return None, end
    remote = bool(re.match(rf"\s*\({REMOTE.pattern}\)", text[end:], re.IGNORECASE))
    return Participation(person.name, role, body or person.title, person.honorific, remote), after


def _affiliation(text: str, end: int) -> tuple[str | None, int]:
    """Return the affiliation after a name (in brackets, after `of`, or between commas) and the offset after it."""
    of_body = _OF.match(text, end)
    if of_body and names_body(of_body["body"]):
        return of_body["body"].strip(), of_body.end()
    affiliations: list[str] = []
    while match := _AFTER.match(text, end):
        segment = (match["inside"] or match["segment"]).strip()
        if REMOTE.fullmatch(segment):
            end = match.end()
            continue
        if not _is_affiliation(segment, alone=not affiliations and _sentence_continues(text, match.end())):
            break
        affiliations.append(re.sub(r"^the\s+", "", segment))
        end = match.end()
    return ", ".join(affiliations) or None, end


def _is_affiliation(segment: str, *, alone: bool) -> bool:
    """Return whether a segment between commas is a body or an office; with `alone`, any capitalised words count."""
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


def _sentence_continues(text: str, end: int) -> bool:
    """Return whether the sentence continues in lower case, so that the segment before it was an insertion."""
    return bool(re.match(r",\s+(?!and\b)[a-z]|\s*[.;]", text[end:]))


def _subjects_of_speech(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, Participation]]:
    """Yield the people who are the subject of a verb of speech."""
    for match in _SPOKE.finditer(text):
        window_start = max(0, match.start() - _WINDOW)
        before = _INSERTED.sub("", text[window_start : match.start()])
        apposed = _APPOSED.search(before)
        body = (apposed["segment"] or apposed["inside"]).strip() if apposed else None
        titled = split_honorific(body or "")
        if titled[0] and is_person_name(titled[1]):  # `the Director, Dr Ann Low, noted`: the insertion is the person
            apposed, body = None, None
        if body and not all(_is_affiliation(part.strip(), alone=True) for part in body.split(",")):
            apposed, body = None, None
        before = before[: apposed.start()] if apposed else before
        office = None if apposed else _OFFICE_FIRST.search(before)
        before = before.rstrip(" ,") if office else before
        run = capitalised_run_before(before)
        opening = re.match(r"(?:The|In|As|While|When|And|But|Both)\s+", run)
        run = run[opening.end() :] if opening else run
        start = window_start + len(before.rstrip()) - len(run)
        if not apposed and (of_body := _BELONGS.search(run)) and names_body(of_body["body"]):
            run, body = run[: of_body.start()], of_body["body"]
        body = re.sub(r"^The ", "", office["office"]) if office and names_body(office["office"]) else body
        person = parse_named_person(run, known) or (
            NamedPerson(run, None, None) if body and is_person_name(run) else None
        )
        if person and not _is_cited(text, start, match.end()):
            role = _speaker_role(text, match, start)
            yield start, Participation(person.name, role, body or person.title, person.honorific)


def _is_cited(text: str, start: int, end: int) -> bool:
    """Return whether the sentence says that the words were spoken at another time or place."""
    opening = sentence_around(text, start)[0]
    before = text[opening:start]
    return bool(
        re.search(r"\b[Aa]s (?:\w+ ){0,4}$", before) or _CITED.search(before) or _CITED.match(text[end:].lstrip())
    )


def _people_after_words(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, Participation]]:
    """Yield the people named after their words: `“...”, said Dr. Ann Lee of the Harbour Board`."""
    for match in _SAID.finditer(text):
        person, _ = _person_at(text, match.end(), "speaker", known, allow_bare=False)
        if person:
            yield match.end(), person


def _speaker_role(text: str, match: re.Match[str], start: int) -> str:
    """Return the role of a speaker, from the words before the name (`In her welcoming remarks,`) or after the verb."""
    before = _IN_REMARKS.search(re.sub(r"(?:\bthe\s+)?$", "", text[max(0, start - _WINDOW) : start]))
    if before:
        return _role_of_remarks(before["what"])
    verb = match["verb"]
    if verb in _OPENS:
        return _OPENS[verb]
    remarks = re.match(
        rf"\s+(?:the |a |an |his |her )?(?P<what>{'|'.join(_REMARKS.values())})", text[match.end() :], re.IGNORECASE
    )
    if verb in {"delivered", "gave", "presented"} and remarks:
        return _role_of_remarks(remarks["what"])
    object_match = _OBJECT.match(text, match.end())
    if verb in {"opened", "closed"} and object_match and _SESSION.fullmatch(object_match["what"]):
        return "opening remarks" if verb == "opened" else "closing remarks"
    return "speaker"


def _role_of_remarks(words: str) -> str:
    return next(role for role, pattern in _REMARKS.items() if re.fullmatch(pattern, words, re.IGNORECASE))


def _is_session_led(text: str, match: re.Match[str]) -> bool:
    """Return whether the thing that was led is a session: one is named in the sentence.

    After a verb of wider use (`led`, `guided`) the session must stand right before the verb.
    """
    start, end = sentence_around(text, match.start())
    if match.group().casefold().startswith(_ANY_LED) and text[start : match.start()].strip():
        return bool(_SESSION_BEFORE.search(text[start : match.start()]))
    is_pronoun = re.fullmatch(r"It was(?: also| jointly)?", text[start : match.start()].strip())
    return bool(is_pronoun or _SESSION.search(text[start:end]))
