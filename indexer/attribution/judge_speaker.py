"""Hold the speaker to whom a draft gives words against those whose words a passage is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.entities.countries import country_of, is_country
from indexer.entities.names import affiliations_agree, fold_name
from indexer.entities.vocabulary import is_common_word
from indexer.model import Participation, Passage
from indexer.text.analysis import terms_in
from indexer.text.word_lists import load_words

from .facts import FactVerdict, JudgedFact, SourceWords, StatedFact, StatedSpeaker
from .grammar.offices import words_of_office
from .grammar.source import clause_of_source

_REPRESENTATIVE = "representative"
_REPRESENTS = re.compile(
    r"\s*the\s+(?:representative|delegate|delegation|ambassador|observer)\s+(?:of|from|for)\s+(?:the\s+)?"
    r"(?P<of>[A-ZÀ-Þ](?:(?!\s+and\s+).)*)$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\s*(?:also\s+)?(?:he|she)\b", re.IGNORECASE)


def judge_speaker(fact: StatedFact, stated: StatedSpeaker, words: SourceWords, restricted: bool) -> JudgedFact:
    """Judge one speaker; `restricted` says whether the paper forbids naming those who spoke."""
    passage, speakers = words.passage, named_speakers(words)
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


def named_speakers(words: SourceWords) -> list[Participation]:
    """Return those whose words a passage is, or else the one to whom its sentence gives the words by name.

    `He` is the only one whom the passage names.
    """
    people = words.passage.people
    if speakers := [person for person in people if person.role == "speaker"]:
        return speakers
    clause = clause_of_source(words)
    if clause is None or clause.subject_kind != "people":
        return []
    if country := _country_in(clause.subject):
        return [Participation(" ".join(clause.subject.split()), _REPRESENTATIVE, country=country)]
    named = {name for name in (fold_name(person.name)[-1:] for person in people) if name}
    if _PRONOUN.match(clause.subject):
        is_named_before = len(named) == 1 and set(next(iter(named))) <= set(terms_in(words.passage.text[: words.start]))
        return [people[0]] if is_named_before else []
    subject = set(terms_in(clause.subject))
    found = [person for person in people if set(fold_name(person.name)[-1:]) & subject]
    return found[:1] if len({fold_name(person.name)[-1:] for person in found}) == 1 else []


def _country_in(subject: str) -> str | None:
    """Return the country that the subject of a verb is, or whose representative, None where there is no one country."""
    represented = _REPRESENTS.match(subject)
    if represented:
        of = represented["of"].strip()
        bodies = (of, of.rpartition(" of the ")[2], of.rpartition(" of ")[2])
        found = (country_of(Participation("", _REPRESENTATIVE, affiliation=body)) for body in bodies)
        return next(filter(None, found), None)
    bare = re.sub(r"^\s*the\s+", "", subject.strip(), flags=re.IGNORECASE)
    return country_of(Participation(bare, "speaker")) if is_country(bare) and bare[:1].isupper() else None


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
        held = (words_of_office(held) for held in (speaker.name, speaker.affiliation, speaker.organisation) if held)
        office = words_of_office(stated.office)
        # `Deputy Secretary-General`, or a representative of hers, is another office
        return "supported" if any(words[: len(office)] == office for words in held) else "not_judged"
    known = [name for name in (speaker.organisation, speaker.affiliation, speaker.name) if name]
    if any(affiliations_agree(stated.organisation, name) for name in known):
        return "supported"
    return "not_judged" if speaker.organisation is None and speaker.affiliation is None else "contradicted"


def _compare_name(stated: StatedSpeaker, speaker: Participation) -> FactVerdict:
    if speaker.person in stated.persons:
        return "supported"
    if speaker.role == _REPRESENTATIVE:
        return "not_judged"  # the paper does not name him
    name = fold_name(speaker.name)
    shared = set(name) & set(stated.name)
    have_surnames = len(name) > 1 and len(stated.name) > 1
    if shared and not (have_surnames and all(len(part) == 1 for part in shared)):
        return "not_judged"  # the same surname, or a given name alone: an initial is that of many
    if not name or (len(name) == 1 and len(name[0]) <= 3) or _is_given_name(name, stated.name):
        return "not_judged"  # initials that nobody resolved; `Andreas:` may be the Rossberg of the draft
    if any(map(is_common_word, speaker.name.split())) or _is_latin(speaker.name) != _is_latin(" ".join(stated.name)):
        return "not_judged"  # an office, or a name in another script
    represented = set(terms_in(f"{speaker.affiliation or ''} {speaker.organisation or ''}"))
    return "not_judged" if represented & set(stated.name) else "contradicted"


def _is_given_name(name: tuple[str, ...], stated: tuple[str, ...]) -> bool:
    """Return whether a speaker is known by a given name alone, and the draft has one other name."""
    return len(name) == len(stated) == 1 and name[0] in load_words("given_names")


def _is_latin(name: str) -> bool:
    return bool(re.search(r"[A-Za-zÀ-ɏ]", name))


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
        return set(words_of_office(stated.office)) <= words
    wanted = terms_in(stated.country or stated.organisation)
    return bool(wanted) and set(wanted) <= words


def _in_words(person: Participation) -> str:
    affiliation = re.sub(r"\s+", " ", person.affiliation or "")
    return f"{person.name} ({affiliation})" if affiliation and len(affiliation) < 60 else person.name
