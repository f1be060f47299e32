"""Who holds the office to which a draft gives words, as the papers of the same meeting list those present."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.attribution.facts import JudgedFact, SourceWords, StatedFact, StatedSpeaker
from indexer.attribution.grammar.offices import words_of_office
from indexer.attribution.judge_speaker import named_speakers
from indexer.attribution.known_names import KnownNames
from indexer.entities.names import fold_name
from indexer.model import Participation
from indexer.text.analysis import terms_in

_REPRESENTS = re.compile(r"\b(?:permanent representative|ambassador|envoy)\b", re.IGNORECASE)
_IS_HEAD = re.compile(r"(?:the\s+)?(?:head|chief|leader|boss)\s+of\s+(?:the\s+)?(?P<of>[A-ZÀ-Þ].*)$", re.IGNORECASE)
_LOWER_RANK = frozenset("deputy under assistant vice former acting alternate adviser advisor special".split())


def judge_by_holders(fact: StatedFact, stated: StatedSpeaker, words: SourceWords, names: KnownNames) -> JudgedFact:
    """Judge an office by the one whom the papers of the meeting list in it, where the speaker is another person.

    Without a holder, or with a speaker who may be the holder, nothing is decided.
    """
    speakers = named_speakers(words)
    source = ", ".join(dict.fromkeys(speaker.name for speaker in speakers))
    undecided = JudgedFact(fact, "not_judged", source)
    wanted = _office(fact, stated)
    if wanted is None or not speakers:
        return undecided
    represented = stated.country if not stated.office else ""
    holders = [person for person in _present(words, names) if _holds(person, wanted, represented)]
    if not holders or any(_may_be(speaker, holders) or not _is_whole_name(speaker) for speaker in speakers):
        return undecided
    return JudgedFact(fact, "contradicted", source, "speaker")


def _office(fact: StatedFact, stated: StatedSpeaker) -> frozenset[str] | None:
    """Return the words that an office and whose it is have, None where the draft names no office of one person."""
    if head := _IS_HEAD.match(stated.office):
        return frozenset(terms_in(head["of"]))
    if stated.office:
        return frozenset(words_of_office(stated.office, of_one_holder=True)) - {"of", "the", "for", "to"}
    if stated.country and (represents := _REPRESENTS.search(fact.text)):
        return frozenset(terms_in(represents.group()))
    return None


def _holds(person: Participation, office: frozenset[str], represented: str) -> bool:
    """Return whether a person is listed with an office, and not with a lower one of a like name.

    An ambassador of a country and its permanent representative are one.
    """
    listed = frozenset(terms_in(f"{person.affiliation or ''} {person.organisation or ''}"))
    if represented:
        is_envoy = person.country == represented and bool(_REPRESENTS.search(person.affiliation or ""))
        return is_envoy and not listed & _LOWER_RANK
    return office <= listed and not (listed & _LOWER_RANK) - office and len(fold_name(person.name)) > 1


def _present(words: SourceWords, names: KnownNames) -> Iterator[Participation]:
    """Yield those whom the papers name at the meeting of some words, and in their paper."""
    passage = words.passage
    if passage.meeting:
        for session in names.sessions(passage.meeting.id):
            yield from session.people
    for other in names.passages(passage.document.id):
        yield from other.people


def _may_be(speaker: Participation, holders: list[Participation]) -> bool:
    name = set(fold_name(speaker.name))
    return any(speaker.person == holder.person if speaker.person else False for holder in holders) or any(
        name & set(fold_name(holder.name)) for holder in holders
    )


def _is_whole_name(speaker: Participation) -> bool:
    return len(fold_name(speaker.name)) > 1
