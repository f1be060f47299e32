"""Learns the names of a corpus from its plan; what no changed paper can have changed is that of the build before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from indexer.disk.hashing import sha256_hex
from indexer.entities.acronyms import Definition, ShortForms, acronyms_of
from indexer.ingest.paper_names import PaperNames
from indexer.making.names import FullName

from .before.kept import KeptNames
from .names import CorpusNames, PassageKey, StatedNames
from .people import KnownPeople, NameInMeeting, identify_people
from .plan import BuildPlan


def learn_names(plan: BuildPlan, stated: StatedNames) -> tuple[CorpusNames, KeptNames]:
    """Return the names of all papers, and what is kept of them; the ids of meetings are assigned by now."""
    plan.describe_new_groups()
    before = plan.kept.names
    totals = _totals(plan)
    if before and before.contributions == totals.contributions:
        people, councils = _people_before(before), frozenset(before.councils)
        has_same_people = True
    else:
        names = tuple(dict.fromkeys(plan.names_in_meetings()))
        people, councils = identify_people(names, stated.persons), plan.councils()
        has_same_people = False
    names_now = CorpusNames(acronyms_of(_short_forms(plan, totals), stated.acronyms), people, councils, stated)
    if before:
        names_now.compare(before, has_same_people=has_same_people)
    return names_now, totals


def _totals(plan: BuildPlan) -> KeptNames:
    """Return the sums over all papers: those of the build before with what the changed papers add and take away."""
    contributions = sha256_hex(group.known.contribution.encode() for group in plan.groups if group.known)
    readings, known, before = plan.readings, plan.kept.papers, plan.kept.names
    gone = [paper for name, paper in known.items() if name not in readings.facts or paper.key != readings.key(name)]
    gone_names = [readings.names_before(paper.derived) for paper in gone]
    tokens: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    definitions: dict[str, tuple[tuple[int, str, str, bool], ...]] = {}
    characters = 0
    new: Iterable[str] = readings
    if before and None not in gone_names:
        tokens.update(before.tokens)
        texts.update(before.texts)
        same = {name for name in readings if name in known and known[name].key == readings.key(name)}
        definitions = {name: entries for name, entries in before.definitions.items() if name in same}
        characters, new = before.characters, [name for name in readings if name not in same]
        for names in gone_names:
            if names:
                tokens.subtract(names.tokens)
                texts.subtract(names.texts)
                characters -= names.characters
    for name in new:
        paper_names: PaperNames = readings.names(name)
        tokens.update(paper_names.tokens)
        texts.update(paper_names.texts)
        characters += paper_names.characters
        if paper_names.definitions:
            definitions[name] = paper_names.definitions
    return KeptNames(contributions, characters, dict(+tokens), dict(+texts), definitions)


def _short_forms(plan: BuildPlan, totals: KeptNames) -> ShortForms[PassageKey]:
    """Return what all papers say of short forms, in the order of their meetings."""
    return ShortForms(
        [
            Definition(short, long, (name, ordinal), by_name)
            for name in plan.papers()
            for ordinal, short, long, by_name in totals.definitions.get(name, ())
        ],
        Counter(totals.tokens),
        Counter(totals.texts),
    )


def _people_before(before: KeptNames) -> KnownPeople:
    return KnownPeople(
        before.persons,
        {FullName(*name): person for name, person in before.person_of},
        {NameInMeeting(meeting, FullName(*name)): person for meeting, name, person in before.person_in},
        before.unused,
    )
