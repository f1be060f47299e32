"""Whether somebody was for or against the words that a draft quotes, held against the verb that the source has there.

`Ms Low supported “the idea of a merger”` is wrong where the source says that she opposed it. Where the source has no
such verb right before the words, or has it of somebody else, nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.attribution.context import MARKS, ContextPart
from indexer.attribution.facts import JudgedFact, SourceWords, StanceSide, StatedAct, StatedFact, StatedStance
from indexer.attribution.grammar.words import alternatives
from indexer.attribution.judge_speaker import judge_speaker
from indexer.attribution.known_names import KnownNames
from indexer.attribution.speakers import speaker_named
from indexer.text.analysis import terms_in

from .acts import judge_act

_LONGEST = 300  # characters of a sentence before the words; behind more, the subject of the verb is not certain
_NOUNS = (
    r"(?:idea|notion|concept|proposal|suggestion|plan|option|approach|argument|view|position|principle|call|move"
    r"|goal|aim"
    r"|use|removal|addition|inclusion|adoption|introduction|creation)"
)
_BRIDGE = (
    rf"\s+(?:(?:the|an?|this|that|these|those|any|all|its|their|his|her)\s+)?(?:(?:[a-z]+\s+)?{_NOUNS}\s+(?:of"
    rf"|that|to|for)\s+)?"
)
_MARKS = r"[\s“”\"„«‘’']*$"
_ADVERBS = r"(?:(?:also|still|then|later|strongly|firmly|fully|generally|openly|publicly|[a-z]+ly)\s+)*"
_SUBJECT_OF_DRAFT = re.compile(
    r"(?:(?:the\s+)?(?:representative|delegate|delegation)\s+(?:of|from)\s+)?(?:[A-ZÀ-Þ][\w’'.-]*\s+){1,5}$"
)
_BODY = re.compile(
    r"\bthe\s+(?P<body>(?:[A-ZÀ-Þ][\w’-]*\s+){0,4}?(?:committee|council|assembly|board|commission|conference"
    r"|secretariat"
    r"|government|union|bureau|congress|resolution|text))\s+(?:(?:also|then|[a-z]+ly)\s+)*$",
    re.IGNORECASE,
)
"""A body that is the subject: in the papers of one meeting it is one and the same."""
_NEGATED = re.compile(r"(?:n[’'ʼ]t|\b(?:not|never|no longer|hardly))\s+(?:[a-z]+\s+){0,2}$", re.IGNORECASE)
_SPEAKER_ITSELF = re.compile(
    r"(?:[\w. -]{1,30}:\s*)?(?:(?:Mr|Madam|Mrs|Ms)\.? [\w ]{2,30},\s+)?"
    r"(?:(?:and|but|so|yeah|yes|no|well|okay|again|first|[a-z]+ly),?\s+)*(?:(?:I|we)(?:[’'](?:m|d|ve"
    r"|re))?\s+)?"
    r"(?:(?:am|are|was|were|would|do|does|did|not|never|don[’']t|doesn[’']t|didn[’']t|wouldn[’']t|really|also"
    r"|still|very|much"
    r"|have|has|want|wants|wanted|like|to|both|[a-z]+ly)\s+)*",
    re.IGNORECASE,
)
"""All that a sentence may have before its verb so that who speaks is its subject: `AB: I am strongly`."""
_SUBJECT_OF_SOURCE = re.compile(r"[^,;:.()—–]{2,100}$")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
_PARTICLE = re.compile(r"\W*(with|to|of|against|for)\b")
_TITLES = frozenset("ms mr mrs dr prof ambassador the minister".split())
_OTHER_CLAUSE = re.compile(
    r"\b(?:while|whereas|although|though|but|because|which|who|whom|when|if|since|that|said|told"
    r"|noted)\b",
    re.IGNORECASE,
)


def stated_stances(part: ContextPart, names: KnownNames) -> Iterator[StatedFact]:
    """Yield the verb right before a quotation by which a draft says that somebody was for or against it."""
    lead = _with_particle(part.lead, part.opening)
    if part.quote is None or not (found := _stance_before(lead, _MARKS)):
        return
    verb, side = found
    if _NEGATED.search(part.lead[: verb.start("verb")]):
        return
    subject = _SUBJECT_OF_DRAFT.search(part.lead[: verb.start()])
    speaker = speaker_named(subject.group().strip(), names) if subject else None
    body = _BODY.search(part.lead[: verb.start()])
    stance = StatedStance(side, speaker, " ".join(body["body"].casefold().split()) if body else "")
    yield StatedFact("stance", verb["verb"], stance, part.offset(verb.start("verb")))


def judge_stance(fact: StatedFact, words: SourceWords) -> JudgedFact:
    """Judge a stance by the verb that the sentence of the words has right before them, if its subject is the same."""
    if isinstance(fact.value, StatedAct):
        return judge_act(fact, fact.value, words)
    span = words.first_sentence
    before = words.passage.text[span[0] : words.start] if span else ""
    if len(before) > _LONGEST:
        return JudgedFact(fact, "not_judged")
    before = _with_particle(before, words.passage.text[words.start :])
    found = _stance_before(before, r"[\s“\"„«‘’]*$")
    if found is None or not isinstance(fact.value, StatedStance):
        return JudgedFact(fact, "not_judged")
    verb, side = found
    source = " ".join(before[verb.start("verb") :].split()).strip(' “"„«‘’')
    is_negated = bool(_NEGATED.search(before[: verb.start("verb")]))
    if (is_negated and side == "against") or not _is_of_same(fact, fact.value, words, before[: verb.start("verb")]):
        return JudgedFact(fact, "not_judged", source)
    side = "against" if is_negated else side
    source = f"not {source}" if is_negated else source
    if side == fact.value.side:
        return JudgedFact(fact, "supported", source)
    return JudgedFact(fact, "contradicted", source, "stance")


def _with_particle(text: str, quoted: str) -> str:
    """Return words with the preposition of their verb that opens the quotation: `agreed “with the idea”`."""
    particle = _PARTICLE.match(quoted)
    return f"{text.rstrip(' ' + MARKS)} {particle[1]} " if particle else text


def _stance_before(text: str, end: str) -> tuple[re.Match[str], StanceSide] | None:
    """Return the verb for or against something that a text ends in, and which of them it is."""
    found = _stance_pattern(end).search(text)
    if found is None:
        return None
    return found, "for" if found["for_"] else "against"


@cache
def _stance_pattern(end: str) -> re.Pattern[str]:
    verbs = alternatives("stances")
    sides = f"(?P<for_>{verbs['for']})|(?P<against>{verbs['against']})"
    return re.compile(rf"(?:^|(?<=[\s:])){_ADVERBS}(?P<verb>{sides})\b{_BRIDGE}{end}", re.IGNORECASE)


def _is_of_same(fact: StatedFact, stance: StatedStance, words: SourceWords, before: str) -> bool:
    """Return whether the verb of a source is said of the one of whom the draft says its own."""
    speaker, body = stance.speaker, _BODY.search(before)
    if stance.body and words.passage.document.kind == "resolution" and _SPEAKER_ITSELF.fullmatch(before):
        return True  # the body that adopts it is the subject of all its verbs
    if stance.body and body:
        is_only = not _OTHER_CLAUSE.search(before) and not before[: body.start()].strip(" ,")
        return stance.body == " ".join(body["body"].casefold().split()) and is_only
    if speaker is None:
        return False
    if _SPEAKER_ITSELF.fullmatch(before):
        return judge_speaker(fact, speaker, words, restricted=False).verdict == "supported"
    subject = _SUBJECT_OF_SOURCE.search(before.rstrip())
    if subject is None or _OTHER_CLAUSE.search(subject.group()):
        return False
    named = speaker.name[-1:] or tuple(terms_in(speaker.country or speaker.organisation))
    words_of_subject = set(terms_in(subject.group()))
    known = {*named, *speaker.name, *_TITLES}
    others = {word for word in terms_in(" ".join(_CAPITALISED.findall(subject.group()))) if word not in known}
    return bool(named) and set(named) <= words_of_subject and "and" not in words_of_subject and not others
