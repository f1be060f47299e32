"""Read which group a text says to have spoken, `participants agreed`, and hold a draft's against the source's.

Only the plain subject of a verb in the sentence of the words counts; where it is not clear, nothing is said. Speakers
with names are read in `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.model import Passage
from indexer.text.word_lists import load_table

from .context import BLOT, ContextPart
from .facts import JudgedFact, SourceWords, StatedFact, StatedVoice, VoiceNumber, VoicePeople
from .grammar import GoverningClause, governing_clause, verbs_of_speech

_NUMBERS: tuple[VoiceNumber, ...] = ("one", "several", "most", "all")
_PRESENT: frozenset[VoicePeople | None] = frozenset({"participants", "states", "members", "body"})
"""Groups that are called by each other's names: the delegates of a meeting are its participants and members."""
_SCOPE = 160  # characters between a verb in the source and words that are still said by its subject
_OTHER_CLAUSE = re.compile(
    r"[.;:!?]\s|\b(?:while|whereas|although|though|but|because|which|who|whom|when|if|since|as)\b", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\bhad\s+(?:\w+ly\s+|also\s+)*$|\b(?:what|whatever|whether|why|how|where)\b[^,;:]*$", re.IGNORECASE
)
"""Before a verb: it was said at another time, or the clause is a part of another one."""
_COLON = re.compile(r"\s*:\s*[“\"„«‘]?\s*$")
_INSERTED = re.compile(r"\bthat,[^,]+,\s*$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+)*$", re.IGNORECASE)
_GOVERNED = re.compile(
    r"\b(?:of|by|to|for|with|from|between|among|against|facing|about|on)\s+(?:(?:the|these|those|its|their|our)\s+)?$",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"\bof\s+(?:[\w’'-]+\s+){0,5}$", re.IGNORECASE)
"""Before the word for a meeting: `the first session of the Preparatory Ministerial Meeting`."""
_ATTRIBUTES = re.compile(r"\b(?:the|this|each)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_IMPERSONAL = re.compile(r"\bit\s+(?:was|has been|had been)\s+(?:\w+ly\s+|also\s+)*$", re.IGNORECASE)
_NO_NOUN = "(?!(?:of|in|to|for|from|by|at|on|with|and|or|that)\\b)"
_SINGULAR_BODIES: frozenset[VoicePeople] = frozenset({"secretariat", "body"})
_FIRST_WORDS = re.compile(r"\W*(?:\w+ly\s+|also\s+)?")


def _words(table: str, name: str) -> str:
    words: str = load_table("attribution")[table][name]
    return "(?:" + re.sub(r"\s*\n\s*", "", words) + ")"


@cache
def _people() -> tuple[VoicePeople, ...]:
    return tuple(load_table("attribution")["voices"])


@cache
def _group() -> re.Pattern[str]:
    """Return the pattern of a group with its number: `one of the participants`, `the panelists`."""
    numbers = "|".join(f"(?P<number_{name}>{_words('voice_numbers', name)})" for name in reversed(_NUMBERS))
    nouns = "|".join(f"(?P<{name}>{_words('voices', name)})" for name in _people())
    determiner = r"(?:the|these|those|its|their|our)\s+"
    return re.compile(
        rf"\b(?:(?:{numbers})\s+(?P<part>of\s+)?(?:{determiner})?(?:{_NO_NOUN}[\w-]+\s+){{0,2}}?|{determiner})?"
        rf"(?:{nouns})\b(?![’'-])",
        re.IGNORECASE,
    )


@cache
def _verbs(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_words('voice_verbs', name)}\b", re.IGNORECASE)


def stated_voices(part: ContextPart, clause: GoverningClause | None) -> Iterator[StatedFact]:
    """Yield the group to which a part gives the words."""
    voice = _voice_of(clause) if part.quote is not None and clause else None
    if voice is None or clause is None:
        return
    subject_end, verb_end = clause.start + len(clause.subject), clause.verb_start + len(clause.verb)
    begin = clause.start + max(0, clause.subject.find(voice.text.split()[0]))
    begin, end = min(begin, clause.verb_start), max(subject_end, verb_end)
    words = part.text[begin:end]
    begin += len(words) - len(words.lstrip(" ,"))
    yield StatedFact("voice", words.strip(" ,"), voice, part.offset(begin))


def _voice_of(clause: GoverningClause) -> StatedVoice | None:
    if _verbs("receiving").fullmatch(clause.verb) or clause.manner == "planned":
        return None
    agrees = bool(_verbs("agreeing").match(clause.verb))
    if impersonal := _IMPERSONAL.search(clause.subject):
        return StatedVoice(impersonal.group(), None, "all", agrees=True) if agrees else None
    voice = None if _PASSIVE.search(clause.subject) else _voice_in(clause.subject, agrees)
    is_paper = clause.subject_kind == "paper" and voice is not None and voice.people != "secretariat"
    return None if is_paper else voice  # `the meeting note says`


def _voice_in(subject: str, agrees: bool) -> StatedVoice | None:
    """Return the group that heads the subject of a verb, the last one that no preposition governs."""
    for match in reversed(list(_group().finditer(subject))):
        before, people = subject[: match.start()], next(name for name in _people() if match[name])
        if _GOVERNED.search(before) or (people == "body" and _IN_NAME.search(before)):
            continue
        noun = match[people].casefold()
        if re.match(r"\s+of\s+the\s+secretariat\b", subject[match.end() :], re.IGNORECASE):
            return None
        number = next((name for name in _NUMBERS if match[f"number_{name}"]), None)
        is_plural = noun.endswith("s") or noun.startswith("those")
        if number == "one" and is_plural and not match["part"]:
            return None  # `a number of members` is read above; `a states` is no phrase
        if (
            number is None
            and not is_plural
            and people not in _SINGULAR_BODIES
            and noun not in ("panel", "everyone", "everybody")
        ):
            number = "one"  # `the delegation of Turkey`
        if number is None and (agrees or noun in ("everyone", "everybody")):
            number = "all"
        attributes = _ATTRIBUTES.search(before) if people == "body" else None
        text = (attributes.group() if attributes else "") + match.group()
        return StatedVoice(" ".join(text.split()), people, number, agrees)
    return None


def source_voice(words: SourceWords) -> StatedVoice | None:
    """Return the group to which the sentence of the words gives them, None where it does so to none for certain."""
    spans = [span for span in words.passage.sentences if span[0] <= words.start < span[1]]
    if not spans or words.end > spans[0][1] or not _is_report(words.passage):
        return None
    before, quoted = words.passage.text[spans[0][0] : words.start], words.passage.text[words.start : words.end]
    opening = _FIRST_WORDS.match(quoted)
    own = next(verbs_of_speech(quoted), None)  # `“emphasized the need for speed”`, as the draft quotes it
    if own and opening and own.start() == opening.end():
        before += quoted[: own.end()]
    return _voice_before(before)


def _is_report(passage: Passage) -> bool:
    return passage.document.status == "reported" and (passage.document.language or "en").startswith("en")


def _voice_before(before: str) -> StatedVoice | None:
    participles = list(re.finditer(rf",\s+(?:and\s+)?(?P<verb>{_words('voice_verbs', 'participles')})\b", before))
    verbs = list(verbs_of_speech(before))
    if participles and (not verbs or participles[-1].start() > verbs[-1].end()):
        if not _in_scope(before[participles[-1].end() :]):
            return None
        opening = _group().match(before.lstrip())
        voice = _voice_in(opening.group(), agrees=False) if opening else None
        return _with_verb(voice, participles[-1]["verb"])
    if not verbs or not _in_scope(before[verbs[-1].end() :]):
        return None
    if _EARLIER.search(before[: verbs[-1].start()]):
        return None
    cut = verbs[-1].end()
    clause = governing_clause(ContextPart(before[:cut] + " " + BLOT, cut + 1))
    voice = _voice_of(clause) if clause else None
    return _with_verb(voice, clause.verb) if voice and clause and voice.people else None


def _with_verb(voice: StatedVoice | None, verb: str) -> StatedVoice | None:
    return StatedVoice(f"{voice.text} {verb}", voice.people, voice.number, voice.agrees) if voice else None


def _in_scope(between: str) -> bool:
    """Return whether what stands between a verb and words leaves them to its subject."""
    between = _COLON.sub(" ", between)
    if len(between) > _SCOPE or _OTHER_CLAUSE.search(between):
        return False
    # Behind a comma another clause can begin: `while some argued for more time, the debate was closed`.
    last = between.rpartition(",")[2]
    return "," not in between or bool(re.search(r"\bthat\b", last) or _INSERTED.search(between))


def judge_voice(fact: StatedFact, stated: StatedVoice, words: SourceWords) -> JudgedFact:
    """Judge a group: wrong where the source gives the words to fewer, or to the other of States and secretariat.

    Where the source names another group or only one speaker, that is told, and not judged.
    """
    source = source_voice(words)
    if source is None:
        speakers = [person.name for person in words.passage.people if person.role == "speaker"]
        return JudgedFact(fact, "not_judged", speakers[0] if len(speakers) == 1 and stated.number != "one" else "")
    if _is_contradicted(stated, source):
        return JudgedFact(fact, "contradicted", source.text, "voice")
    return JudgedFact(fact, "supported" if _agrees(stated, source) else "not_judged", source.text)


def _agrees(stated: StatedVoice, source: StatedVoice) -> bool:
    is_same_group = stated.people in (None, source.people) or {stated.people, source.people} <= _PRESENT
    if not is_same_group or (stated.agrees and not source.agrees):
        return False
    return stated.number == source.number or (stated.number is None and source.number in ("most", "all"))


def _is_contradicted(stated: StatedVoice, source: StatedVoice) -> bool:
    if {stated.people, source.people} == {"secretariat", "states"}:
        return True
    if stated.number is None or source.number is None:
        return False
    if source.number == "one":
        return stated.number != "one"
    return source.number == "several" and stated.number == "all"
