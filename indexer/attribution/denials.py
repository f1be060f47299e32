"""Read that a draft denies words, `Mr Low never said that “...”`, and hold it against the papers that have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .context import ContextPart
from .facts import JudgedFact, SourceWords, StatedFact, StatedSpeaker
from .judge_speaker import judge_speaker
from .known_names import KnownNames
from .negations import language_of, negation_in
from .speakers import speaker_named

_DENIED = re.compile(
    r"(?P<subject>[^,;:.!?—–()]{0,80}?)\s+(?:(?:has|have|had)\s+)?"
    r"(?:never(?:\s+(?:once|actually))?\s+(?:said|stated|wrote|written|claimed|declared|asserted)"
    r"|(?:did\s+not|didn[’']t|does\s+not|doesn[’']t)(?:\s+(?:ever|actually|once))?"
    r"\s+(?:say|state|write|claim|declare|assert)"
    r"|(?:has|have|had)(?:\s+not|n[’']t)(?:\s+(?:ever|actually|once))?"
    r"\s+(?:said|stated|written|claimed|declared|asserted))"
    r"(?=(?:\s+that)?[\s,:“”\"„«‘’']*$)",
    re.IGNORECASE,
)


def stated_denials(part: ContextPart, names: KnownNames) -> Iterator[StatedFact]:
    """Yield the denial that leads in to a quotation; the value is who is said not to have said it, if that is clear."""
    if part.quote is None or not (match := _DENIED.search(part.lead)):
        return
    words = match.group()
    start = match.start() + len(words) - len(words.lstrip())
    speaker = speaker_named(match["subject"].strip(), names)
    yield StatedFact("denial", words.strip(), speaker or "", part.offset(start))


def judge_denial(fact: StatedFact, words: SourceWords) -> JudgedFact:
    """Judge a denial by a passage that has the words: wrong, unless they are another's or are denied there too."""
    passage = words.passage
    before = words.sentence.partition(passage.text[words.start : words.end])[0]
    if negation_in(before, language_of(passage.document.language)):
        return JudgedFact(fact, "not_judged", "a sentence with a negation")
    if not isinstance(fact.value, StatedSpeaker):
        return JudgedFact(fact, "contradicted", contradiction="denied")
    spoken = judge_speaker(fact, fact.value, words, restricted=False)
    if spoken.verdict == "contradicted":
        return JudgedFact(fact, "not_judged", spoken.source)
    source = spoken.source if spoken.verdict == "supported" else ""
    return JudgedFact(fact, "contradicted", source, "denied")
