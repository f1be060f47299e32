"""Tests of near-duplicates: passages that differ in a word keep their own ids, also when all of them are misread."""

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
NEAR_DUPLICATES = [SET_PHRASE.format(land) for land in LANDS]


def misread(text: str, every: int = 29) -> str:
    """Return the text with every n-th letter replaced, except first letters and words in capitals."""
    letters = list(text)
    for place in range(every, len(letters), every):
        if letters[place].isalpha() and not any(land in text[place - 10 : place + 11] for land in LANDS):
            letters[place] = "x" if letters[place] != "x" else "z"
    return "".join(letters)


def test_near_duplicates_that_are_all_misread_keep_their_ids() -> None:
    """Where every passage has wrong letters, its own word decides whose id it keeps, in any order."""
    paper = [paragraph(1), *NEAR_DUPLICATES, paragraph(2)]
    first = index(None, paper)
    ids = first.passages["paper.txt"]
    order = [7, 3, 1, 2, 6, 0, 5, 4]
    second = index(first.registry, [misread(paper[place]) for place in order], STAMPS[1])
    assert second.passages["paper.txt"] == tuple(ids[place] for place in order)
    assert not second.review


@pytest.mark.parametrize("gone", range(len(NEAR_DUPLICATES)))
@pytest.mark.parametrize("slips", [str, misread])
def test_a_new_near_duplicate_elsewhere_does_not_take_the_id_of_a_withdrawn_one(
    gone: int, slips: Callable[[str], str]
) -> None:
    """A passage that differs from a withdrawn one in a word, in another place, does not get its id."""
    first = index(None, [paragraph(1), *NEAR_DUPLICATES, paragraph(2)])
    remaining = [*NEAR_DUPLICATES[:gone], *NEAR_DUPLICATES[gone + 1 :]]
    place = 0 if gone > len(NEAR_DUPLICATES) // 2 else len(remaining)
    texts = [paragraph(1), *remaining[:place], SET_PHRASE.format("Thailand"), *remaining[place:], paragraph(2)]
    second = index(first.registry, [slips(text) for text in texts], STAMPS[1])
    names = second.passages["paper.txt"]
    assert names[place + 1] not in first.passages["paper.txt"]
    assert [item.id for item in second.review] == [first.passages["paper.txt"][gone + 1]]


def test_a_near_duplicate_inserted_before_a_misread_passage_does_not_take_its_id() -> None:
    """A new near-duplicate is neither a part of the passage that it resembles nor its new wording."""
    text = SET_PHRASE.format("Uruguay")
    first = index(None, [paragraph(1), text, paragraph(2)])
    second = index(first.registry, [paragraph(1), SET_PHRASE.format("Chad"), misread(text), paragraph(2)], STAMPS[1])
    assert second.passages["paper.txt"][2] == first.passages["paper.txt"][1]


def test_a_near_duplicate_that_is_edited_in_its_place_keeps_its_id() -> None:
    """Between the same neighbours a passage may change a word, although others are as similar to its old wording."""
    paper = [paragraph(1), *NEAR_DUPLICATES, paragraph(2)]
    first = index(None, paper)
    edited = [*paper[:3], paper[3].replace("sound", "firm"), *paper[4:]]
    second = index(first.registry, edited, STAMPS[1])
    assert second.passages["paper.txt"] == first.passages["paper.txt"]


@pytest.mark.parametrize("gone", [2, 3, 4])
@pytest.mark.parametrize("slips", [str, misread])
def test_a_withdrawn_near_duplicate_is_no_part_of_a_passage_merged_from_the_others(
    gone: int, slips: Callable[[str], str]
) -> None:
    """Where near-duplicates on both sides of a withdrawn one are merged, only those two lead to the merged passage."""
    paper = [paragraph(1), *NEAR_DUPLICATES, paragraph(2)]
    first = index(None, paper)
    ids = first.passages["paper.txt"]
    parts = [part for part in (2, 3, 4, 5) if part != gone]
    joined = " ".join(slips(paper[part]) for part in parts)
    second = index(first.registry, [*paper[:2], joined, *paper[6:]], STAMPS[1])
    targets = {part: resolve(second.registry, ids[part]).target for part in (2, 3, 4, 5)}
    assert targets[gone] is None
    assert {target.id for part in parts if (target := targets[part])} == {second.passages["paper.txt"][2]}
    assert all(targets[part] for part in parts)


def test_what_a_longer_text_contains_is_distinguished_from_near_duplicates() -> None:
    """Of two near-duplicates only the one whose own words are in a longer text counts as contained."""
    text, near_duplicate = NEAR_DUPLICATES[:2]
    assert not near_duplicate_is_contained(text, [near_duplicate], f"{paragraph(3)} {misread(text)} {paragraph(4)}")
    assert near_duplicate_is_contained(near_duplicate, [text], f"{paragraph(3)} {misread(text)} {paragraph(4)}")
    assert not near_duplicate_is_contained(text, [near_duplicate], f"{near_duplicate} {text}")
    assert not near_duplicate_is_contained(text, [], near_duplicate)


def test_a_run_passes_over_what_is_left_out() -> None:
    """Texts on both sides of one that is left out are neighbours, but an earlier gap still separates."""
    texts = {place: normalise(paragraph(place)) for place in (0, 1, 2, 4)}
    whole = f"{texts[0]} {texts[2]}"
    assert most_similar_run_without(whole, texts, texts, [1])[1] == (0, 2)
    assert most_similar_run_without(whole, texts, texts, [])[1] == ()
    assert most_similar_run_without(f"{texts[2]} {texts[4]}", texts, texts, [1])[1] == ()


@pytest.mark.parametrize(
    ("text", "other_text", "same"),
    [
        ("the members may agree to the funding", "the membexs may agxee to the fundng", True),
        ("the members agree to the funding", "the members agree to the training", False),
        ("the members agree in 2019", "the members agree in 2018", False),
        ("the members agree", "the members never agree", False),
        ("the members agree to the funding", "the members to the funding", False),
        ("see annex b12 on funding", "see annex c12 on funding", False),
        ("see annex b12 on funding", "see annfx b12 on fundimg", True),
        ("the salt was sold at sea", "the salt was sold at xyz", True),
        ("the salt was sold at port", "the salt was sold at pxyt", False),
        ("the salt was sold at port", "the salt was sold at pxrt", True),
        ("the ice committee", "the icx xomxixtxe", True),
        ("the delegate left", "the dexegxte left", True),
        ("the delegate left", "the dexexxte left", False),
        ("the delegate left", "the dellegatte left", True),
        ("the delegate left", "the deellegatte left", False),
        ("the committee of the harbour agreed", "xhe comxixxee of xhe hxrboxr agrexd", True),
        ("the committee of the harbour agreed", "xhe coxxxxxee of xhe hxrboxr agrexd", False),
    ],
)
def test_wrong_letters_are_distinguished_from_other_words(text: str, other_text: str, same: bool) -> None:
    """Wrong letters may be all over a text, but too many in one word make another word, and a number may have none."""
    assert differs_only_by_slips(text, other_text) == same


def test_the_words_that_differ_decide() -> None:
    """A third text is nearer to the one whose words it has where two texts differ, whatever else is wrong in it."""
    text, other_text = "all states may sell grain and salt", "all states can sell grain and salt"
    assert is_nearer(text, other_text, "aII stxtes may sellgraln and sait")
    assert not is_nearer(other_text, text, "aII stxtes may sellgraln and sait")
    assert not is_nearer(text, other_text, "all states did sell grain and salt")
    assert not is_nearer(text, text, text)


@pytest.mark.parametrize(("slips", "keeps"), [(2, True), (3, False)])
def test_a_misread_passage_is_no_more_than_twice_as_far_as_any_other(slips: int, keeps: bool) -> None:
    """A misread passage keeps its id only if no other new passage is more than twice as similar to its old wording."""
    report = "The convoy of {} vessels left the northern harbour in winter with salt, grain and timber on board."
    first = index(None, [paragraph(1), report.format(12), paragraph(2), report.format(14), paragraph(3)])
    misread_report = report.format(12)
    for word, wrong in (("northern", "nortxern"), ("winter", "wintex"), ("timber", "tixber"))[:slips]:
        misread_report = misread_report.replace(word, wrong)
    texts = [misread_report, paragraph(1), paragraph(2), paragraph(3), report.format(13)]
    second = index(first.registry, texts, STAMPS[1])
    own_id = first.passages["paper.txt"][1]
    assert (second.passages["paper.txt"][0] == own_id) is keeps
    assert (own_id in {item.id for item in second.review}) is not keeps
