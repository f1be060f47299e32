"""Tests of reconciling a registry with what a build read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.links.memory import ReconciledRegistry, RegistryInMemory, reconcile_in_memory, registry_lines
from indexer.meetings.ids import normalise, passage_ids
from indexer.registry.incoming import NewDocument, NewMeeting, NewPassage, NewSession
from indexer.registry.resolve import resolve

from .papers import STAMPS, TEXTS, index, index_all, paragraph

PAPER = [paragraph(number) for number in range(8)]


def state(reconciled: ReconciledRegistry, passage_id: str, version: str | None = None) -> str:
    """Return the state of a passage's link."""
    return resolve(reconciled.registry, passage_id, version).state


@given(TEXTS)
def test_the_first_build_gives_the_ids_that_anybody_would_give(texts: list[str]) -> None:
    """Without a registry the ids are those of `ids.passage_ids`, so two independent builds agree."""
    reconciled = index(None, texts)
    assert list(reconciled.passages["paper.txt"]) == passage_ids(
        reconciled.documents["paper.txt"], list(map(normalise, texts))
    )


@given(TEXTS, TEXTS)
def test_an_unchanged_corpus_leaves_the_registry_as_it_is(first: list[str], second: list[str]) -> None:
    """Reconciling a corpus with its own registry changes no byte, also after edits, and stamps stay."""
    before = index(index(None, first, STAMPS[0]).registry, second, STAMPS[1])
    after = index(before.registry, second, STAMPS[2])
    assert after.registry == before.registry
    assert b"".join(registry_lines(after.registry)) == b"".join(registry_lines(before.registry))
    assert not after.review
    assert set(after.outcomes) <= {"same"}


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_no_id_is_lost_or_given_twice(builds: list[list[str]]) -> None:
    """Whatever a paper becomes, each id ever given is living, merged or withdrawn, and keeps all its wordings."""
    registry: RegistryInMemory | None = None
    given_ids: dict[str, set[str]] = {}
    for texts, stamp in zip(builds, STAMPS, strict=False):
        reconciled = index(registry, texts, stamp)
        registry = reconciled.registry
        ids = reconciled.passages["paper.txt"]
        assert len(set(ids)) == len(ids)
        for name, text in zip(ids, texts, strict=True):
            given_ids.setdefault(name, set()).add(normalise(text))
        rows = {row.id: row for row in registry.passages}
        assert len(rows) == len(registry.passages)
        assert {name for name, row in rows.items() if row.living} == set(ids)
        for name, wordings in given_ids.items():
            row = rows[name]
            assert {normalise(row.text), *(normalise(wording.text) for wording in row.past)} >= wordings
            assert resolve(registry, name).state != "unknown"


@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_papers_does_not_matter(first: list[str], second: list[str], chance: random.Random) -> None:
    """Documents given in another order get the same ids and rows."""
    papers = {"a.txt": first, "b.txt": second, "c.txt": PAPER[:3]}
    changed = {"a.txt": second, "d.txt": first, "c.txt": PAPER[1:4]}
    shuffled = list(changed.items())
    chance.shuffle(shuffled)
    before = index_all(None, dict(papers)).registry
    in_order = index_all(before, dict(changed), STAMPS[1])
    in_other_order = index_all(before, dict(shuffled), STAMPS[1])
    assert {row.id: row for row in in_order.registry.documents if row.outcome != "new"} == {
        row.id: row for row in in_other_order.registry.documents if row.outcome != "new"
    }


def test_an_insertion_changes_one_line_and_the_count() -> None:
    """A new paragraph in the middle adds its own line to the file and changes only the document's."""
    before = index(None, PAPER)
    after = index(before.registry, [*PAPER[:4], paragraph(99), *PAPER[4:]], STAMPS[1])
    old, new = (set(registry_lines(reconciled.registry)) for reconciled in (before, after))
    assert len(new - old) == 2
    assert len(old - new) == 1


def test_an_edited_passage_keeps_its_id_and_its_wording() -> None:
    """A changed word makes a new version of the same passage, and an old link still shows the wording as cited."""
    before = index(None, PAPER)
    name = before.passages["paper.txt"][3]
    edited = PAPER[3].replace(PAPER[3].split()[5], "seal")
    after = index(before.registry, [*PAPER[:3], edited, *PAPER[4:]], STAMPS[1])
    assert after.passages == before.passages
    old = before.registry.passage(name)
    assert old
    resolution = resolve(after.registry, name, old.version)
    assert (resolution.state, resolution.cited and resolution.cited.text) == ("changed", PAPER[3])
    assert resolution.target
    assert resolution.target.text == edited
    assert state(after, name, resolution.target.version) == "unchanged"


def test_a_moved_passage_keeps_its_id() -> None:
    """The same words in another place are the same passage."""
    before = index(None, PAPER)
    after = index(before.registry, [*PAPER[1:], PAPER[0]], STAMPS[1])
    name = before.passages["paper.txt"][0]
    row = after.registry.passage(name)
    assert after.passages["paper.txt"][-1] == name
    assert row
    assert row.outcome == "moved"
    assert state(after, name) == "unchanged"


def test_a_split_keeps_the_id_on_the_longest_part_and_names_the_others() -> None:
    """A link to the whole names all parts, and a link made to a part afterwards is unchanged."""
    before = index(None, PAPER)
    name = before.passages["paper.txt"][2]
    words = PAPER[2].split()
    after = index(before.registry, [*PAPER[:2], " ".join(words[:8]), " ".join(words[8:]), *PAPER[3:]], STAMPS[1])
    assert after.passages["paper.txt"][3] == name
    old, new = before.registry.passage(name), after.registry.passage(name)
    assert old
    assert new
    resolution = resolve(after.registry, name, old.version)
    assert resolution.state == "split"
    assert [part.id for part in resolution.other_parts] == [after.passages["paper.txt"][2]]
    assert state(after, name, new.version) == "unchanged"
    later = index(after.registry, [*PAPER[:2], " ".join(words[8:]), *PAPER[3:]], STAMPS[2])
    assert state(later, name, old.version) == "changed"


def test_a_merged_passage_leads_to_the_survivor() -> None:
    """The longest of the merged passages keeps its id; the others lead there and keep their wordings."""
    before = index(None, [*PAPER[:3], paragraph(50, 12), *PAPER[3:]])
    after = index(before.registry, [*PAPER[:2], f"{PAPER[2]} {paragraph(50, 12)}", *PAPER[3:]], STAMPS[1])
    survivor, gone = before.passages["paper.txt"][2:4]
    resolution = resolve(after.registry, gone)
    assert resolution.state == "merged"
    assert resolution.target
    assert resolution.target.id == survivor
    assert resolution.cited
    assert resolution.cited.text == paragraph(50, 12)
    last = index(after.registry, [*PAPER[:2], *PAPER[3:]], STAMPS[2])
    assert state(last, gone) == "withdrawn"


def test_a_withdrawn_passage_shows_its_words_and_its_place_and_may_return() -> None:
    """A deleted passage is listed, its link shows its text and the next passage, and its id may return."""
    before = index(None, PAPER)
    name = before.passages["paper.txt"][4]
    after = index(before.registry, [*PAPER[:4], *PAPER[5:]], STAMPS[1])
    assert [item.id for item in after.review] == [name]
    resolution = resolve(after.registry, name)
    assert (resolution.state, resolution.cited and resolution.cited.text) == ("withdrawn", PAPER[4])
    assert resolution.nearest
    assert resolution.nearest.id in {before.passages["paper.txt"][3], before.passages["paper.txt"][5]}
    again = index(after.registry, PAPER, STAMPS[2])
    assert again.passages == before.passages
    assert state(again, name) == "unchanged"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["11:00 Session 2: Opening", "12:00 Session 3: Closing"], ["11:00 Session 2: Opening", "13:00 Lunch"]),
        ([paragraph(1), paragraph(2)], [paragraph(3), paragraph(2)]),
        (["Mr. Lee, Ghana", "Ms. Diop, Senegal", "Mr. Roy, India"], ["Ms. Diop, Senegal", "Mr. Rao, Indonesia"]),
    ],
)
def test_an_id_never_moves_to_other_words_by_chance(old: list[str], new: list[str]) -> None:
    """A replaced passage is withdrawn and listed; its id does not move to what stands in its place."""
    before = index(None, old)
    after = index(before.registry, new, STAMPS[1])
    for name, text in zip(before.passages["paper.txt"], old, strict=True):
        assert state(after, name) == ("unchanged" if text in new else "withdrawn")


def test_passages_of_one_pattern_are_distinguished() -> None:
    """Where many passages share a form of words, the id of a removed one does not move to its neighbour."""
    form = "The council takes note of the report of the secretary on {} and requests an update by {}."
    old = [
        form.format(name, number) for number, name in enumerate(["Mali", "Sudan", "Haiti", "Cyprus", "Libya"], start=1)
    ]
    new = [
        form.format(name, number) for number, name in enumerate(["Mali", "Haiti", "Yemen", "Cyprus", "Libya"], start=1)
    ]
    numbers = [str(number) for number in range(1, 6)]
    before = index(None, old, numbers=numbers)
    after = index(before.registry, new, STAMPS[1], numbers=numbers)
    first, second = before.passages["paper.txt"], after.passages["paper.txt"]
    assert (second[0], second[1], second[3], second[4]) == (first[0], first[2], first[3], first[4])
    assert state(after, first[1]) == "withdrawn"


def test_a_number_of_its_own_is_evidence_for_a_rewritten_passage() -> None:
    """A rewritten paragraph keeps its id by its number where its neighbours do not decide."""
    words = paragraph(20, 12).split()
    rewritten = " ".join([*words[:9], "otherwise", "put"])
    before = index(None, [*PAPER[:2], " ".join(words), PAPER[3]], numbers=["1", "2", "3", "4"])
    after = index(
        before.registry, [rewritten, paragraph(30), PAPER[3], *PAPER[:2]], STAMPS[1], numbers=["3", "5", "4", "1", "2"]
    )
    assert after.passages["paper.txt"][0] == before.passages["paper.txt"][2]


def test_ten_edits_in_a_row_leave_the_first_link_valid() -> None:
    """After ten edits and builds the very first link still shows the wording as cited."""
    texts = list(PAPER)
    reconciled = index(None, texts)
    name = reconciled.passages["paper.txt"][3]
    first = reconciled.registry.passage(name)
    assert first
    for step in range(1, 11):
        words = texts[texts.index(texts[3 + (step > 5)])].split()
        words[step * 2] = f"change{step}"
        texts[3 + (step > 5)] = " ".join(words)
        if step == 5:
            texts.insert(0, paragraph(70))
        reconciled = index(reconciled.registry, texts, STAMPS[step])
    resolution = resolve(reconciled.registry, name, first.version)
    assert resolution.state == "changed"
    assert resolution.cited
    assert resolution.cited.text == PAPER[3]
    assert resolution.target
    assert resolution.target.text == texts[4]
    assert len(resolution.target.past) == 10


def test_a_document_keeps_its_id_under_another_name_title_kind_and_meeting() -> None:
    """A document that gets another name, title, kind and meeting keeps its links, and its old meeting leads to the new
    one.
    """
    before = index(None, PAPER)
    passages = [NewPassage(text) for text in PAPER]
    paper = NewDocument("2026/final.txt", "other bytes", "Final", "report")
    meeting = NewMeeting("paris-2001", "Quite another meeting", [paper], is_stated=True)
    after = reconcile_in_memory(before.registry, [meeting], lambda _: passages, STAMPS[1])
    assert after.documents["2026/final.txt"] == before.documents["paper.txt"]
    assert after.passages["2026/final.txt"] == before.passages["paper.txt"]
    assert after.meetings == ("paris-2001",)
    old = next(row for row in after.registry.meetings if row.id == "lima-1999")
    assert (old.outcome, old.into) == ("merged", ("paris-2001",))


def test_a_meeting_keeps_its_id_when_it_is_read_differently() -> None:
    """A meeting with another inferred name keeps its address, and sessions keep theirs by title."""
    document = NewDocument("a.txt", "d", "A")
    passages = [NewPassage(text) for text in PAPER]
    ice_meeting = NewMeeting(
        "ice-1999", "Ice", [document], [NewSession("3", "Storage of ice", 3), NewSession("4", "Salt", 4)]
    )
    two = NewMeeting("lima-1999", "On Ice", [document], [NewSession("s-3", "Storage of ice"), NewSession("3", "Fish")])
    before = reconcile_in_memory(None, [ice_meeting], lambda _: passages, STAMPS[0])
    after = reconcile_in_memory(before.registry, [two], lambda _: passages, STAMPS[1])
    assert after.meetings == ("ice-1999",)
    assert after.sessions[0]["s-3"] == "3"
    assert after.sessions[0]["3"] != "3"
    assert {row.id: row.outcome for row in after.registry.sessions}["4"] == "withdrawn"


def test_two_papers_that_swap_their_names_keep_their_ids() -> None:
    """The content of a paper counts more than its file name."""
    first_half, second_half = PAPER[:4], PAPER[4:]
    before = index_all(None, {"a.txt": first_half, "b.txt": second_half})
    after = index_all(
        before.registry, {"a.txt": [*second_half, paragraph(80)], "b.txt": [*first_half, paragraph(81)]}, STAMPS[1]
    )
    assert after.documents == {"a.txt": before.documents["b.txt"], "b.txt": before.documents["a.txt"]}


def test_a_paper_that_was_away_comes_back_with_its_links() -> None:
    """A removed paper is withdrawn and listed, and its ids return with it, even if it was edited."""
    papers = {"a.txt": PAPER[:4], "b.txt": PAPER[4:]}
    before = index_all(None, dict(papers))
    away = index_all(before.registry, {"b.txt": PAPER[4:]}, STAMPS[1])
    assert [item.id for item in away.review] == [before.documents["a.txt"]]
    assert not away.is_foreign
    edited = f"{PAPER[0]} Indeed."
    back = index_all(away.registry, {**papers, "a.txt": [edited, *PAPER[1:4]]}, STAMPS[2])
    assert back.passages == before.passages


def test_the_registry_of_other_papers_is_recognised() -> None:
    """A registry of which nothing stands in the papers is recognised as another corpus's."""
    before = index(None, PAPER)
    assert index(before.registry, [paragraph(60)], STAMPS[1], source="other.txt").is_foreign
    assert not index(before.registry, [PAPER[0], paragraph(60)], STAMPS[1]).is_foreign


@pytest.mark.parametrize(("stood", "left", "foreign"), [(20, 1, False), (20, 0, True), (19, 0, False)])
def test_one_passage_that_is_left_shows_whose_registry_it_is(stood: int, left: int, foreign: bool) -> None:
    """A registry is another corpus's if all of many passages are gone, although a file name is the same."""
    before = index(None, [paragraph(number) for number in range(stood)])
    texts = [paragraph(number) for number in (*range(left), *range(100, 100 + stood))]
    assert index(before.registry, texts, STAMPS[1]).is_foreign is foreign


def test_an_unknown_id_and_an_unknown_version_are_reported() -> None:
    """An id or a version that was never given is reported as unknown."""
    reconciled = index(None, PAPER)
    assert state(reconciled, "lima-1999-paper.zzzzz") == "unknown"
    resolution = resolve(reconciled.registry, reconciled.passages["paper.txt"][0], "ffffff")
    assert (resolution.state, resolution.version_known) == ("changed", False)
