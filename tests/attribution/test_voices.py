"""Which group a draft says to have spoken, held against the one to which the sentence of the source gives the words."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding
from indexer.quotes.report import all_sound, finding_message
from indexer.quotes.verify import verify
from indexer.store.library import Library
from webapp.verify.beside import undecided_facts, unstated_facts

SOME = "other problems facing peacekeeping operations—such as the lack of basic equipment—should take priority"
"""Words of the sentence “Some participants also argued that ...”."""
ANOTHER = "people-centeredness was inherent in WPS engagement"
"""“Another participant noted that ...”."""
PANEL = "mis- and disinformation could be as lethal as physical violence"
"""“Panelists noted that ...”."""
EMPHASIZING = "the mission's agility and continuous adaptation to changing circumstances"
"""“The panelists provided an overview of the UNTSO study, emphasizing ...”."""
AGREED = "the need for close cooperation between the Secretariat and member states"
"""“Participants widely agreed on ...”."""
KAMBOJ = "The New Agenda for Peace has defined the emerging nature of conflict very adequately"
"""Words of one speaker, who is named."""


def finding_of(draft: str, library: Library, names: KnownNames) -> Finding:
    """Check the only quotation of a draft against the shipped papers."""
    (finding,) = verify(draft_from_text(draft).quotations, library.word_index, library, names=names)
    return finding


@pytest.mark.parametrize(
    ("draft", "stated", "source"),
    [
        (f"Participants agreed that “{SOME}”.", "Participants agreed", "Some participants also argued"),
        (f"All delegates said that “{SOME}”.", "All delegates said", "Some participants also argued"),
        (f"“{SOME}”, participants agreed.", "participants agreed", "Some participants also argued"),
        (f"In the end it was agreed that “{SOME}”.", "it was agreed", "Some participants also argued"),
        (f"Participants agreed that “{ANOTHER}”.", "Participants agreed", "Another participant noted"),
        (f"Several participants said that “{ANOTHER}”.", "Several participants said", "Another participant noted"),
        (f"The majority of speakers said that “{ANOTHER}”.", "The majority of speakers said", "Another participant"),
    ],
)
def test_a_group_for_fewer_is_wrong(
    seed_library: Library, names: KnownNames, draft: str, stated: str, source: str
) -> None:
    """Words of one or of some are not those of all, or of many."""
    finding = finding_of(draft, seed_library, names)
    assert finding.outcome == "wrong_speaker"
    message = finding_message(finding, seed_library)
    assert f"Your draft says “{stated}”, but the paper gives these words to “{source}" in message
    assert not all_sound([finding])
    (fact,) = finding.contradicted
    assert fact.stated.start is not None
    assert draft[fact.stated.start : fact.stated.end] == stated


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        # The source goes on behind `criticized`, behind dashes and behind `as`, and others have no noun.
        (
            "Everyone agreed that it is “an unattainable objective given the legal, operational”.",
            "One participant crit",
        ),
        ("All member states agreed on “a perceived lack of leadership”.", "One participant criticized"),
        ("All delegations agreed that they “should take priority over new technologies”.", "Some participants also"),
        ("Everyone agreed on “institutionalizing the Peacebuilding Commission's informal role”.", "Others called for"),
        ("The Committee concluded that “other problems facing peacekeeping operations”.", "Some participants also"),
        (f"Participants agreed that “{KAMBOJ}”.", "Ruchira Kamboj"),
        ("All participants said that peacekeeping “remained a symbol of global solidarity”.", "Jean-Pierre Lacroix"),
        (f"All participants said that “{KAMBOJ}”.", "Ruchira Kamboj"),
    ],
)
def test_all_have_not_said_what_one_or_some_did(
    seed_library: Library, names: KnownNames, draft: str, source: str
) -> None:
    """What a paper gives to one or to some is wrong where a draft gives it to everyone."""
    finding = finding_of(draft, seed_library, names)
    assert finding.outcome == "wrong_speaker"
    assert finding.contradicted[0].source.startswith(source)


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("Atul Khare said that peacekeeping “remained a symbol of global solidarity”.", "wrong_speaker"),
        ("Atul Khare stressed that this “required having lean, prioritized mandates”.", "wrong_speaker"),
        ("Atul Khare identified “trust as the cornerstone of effective peacekeeping”.", "wrong_speaker"),
        ("The chair, Atul Khare, said: “We need to revisit our mental maps”.", "wrong_speaker"),
        ("Norway said that peacekeeping “remained at the core of the UN's peace efforts”.", "wrong_speaker"),
        ("Lacroix stressed that this “required having lean, prioritized mandates”.", "exact"),
        ("Switzerland said that peacekeeping “remained at the core of the UN's peace efforts”.", "exact"),
        # A sentence that names nobody, in a passage that names one.
        ("Atul Khare said that relations “were more strained than at any point in the past”.", "exact"),
        ("CCCPA noted “recent work on enhancing the understanding of these inter linkages”.", "exact"),
    ],
)
def test_a_sentence_names_its_speaker(seed_library: Library, names: KnownNames, draft: str, outcome: str) -> None:
    """Where a report's sentence gives the words to one person by name, or by `he`, they are not another's."""
    finding = finding_of(draft, seed_library, names)
    assert finding.outcome.replace("near_", "") == outcome


def test_there_is_one_verdict_on_who_spoke(seed_library: Library, names: KnownNames) -> None:
    """The representative of a country is a speaker, and no group besides."""
    finding = finding_of(f"The representative of Norway said that “{SOME}”.", seed_library, names)
    assert [fact.stated.kind for fact in finding.facts] == ["speaker", "manner"]


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        (f"One participant said that “{SOME}”.", "Some participants also argued"),
        (f"Participants said that “{SOME}”.", "Some participants also argued"),
        (f"Participants agreed that “{PANEL}”.", "Panelists noted"),
        (f"Participants agreed on “{EMPHASIZING}”.", "The panelists emphasizing"),
        (f"Participants stressed that “{KAMBOJ}”.", "Ruchira Kamboj"),
        (f"The symposium concluded that “{KAMBOJ}”.", "Ruchira Kamboj"),
        ("Participants agreed on “over-ambitious mandates”.", "The panelists cautioning"),
        (
            "Participants agreed on “the need for a modular and people-centric approach”.",
            "The first session of the Preparatory Ministerial Peacekeeping Meeting emphasized",
        ),
    ],
)
def test_another_group_is_told(seed_library: Library, names: KnownNames, draft: str, source: str) -> None:
    """Where the paper does not clearly contradict the draft, it is said to whom it gives the words, and no more."""
    finding = finding_of(draft, seed_library, names)
    assert all_sound([finding])
    assert f"The paper gives these words to “{source}”." in finding_message(finding, seed_library)
    assert (undecided_facts(finding), unstated_facts(finding)) == ("", "")


@pytest.mark.parametrize(
    "draft",
    [
        f"Some participants argued that “{SOME}”.",
        f"Several of the participants argued that “{SOME}”.",
        f"One participant noted that “{ANOTHER}”.",
        f"Panelists noted that “{PANEL}”.",
        f"Participants agreed on “{AGREED}”.",
        f"Participants stressed “{AGREED}”.",
    ],
)
def test_the_same_group_agrees(seed_library: Library, names: KnownNames, draft: str) -> None:
    """The same people in the same number are supported, and nothing is remarked."""
    finding = finding_of(draft, seed_library, names)
    assert [fact.verdict for fact in finding.facts if fact.stated.kind == "voice"] == ["supported"]
    assert "gives these words" not in finding_message(finding, seed_library)


@pytest.mark.parametrize(
    "draft",
    [
        "Participants agreed that “UNTSO's reporting was never challenged by the five host countries”.",
        "Participants agreed on “deploying peacekeepers in environments where success is unlikely”.",
        f"Participants heard that “{SOME}”.",
        f"Participants were told that “{SOME}”.",
        f"The concerns of all participants showed that “{SOME}”.",
        f"The report on participants notes that “{SOME}”.",
        f"The meeting note says that “{SOME}”.",
        f"The chair of the panel said that “{SOME}”.",
        f"Participants will agree that “{SOME}”.",
        f"It was noted that “{SOME}”.",
    ],
)
def test_silence_claims_nothing(seed_library: Library, names: KnownNames, draft: str) -> None:
    """No group is read where the draft or the source names none clearly."""
    finding = finding_of(draft, seed_library, names)
    assert not [fact for fact in finding.facts if fact.stated.kind == "voice" and (fact.source or fact.contradiction)]
    assert "gives these words" not in finding_message(finding, seed_library)
