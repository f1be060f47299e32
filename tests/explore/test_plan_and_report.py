"""Key questions and people of a plan beside what was reported: pairs that are clear, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.explore.plan_and_report import plan_report, questions_of
from indexer.model import Participation, Passage
from indexer.store.library import Library
from tests.corpus_factory import CAPACITY, PROGRAMME, SUMMARY, passage

MATCHED = {
    ("2", "What capabilities are needed to respond to new security challenges, such as IEDs"): [6],
    ("2", "In what ways does the UN address physical and mental health challenges"): [8],
    ("3", "What achievements have been made to meet A4P and A4P+ priorities"): [11],
    ("4", "What specific strategies, including those related to preventing and addressing sexual"): [13, 14],
}
"""Read by eye: the reported passages that take up a question, by session and the question's first words."""


def sides(library: Library, session: str) -> tuple[list[Passage], list[Passage]]:
    """Return the planned and the reported passages of a session of the shipped papers."""
    passages = library.session_passages("montevideo-2024", session)
    planned = [each for each in passages if each.document.status == "planned"]
    return planned, [each for each in passages if each.document.status == "reported"]


@pytest.mark.parametrize("session", list("123456"))
def test_only_clear_pairs_are_matched(seed_library: Library, session: str) -> None:
    """Of the shipped papers, each pair that is found is one that a reader made too."""
    report = plan_report(seed_library, *sides(seed_library, session))
    assert report.questions
    for asked in report.questions:
        expected = next(
            (found for (of, words), found in MATCHED.items() if of == session and asked.text.startswith(words)), []
        )
        assert sorted(match.passage.ordinal + 1 for match in asked.reported) == expected, asked.text


def test_a_question_that_nothing_answers_has_no_passage(seed_library: Library) -> None:
    """A question about something else shares no rare words, so nothing is set beside it."""
    planned, reported = sides(seed_library, "3")
    other = replace(planned[0], kind="list_item", text="How do glaciers of the northern alps retreat in summer?")
    [asked] = plan_report(seed_library, [replace(other, sentences=())], reported).questions
    assert asked.reported == ()


def test_questions_are_what_is_asked_or_announced() -> None:
    """Sentences that ask, and lists under a heading or a sentence that announces questions, are questions."""
    paragraph = passage(PROGRAMME, 0, "The panel meets. What should be measured in estuaries?", CAPACITY)
    paragraph = replace(paragraph, sentences=((0, 16), (17, len(paragraph.text))))
    item = passage(
        PROGRAMME, 1, "Ways to measure salt in estuaries", CAPACITY, kind="list_item", lead_in="Guiding questions:"
    )
    plain = passage(PROGRAMME, 2, "Ways to measure salt in rivers", CAPACITY, kind="list_item")
    short = passage(PROGRAMME, 3, "Any questions?", CAPACITY)
    announced = passage(PROGRAMME, 4, "Key questions: Who measures the salt of rivers?", CAPACITY)
    found = [text for text, _ in questions_of([paragraph, item, plain, short, announced])]
    assert found == [
        "What should be measured in estuaries?",
        "Ways to measure salt in estuaries",
        "Who measures the salt of rivers?",
    ]


def test_a_person_is_matched_by_the_whole_name(seed_library: Library) -> None:
    """A report names a person by identity or by the whole name; a surname alone is not enough."""
    person = Participation("Anna Berg", "panelist", person="anna-berg")
    planned = [passage(PROGRAMME, 0, "Anna Berg", CAPACITY, kind="heading_note", people=(person,))]
    reported = [
        passage(SUMMARY, 0, "Ms. Berg spoke of salt.", CAPACITY),
        passage(SUMMARY, 1, "Anna Berg spoke of rivers.", CAPACITY),
        passage(SUMMARY, 2, "The chair closed.", CAPACITY, people=(replace(person, role="speaker"),)),
    ]
    [entry] = plan_report(seed_library, planned, reported).people
    assert [found.ordinal for found in entry.reported] == [1, 2]
