"""Read which group a draft says to have spoken, `participants agreed`, and hold it against the voice of the source.

Who such a group is, and where a paper gives words to it, is read in `indexer/voices`. Speakers with names are read in
`speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from indexer.model import DocumentKind
from indexer.text.analysis import terms_in
from indexer.text.word_lists import load_table
from indexer.voices.find import find_voices
from indexer.voices.grammar import number_alone, subjects
from indexer.voices.passage import is_reported_text

from .context import BLOT, MARKS, ContextPart
from .facts import JudgedFact, SourceWords, StatedFact, StatedVoice, VoiceNumber, VoicePeople
from .grammar.clause import GoverningClause
from .grammar.source import clause_of_source, in_scope
from .grammar.words import word_pattern
from .judge_speaker import named_speakers
from .judging.groups import group_agrees, group_is_contradicted, narrowing_words

_NUMBERS: tuple[VoiceNumber, ...] = ("one", "several", "most")
_PERSONS: frozenset[VoicePeople | None] = frozenset({"participants", "states", "members", "panel"})
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+)*$", re.IGNORECASE)
_GOVERNED = re.compile(
    r"\b(?:of|by|to|for|with|from|between|among|against|facing|about|on|at|in|during)\s+(?:(?:the|these|those|its|their|our)\s+)?$",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"\bof\s+(?:[\w’'-]+\s+){0,5}$", re.IGNORECASE)
"""Before the word for a meeting: `the first session of the Preparatory Ministerial Meeting`."""
_NAME_BEHIND = re.compile(r"\s+(?!(?:I|It|In)\b)[A-ZÀ-Þ]")
"""Behind the word for a group: it is one person with a name: `Minister Low`."""
_IMPERSONAL = re.compile(r"\bit\s+(?:was|has been|had been)\s+(?:\w+ly\s+|also\s+)*$", re.IGNORECASE)
_SINGULAR_BODIES: frozenset[VoicePeople] = frozenset({"secretariat", "body"})
_EVERYONE = re.compile(r"every(?:one|body)|all present", re.IGNORECASE)
_OF_ALL = re.compile(r"(?:all|both|every|each)\b", re.IGNORECASE)
_OF_ONE_MIND = re.compile(
    r"(?:(?:was|were) )?(?:also |all |broadly |generally )?(?:in (?:[a-z]+ )?agreement|unanimous)$"
)
_OWN_WORDS_REPORTED: frozenset[DocumentKind] = frozenset({"summary", "report"})
"""Papers in which one who speaks gives his own view; in minutes and notes he may say what all have agreed."""
_STATES = re.compile(r"delegat|representative|state|part(?:y|ies)$|countr|government|minister", re.IGNORECASE)
_PANEL = re.compile(r"panel|presenter|expert", re.IGNORECASE)


def _words(table: str, name: str) -> str:
    words: str = load_table("attribution")[table][name]
    return "(?:" + re.sub(r"\s*\n\s*", "", words) + ")"


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-]){subjects(of_draft=True).pattern}")


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
    yield StatedFact("voice", words.strip(f" ,{BLOT}" + MARKS), voice, part.offset(begin))


def _voice_of(clause: GoverningClause) -> StatedVoice | None:
    if clause.said_by == BLOT:
        return None  # the quotation tells what took place, `the session “closed with a vote”`
    if _verbs("receiving").fullmatch(clause.said_by) or clause.manner == "planned":
        return None
    agrees = bool(_verbs("agreeing").match(clause.said_by))
    if impersonal := _IMPERSONAL.search(clause.subject):
        return StatedVoice(impersonal.group(), None, "all", agrees=True) if agrees else None
    voice = None if _PASSIVE.search(clause.subject) else _voice_in(clause.subject, agrees)
    is_paper = clause.subject_kind == "paper" and voice is not None and voice.people != "secretariat"
    return None if is_paper else voice  # `the meeting note says`


def _voice_in(subject: str, agrees: bool) -> StatedVoice | None:
    """Return the group that heads the subject of a verb, the last one that no preposition governs."""
    if alone := number_alone(subject.strip()):
        return StatedVoice(alone.group(), "participants", _number(alone), agrees)
    for match in reversed(list(_subject().finditer(subject))):
        people, before = _people(match), subject[: match.start()]
        if (
            _GOVERNED.search(before)
            or (people == "body" and _IN_NAME.search(before))
            or (match["talk"] and before.strip())
        ):
            continue
        behind = subject[match.end() :]
        if (
            people is None
            or re.match(r"\s+of\s+the\s+secretariat\b", behind, re.IGNORECASE)
            or _NAME_BEHIND.match(behind)
        ):
            return None
        voice = _voice_of_group(match, people, agrees)
        return _narrowed(voice, before, behind) if voice and people not in _SINGULAR_BODIES else voice
    return None


def _narrowed(voice: StatedVoice, before: str, behind: str) -> StatedVoice:
    """Return a group with the words that make it a smaller one."""
    word, of = narrowing_words(before, behind)
    text = " ".join(filter(None, (word, voice.text, of)))
    return replace(voice, text=text, narrowed=" ".join(filter(None, (word, of))))


def _voice_of_group(match: re.Match[str], people: VoicePeople, agrees: bool) -> StatedVoice | None:
    number, text = _number(match), " ".join(match.group().split())
    noun = (match["people"] or "").casefold()
    is_plural = noun.endswith("s") or match["everyone"] is not None
    if number == "one" and is_plural and not re.search(r"\bof\b", text):
        return None  # `a states` is no phrase
    if number is None and not is_plural and people not in _SINGULAR_BODIES and noun != "panel":
        number = "one"  # `the delegation of Turkey`
    if number is None and agrees:
        number = "all"
    return StatedVoice(text, people, number, agrees, match["people"] or match["everyone"] or "")


def _number(match: re.Match[str]) -> VoiceNumber | None:
    groups = match.groupdict()
    if groups.get("everyone"):
        return "all" if _EVERYONE.match(groups["everyone"]) else None
    if _OF_ALL.match(groups.get("participants") or ""):
        return "all"
    return next((number for number in _NUMBERS if groups.get(number)), None)


def _people(match: re.Match[str]) -> VoicePeople | None:
    """Return what the people of a subject are; None for a chair, and for a group of States with a name."""
    if match["secretariat"] or match["office"]:
        return "secretariat"
    if match["meeting"] or match["talk"]:
        return "body"
    if match["everyone"]:
        return "participants"
    if match["people"] is None:
        return None
    noun = match["people"]
    if _STATES.search(noun):
        return "states"
    return "members" if "member" in noun.casefold() else "panel" if _PANEL.search(noun) else "participants"


def source_voice(words: SourceWords) -> StatedVoice | None:
    """Return the group to which the sentence of the words gives them, None where it does so to none for certain."""
    passage = words.passage
    span = words.first_sentence
    if span is None or words.end > span[1] or not is_reported_text(passage):
        return None
    found = [voice for voice in find_voices(passage.text, [span]) if voice.start < words.start]
    before = passage.text[span[0] : words.start]
    if found and in_scope(passage.text[found[-1].start + len(found[-1].words) : words.start]):
        return _voice_in_words(found[-1].words)
    return _voice_of_participle(before) or _voice_of_clause(words)


def _voice_in_words(words: str) -> StatedVoice | None:
    """Return the group of the words by which a passage gives something to it: `Several delegations also stressed`."""
    verb = words.rpartition(" ")[2]
    if _verbs("receiving").fullmatch(verb):
        return None
    agrees = bool(_verbs("agreeing").match(verb) or _OF_ONE_MIND.search(words))
    match = _subject().search(words)
    people = _people(match) if match else None
    if match is None:
        starts = (" ".join(words.split()[:length]) for length in (2, 1))
        alone = next(filter(None, map(number_alone, starts)), None)
        return StatedVoice(words, "participants", _number(alone), agrees) if alone else None
    voice = _voice_of_group(match, people, agrees) if people else None
    return replace(voice, text=words) if voice else None


def _voice_of_clause(words: SourceWords) -> StatedVoice | None:
    """Return the group that is the subject of the verb before the words: `In the first round panelists observed`."""
    clause = clause_of_source(words)
    voice = _voice_of(clause) if clause else None
    if voice is None or clause is None or voice.people is None:
        return None
    return replace(voice, text=f"{voice.text} {clause.said_by}")


def _voice_of_participle(before: str) -> StatedVoice | None:
    """Return the group that opens a sentence and goes on to speak: `The panelists gave an overview, stressing`."""
    participles = list(re.finditer(rf",\s+(?:and\s+)?(?P<verb>{word_pattern('participles')})\b", before))
    if not participles or not in_scope(before[participles[-1].end() :]):
        return None
    opening = _subject().match(before.lstrip())
    voice = _voice_in(opening.group(), agrees=False) if opening else None
    verb = participles[-1]["verb"]
    return replace(voice, text=f"{voice.text} {verb}") if voice else None


def judge_voice(fact: StatedFact, stated: StatedVoice, words: SourceWords) -> JudgedFact:
    """Judge a group: wrong where the source gives the words to fewer, or to the other of States and secretariat.

    Where the source names another group, or one speaker of whom a group may have said the same, that is told, and not
    judged.
    """
    source = source_voice(words)
    stated = _of_its_meeting(stated, words)
    if source is None:
        return _judge_against_speaker(fact, stated, words)
    if group_is_contradicted(stated, source):
        return JudgedFact(fact, "contradicted", source.text, "voice")
    if group_agrees(stated, source):
        return JudgedFact(fact, "supported", source.text)
    is_one_of_them = stated.number == source.number == "one" and {stated.people, source.people} <= _PERSONS
    return JudgedFact(fact, "not_judged", "" if is_one_of_them else source.text)  # `a speaker` for `one panelist`


def _of_its_meeting(stated: StatedVoice, words: SourceWords) -> StatedVoice:
    """Return a group without words that only say of which meeting it is: `Montevideo speakers`."""
    passage = words.passage
    meeting = passage.meeting
    known = f"{passage.document.title} {meeting.title} {meeting.place or ''}" if meeting else passage.document.title
    is_of_meeting = set(terms_in(stated.narrowed)) <= set(terms_in(known))
    return replace(stated, narrowed="") if is_of_meeting else stated


def _judge_against_speaker(fact: StatedFact, stated: StatedVoice, words: SourceWords) -> JudgedFact:
    """Judge a group by the one speaker whom the source names: not all have said what it gives to one."""
    speakers = [person.name for person in named_speakers(words)]
    if len(speakers) != 1 or stated.number == "one":
        return JudgedFact(fact, "not_judged")
    if stated.number == "all" and stated.people != "body" and words.passage.document.kind in _OWN_WORDS_REPORTED:
        return JudgedFact(fact, "contradicted", speakers[0], "voice")
    return JudgedFact(fact, "not_judged", speakers[0])
