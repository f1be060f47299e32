"""What is stated of a paper, put in place of what was read from it: its facts, sessions, people and mentions.

It is done anew at each build, so that a new statement has no file read again but for what reading itself goes by: its
kind, the headings of its sessions, and a password. What may be stated at all is checked in `settings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from indexer.entities.names import fold_name, is_fuller_name, is_surname
from indexer.entities.roles import parse_participation
from indexer.model import Participation
from indexer.structure.draft import Draft, DraftFacts, DraftPassage, DraftSession
from indexer.text.prose import split_words

from .checks import did_you_mean
from .document_rules import DocumentRule, PersonSetting, SessionSetting, last_stated


def override_draft(
    draft: Draft, rules: Sequence[DocumentRule], read_passages: Callable[[], Sequence[DraftPassage]]
) -> Draft:
    """A draft as it is stated to be, but for its passages; `read_passages` gives those, if they are asked for.

    Raises CorpusSettingsInvalid where something is stated of a session or a person that the paper does not have.
    """
    facts = _facts(draft.facts, rules)
    sessions = draft.sessions
    for setting, rule in _stated(rules, "sessions"):
        sessions = _described(sessions, setting, rule, draft.source.name, facts)
    if last_stated(rules, "people") is not None:
        sessions = _peopled(sessions, rules, draft.source.name, read_passages)
    return replace(draft, facts=facts, sessions=sessions)


def override_passages(
    passages: Sequence[DraftPassage], sessions: Sequence[DraftSession], rules: Sequence[DocumentRule]
) -> tuple[DraftPassage, ...]:
    """The passages of a paper with the people and the mentions stated; `sessions` are the paper's own."""
    if last_stated(rules, "people") is not None:
        stated = [_placed(setting, rule, sessions, "") for setting, rule in _stated(rules, "people")]
        passages = [_named(passage, stated) for passage in passages]
    added = [setting for setting, _ in _stated(rules, "mentions")]
    removed = last_stated(rules, "not_mentions") or ()
    return tuple(
        replace(
            passage,
            mentions=tuple(dict.fromkeys(one.symbol for one in added if contains_words(passage.text, one.words))),
            not_mentions=removed,
        )
        if added or removed
        else passage
        for passage in passages
    )


def unused_mentions(rules: Sequence[DocumentRule], texts: Callable[[DocumentRule], Iterator[str]]) -> Iterator[str]:
    """Warnings of words that are stated to mean a document, but stand in none of the texts of the rule's papers."""
    for rule in rules:
        for one in rule.mentions or ():
            if not any(contains_words(text, one.words) for text in texts(rule)):
                yield f"mentions: “{one.words}” stands in no paper that file = “{rule.file}” matches"


def contains_words(text: str, wanted: str) -> bool:
    """Whether words stand in a text one after another, case and spaces aside."""
    return f" {' '.join(split_words(wanted.casefold()))} " in f" {' '.join(split_words(text.casefold()))} "


def _stated(rules: Sequence[DocumentRule], key: str) -> list[tuple[Any, DocumentRule]]:
    """The entries of the last list that is stated under a key, each with the rule that states it."""
    rule = next((rule for rule in reversed(rules) if getattr(rule, key) is not None), None)
    return [(entry, rule) for entry in getattr(rule, key)] if rule else []


def _facts(facts: DraftFacts, rules: Sequence[DocumentRule]) -> DraftFacts:
    for rule in rules:
        stated: dict[str, Any] = {
            "title": rule.title,
            "kind": rule.kind,
            "stated_status": rule.status,
            "published": rule.published,
            "language": rule.language,
            "recognised": rule.recognised,
            "restrictions": rule.restriction,
            "meeting_title": rule.meeting,
            "meeting_id": rule.meeting_id,
            "place": rule.venue,
            "start": rule.start,
            "end": rule.end or rule.start,
            "year": rule.year or (rule.start.year if rule.start else None),
        }
        known = {key: value for key, value in stated.items() if value is not None}
        facts = replace(facts, **known, stated=facts.stated | known.keys())
    return facts


def _described(
    sessions: Sequence[DraftSession], setting: SessionSetting, rule: DocumentRule, source: str, facts: DraftFacts
) -> tuple[DraftSession, ...]:
    """The sessions with what is stated of one beyond its heading; one whose heading is not there is an error."""
    wanted = setting.title or setting.heading
    found = _session(str(setting.number) if setting.number is not None else wanted, sessions, wanted)
    place = rule.place.child("sessions")
    if found is None:
        place.fail(f"no line of {source} is “{setting.heading}”; a heading is stated as the paper prints it", ": ")
    parent = None
    if setting.part_of is not None:
        parent = _session(setting.part_of, [one for one in sessions if one is not found])
        if parent is None:
            place.fail(f"part_of: {_unknown(setting.part_of, sessions, source)}", ": ")
    day = setting.day
    if day and facts.start and not facts.start <= day <= (facts.end or facts.start):
        place.fail(f"day {day} is no day of the meeting, {facts.start} to {facts.end or facts.start}", ": ")
    stated = {
        "label": setting.label,
        "time": setting.time,
        "day": (day.day, day.month) if day else None,
        "parent": parent.key if parent else None,
    }
    known: dict[str, Any] = {key: value for key, value in stated.items() if value is not None}
    own = known.keys() | ({"title"} if setting.title else set())
    more = replace(found, **known, stated=found.stated | own)
    return tuple(more if one is found else one for one in sessions)


def _peopled(
    sessions: Sequence[DraftSession],
    rules: Sequence[DocumentRule],
    source: str,
    read_passages: Callable[[], Sequence[DraftPassage]],
) -> tuple[DraftSession, ...]:
    """The sessions with the people stated and no others; somebody who would be found nowhere is an error."""
    people: dict[str, tuple[Participation, ...]] = {}
    passages: Sequence[DraftPassage] | None = None
    for setting, rule in _stated(rules, "people"):
        one, key = _placed(setting, rule, sessions, source)
        if key is not None:
            people[key] = (*people.get(key, ()), one)
            continue
        passages = read_passages() if passages is None else passages
        if not any(_is_about(passage, one) for passage in passages):
            rule.place.child("people").fail(
                f"“{setting.name}” has no session, and no passage of {source} has the name; add session = …", ": "
            )
    return tuple(replace(session, people=people.get(session.key, ())) for session in sessions)


def _placed(
    setting: PersonSetting, rule: DocumentRule, sessions: Sequence[DraftSession], source: str
) -> tuple[Participation, str | None]:
    """A participation as stated, and the key of its session."""
    one = parse_participation(setting.name.replace(",", " "), setting.role)
    one = replace(one, affiliation=setting.affiliation, remote=setting.via is not None)
    if setting.session is None:
        return one, None
    found = _session(setting.session, sessions)
    if found is None:
        rule.place.child(f"people: “{setting.name}”").fail(_unknown(setting.session, sessions, source), ": ")
    return one, found.key


def _session(wanted: str, sessions: Sequence[DraftSession], title: str | None = None) -> DraftSession | None:
    """The session that is called so: by number, label, title, or label and title; of two with a number the first.

    With a `title` the session has that, too.
    """
    able = [one for one in sessions if title is None or _folded(one.title) == _folded(title)]
    folded = _folded(wanted)
    for names in (
        lambda one: (str(one.number),),
        lambda one: (_folded(one.label or ""), _folded(one.title), _folded(f"{_label(one)}: {one.title}")),
    ):
        found = [one for one in able if folded in names(one)]
        if found:
            return min(found, key=lambda one: one.parent is not None)
    return None


def _label(session: DraftSession) -> str:
    return session.label or ("" if session.number is None else str(session.number))


def _unknown(wanted: str, sessions: Sequence[DraftSession], source: str) -> str:
    """What is said of a session that a paper does not have."""
    names = [f"“{': '.join(name for name in (_label(one), one.title) if name)}”" for one in sessions]
    if not names:
        return f"{source} has no session, so none can be “{wanted}”; leave session out, or state its sessions"
    hint = did_you_mean(wanted, [one.title for one in sessions if one.title])
    return f"{source} has no session “{wanted}”{hint}; its sessions are {', '.join(names)}"


def _named(passage: DraftPassage, stated: Sequence[tuple[Participation, str | None]]) -> DraftPassage:
    """A passage with those people only who are stated: who speaks in it, and whose full names stand in it."""
    here = [one for one, key in stated if key in (None, passage.section.session)]
    near = [*here, *(one for one, _ in stated)]
    read = (next((one for one in near if _is_called(other.name, one.name)), None) for other in passage.people)
    found = [one for one in read if one]
    if passage.kind != "quote":
        found += [one for one in here if _has_name(passage.text, one.name)]
    return replace(passage, people=tuple(dict.fromkeys(found)))


def _is_about(passage: DraftPassage, one: Participation) -> bool:
    """Whether somebody speaks in a passage, or is named in it."""
    return _has_name(passage.text, one.name) or any(_is_called(other.name, one.name) for other in passage.people)


def _has_name(text: str, name: str) -> bool:
    folded = " ".join(fold_name(name))
    return " " in folded and f" {folded} " in f" {' '.join(fold_name(text))} "


def _is_called(name: str, full: str) -> bool:
    """Whether a name that stands in a paper can be a stated one: the same, a shorter form, or its surname."""
    mine, yours = fold_name(name), fold_name(full)
    if mine == yours or is_fuller_name(yours, mine) or is_fuller_name(mine, yours):
        return True
    return is_surname(name) and bool(mine) and yours[-len(mine) :] == mine


def _folded(name: str) -> str:
    return " ".join(split_words(name.casefold()))
