"""Key questions and people of a plan beside what was reported: pairs that are clear, and no others."""

from __future__ import annotations

from dataclasses import replace

from indexer.explore.plan_and_report import plan_report, questions_of
from indexer.model import Participation, Passage
from indexer.store.library import Library
from tests.corpus_factory import CAPACITY, PROGRAMME, SUMMARY, passage

READ = {
    ("1", 1): [3, 4], ("1", 2): [3, 4], ("1", 3): [5],
    ("2", 1): [6], ("2", 2): [8], ("2", 3): [7], ("2", 5): [8],
    ("3", 1): [9, 11], ("3", 2): [10, 11], ("3", 3): [9, 10, 11],
    ("4", 1): [12, 14, 15], ("4", 2): [13, 14],
    ("5", 1): [17, 18], ("5", 2): [18, 19], ("5", 3): [18, 19], ("5", 6): [18], ("5", 7): [18, 19],
    ("6", 1): [20, 22], ("6", 2): [22], ("6", 3): [22], ("6", 4): [20, 21], ("6", 5): [20, 21, 22], ("6", 6): [21, 22],
    ("6", 7): [21, 22],
}  # fmt: skip
"""Read by eye: the reported passages that take up a question, by session and the question's place; others have none."""
CLEAR = (("1", 2, 3), ("2", 1, 6), ("2", 3, 7), ("2", 5, 8), ("3", 2, 11), ("4", 2, 13), ("4", 2, 14), ("6", 7, 21))
"""Pairs of which question and passage have whole phrases in common: none of these may be missing."""


def sides(library: Library, session: str) -> tuple[list[Passage], list[Passage]]:
    """Return the planned and the reported passages of a session of the shipped papers."""
    passages = library.session_passages("montevideo-2024", session)
    planned = [each for each in passages if each.document.status == "planned"]
    return planned, [each for each in passages if each.document.status == "reported"]


def test_matches_are_those_of_a_reader(seed_library: Library) -> None:
    """Of the pairs shown for the shipped papers nine in ten are a reader's, and few questions miss all of theirs."""
    shown, asked = [], 0
    for session in "123456":
        questions = plan_report(seed_library, *sides(seed_library, session)).questions
        asked += len(questions)
        shown += [
            (session, number, match.passage.ordinal + 1)
            for number, question in enumerate(questions, 1)
            for match in question.reported
        ]
    right = [pair for pair in shown if pair[2] in READ.get(pair[:2], [])]
    assert asked == 29
    assert len(right) >= 0.9 * len(shown)
    assert len({pair[:2] for pair in right}) >= 0.75 * len(READ)
    assert set(CLEAR) <= set(right)


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


def test_a_weaker_passage_does_not_stand_beside_a_stronger_one(seed_library: Library) -> None:
    """A passage that shares much less than the best one is left out, though alone it would be shown."""
    planned, reported = sides(seed_library, "2")
    text = "How do seagrass meadows, mangrove forests and coral nurseries store carbon?"
    asked = replace(planned[0], kind="list_item", text=text, sentences=())
    strong = replace(reported[0], text="Seagrass meadows, mangrove forests and coral nurseries store carbon.")
    weak = replace(reported[1], text="Mangrove forests and coral store heat.")
    [alone] = plan_report(seed_library, [asked], [weak]).questions
    [both] = plan_report(seed_library, [asked], [weak, strong]).questions
    assert [match.passage.text for match in alone.reported] == [weak.text]
    assert [match.passage.text for match in both.reported] == [strong.text]
