"""Hold the speaker to whom a draft gives words against those whose words a passage is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import dropwhile

from indexer.entities.names import affiliations_agree, fold_name
from indexer.model import Participation, Passage
from indexer.text.analysis import terms_in

from .facts import FactVerdict, JudgedFact, StatedFact, StatedSpeaker

_BEFORE_OFFICE = frozenset({"the", "un", "united", "nations", "then", "current", "acting", "outgoing", "new"})


def judge_speaker(fact: StatedFact, stated: StatedSpeaker, passage: Passage, restricted: bool) -> JudgedFact:
    """Judge one speaker; `restricted` says whether the paper forbids naming those who spoke."""
    speakers = [person for person in passage.people if person.role == "speaker"]
    source = ", ".join(dict.fromkeys(_in_words(person) for person in speakers))
    verdict = _verdict(stated, speakers, passage)
    if verdict == "supported":
        return JudgedFact(fact, "supported", source)
    if restricted and not _is_mentioned(stated, passage.text):
        return JudgedFact(
            fact, "contradicted", "not for attribution: the paper names no speakers", "not_for_attribution"
        )
    if verdict == "contradicted":
        return JudgedFact(fact, "contradicted", source, "speaker")
    return JudgedFact(fact, "not_judged", source)


def _verdict(stated: StatedSpeaker, speakers: list[Participation], passage: Passage) -> FactVerdict:
    if stated.role:
        return _judge_role(stated.role, speakers, passage)
    verdicts = [_compare(stated, speaker) for speaker in speakers]
    if "supported" in verdicts:
        return "supported"
    if not verdicts or "not_judged" in verdicts or _is_mentioned(stated, passage.text):
        return "not_judged"
    return "contradicted"


def _compare(stated: StatedSpeaker, speaker: Participation) -> FactVerdict:
    if stated.name:
        return _compare_name(stated, speaker)
    if stated.country:
        if speaker.country is None:
            return "not_judged"
        return "supported" if speaker.country == stated.country else "contradicted"
    if stated.office:  # who held it is not known
        held = (_office(held) for held in (speaker.name, speaker.affiliation, speaker.organisation) if held)
        office = _office(stated.office)
        # `Deputy Secretary-General`, or a representative of hers, is another office
        return "supported" if any(words[: len(office)] == office for words in held) else "not_judged"
    known = [name for name in (speaker.organisation, speaker.affiliation, speaker.name) if name]
    if any(affiliations_agree(stated.organisation, name) for name in known):
        return "supported"
    return "not_judged" if speaker.organisation is None and speaker.affiliation is None else "contradicted"


def _compare_name(stated: StatedSpeaker, speaker: Participation) -> FactVerdict:
    if speaker.person in stated.persons:
        return "supported"
    name = fold_name(speaker.name)
    if set(name) & set(stated.name):
        return "not_judged"  # the same surname, or a given name alone
    if not name or (len(name) == 1 and len(name[0]) <= 3):
        return "not_judged"  # initials that nobody resolved
    return "contradicted"


def _judge_role(role: str, speakers: Iterable[Participation], passage: Passage) -> FactVerdict:
    """Judge a role by the people of the session: right if the speaker has it, wrong if only another has it."""
    listed = passage.session.people if passage.session else ()
    with_role = {person.person or person.name for person in listed if person.role == role}
    names = {person.person or person.name for person in speakers}
    if not with_role or not names:
        return "not_judged"
    if names & with_role:
        return "supported"
    with_other_role = {person.person or person.name for person in listed if person.role not in (role, "participant")}
    return "contradicted" if names <= with_other_role else "not_judged"


def _is_mentioned(stated: StatedSpeaker, text: str) -> bool:
    """Return whether a text itself has the name."""
    words = set(terms_in(text))
    if stated.name:
        return stated.name[-1] in words
    if stated.office:
        return set(_office(stated.office)) <= words
    wanted = terms_in(stated.country or stated.organisation)
    return bool(wanted) and set(wanted) <= words


def _office(text: str) -> list[str]:
    """Return the words of an office without what stands before any: `the UN Secretary-General`."""
    return list(dropwhile(_BEFORE_OFFICE.__contains__, terms_in(text)))


def _in_words(person: Participation) -> str:
    affiliation = re.sub(r"\s+", " ", person.affiliation or "")
    return f"{person.name} ({affiliation})" if affiliation and len(affiliation) < 60 else person.name
