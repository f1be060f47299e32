"""Near-twins: passages of one paper that differ in a word keep their own ids, also when all of them are misread."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.meetings.ids import normalise
from indexer.registry.near_duplicates import differs_only_by_slips, is_nearer, near_duplicate_is_contained
from indexer.registry.resolve import resolve
from indexer.registry.spans import most_similar_run_without

from .papers import STAMPS, index, paragraph

SET_PHRASE = (
    "The delegation of {} thanked the secretariat for its report on the training of officers, supported the statement "
    "made on behalf of the group, and asked that the funding of the missions be put on a sound footing."
)
LANDS = ("Uruguay", "Bangladesh", "Portugal", "Ethiopia", "Indonesia", "Rwanda")
TWINS = [SET_PHRASE.format(land) for land in LANDS]


def misread(text: str, every: int = 29) -> str:
    """The text with every so-many-th letter another one, but for the first and those of capitals' words."""
    letters = list(text)
    for place in range(every, len(letters), every):
        if letters[place].isalpha() and not any(land in text[place - 10 : place + 11] for land in LANDS):
            letters[place] = "x" if letters[place] != "x" else "z"
    return "".join(letters)


def test_twins_that_are_all_misread_keep_their_ids() -> None:
    """Where slips are in every passage, the word that is each one's own tells whose id it has, in any order."""
    paper = [paragraph(1), *TWINS, paragraph(2)]
    first = index(None, paper)
    ids = first.passages["paper.txt"]
    order = [7, 3, 1, 2, 6, 0, 5, 4]
    second = index(first.registry, [misread(paper[place]) for place in order], STAMPS[1])
    assert second.passages["paper.txt"] == tuple(ids[place] for place in order)
    assert not second.review


@pytest.mark.parametrize("gone", range(len(TWINS)))
@pytest.mark.parametrize("slips", [str, misread])
def test_a_new_twin_elsewhere_does_not_take_the_id_of_one_that_is_gone(gone: int, slips: Callable[[str], str]) -> None:
    """A passage that differs from a withdrawn one in a word, in another place, says something else."""
    first = index(None, [paragraph(1), *TWINS, paragraph(2)])
    left = [*TWINS[:gone], *TWINS[gone + 1 :]]
    place = 0 if gone > len(TWINS) // 2 else len(left)
    texts = [paragraph(1), *left[:place], SET_PHRASE.format("Thailand"), *left[place:], paragraph(2)]
    second = index(first.registry, [slips(text) for text in texts], STAMPS[1])
    names = second.passages["paper.txt"]
    assert names[place + 1] not in first.passages["paper.txt"]
    assert [one.id for one in second.review] == [first.passages["paper.txt"][gone + 1]]


def test_a_twin_put_before_a_misread_passage_does_not_take_its_id() -> None:
    """A near-copy that comes into the paper is no part of the passage that it copies, and not its new wording."""
    text = SET_PHRASE.format("Uruguay")
    first = index(None, [paragraph(1), text, paragraph(2)])
    second = index(first.registry, [paragraph(1), SET_PHRASE.format("Chad"), misread(text), paragraph(2)], STAMPS[1])
    assert second.passages["paper.txt"][2] == first.passages["paper.txt"][1]


def test_a_twin_that_is_edited_in_its_place_keeps_its_id() -> None:
    """Between the same neighbours a passage may change a word, although others are as like it as it was."""
    paper = [paragraph(1), *TWINS, paragraph(2)]
    first = index(None, paper)
    edited = [*paper[:3], paper[3].replace("sound", "firm"), *paper[4:]]
    second = index(first.registry, edited, STAMPS[1])
    assert second.passages["paper.txt"] == first.passages["paper.txt"]


@pytest.mark.parametrize("gone", [2, 3, 4])
@pytest.mark.parametrize("slips", [str, misread])
def test_a_withdrawn_twin_is_no_part_of_a_passage_joined_from_the_others(
    gone: int, slips: Callable[[str], str]
) -> None:
    """Where twins on both sides of one that is gone are made one passage, these lead there, and it does not."""
    paper = [paragraph(1), *TWINS, paragraph(2)]
    first = index(None, paper)
    ids = first.passages["paper.txt"]
    parts = [one for one in (2, 3, 4, 5) if one != gone]
    joined = " ".join(slips(paper[part]) for part in parts)
    second = index(first.registry, [*paper[:2], joined, *paper[6:]], STAMPS[1])
    here = {part: resolve(second.registry, ids[part]).target for part in (2, 3, 4, 5)}
    assert here[gone] is None
    assert {one.id for part in parts if (one := here[part])} == {second.passages["paper.txt"][2]}
    assert all(here[part] for part in parts)


def test_what_stands_in_a_longer_text_is_told_from_its_twins() -> None:
    """Of two near-twins that one counts as standing in a longer text whose own words are there."""
    one, other = TWINS[:2]
    assert not near_duplicate_is_contained(one, [other], f"{paragraph(3)} {misread(one)} {paragraph(4)}")
    assert near_duplicate_is_contained(other, [one], f"{paragraph(3)} {misread(one)} {paragraph(4)}")
    assert not near_duplicate_is_contained(one, [other], f"{other} {one}")
    assert not near_duplicate_is_contained(one, [], other)


def test_a_run_passes_over_what_is_left_out() -> None:
    """Texts on both sides of one that is left out are neighbours; a gap that was there before still parts."""
    texts = {place: normalise(paragraph(place)) for place in (0, 1, 2, 4)}
    whole = f"{texts[0]} {texts[2]}"
    assert most_similar_run_without(whole, texts, texts, [1])[1] == (0, 2)
    assert most_similar_run_without(whole, texts, texts, [])[1] == ()
    assert most_similar_run_without(f"{texts[2]} {texts[4]}", texts, texts, [1])[1] == ()


@pytest.mark.parametrize(
    ("text", "found", "same"),
    [
        ("the members may agree to the funding", "the membexs may agxee to the fundng", True),
        ("the members agree to the funding", "the members agree to the training", False),
        ("the members agree in 2019", "the members agree in 2018", False),
        ("the members agree", "the members never agree", False),
        ("the members agree to the funding", "the members to the funding", False),
    ],
)
def test_slips_are_told_from_other_words(text: str, found: str, same: bool) -> None:
    """Letters may be wrong all over a text; a word of which too many are is another word, and a figure is a figure."""
    assert differs_only_by_slips(text, found) == same


def test_the_words_that_differ_tell() -> None:
    """Of two texts a third says the one whose words it has where they differ, whatever else is wrong in it."""
    one, other = "all states may sell grain and salt", "all states can sell grain and salt"
    assert is_nearer(one, other, "aII stxtes may sellgraln and sait")
    assert not is_nearer(other, one, "aII stxtes may sellgraln and sait")
    assert not is_nearer(one, other, "all states did sell grain and salt")
    assert not is_nearer(one, one, one)
