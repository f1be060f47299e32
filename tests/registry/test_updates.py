"""Tests of updates: a build that reads only what changed gives what a build of everything gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.links.memory import RegistryInMemory, load_registry, reconcile_in_memory
from indexer.disk.hashing import sha256_hex
from indexer.registry import file
from indexer.registry.file import PARTS_FOLDER, REGISTRY_FILE
from indexer.registry.incoming import NewDocument, NewMeeting, NewPassage, NewSession
from indexer.registry.reconcile import Reconciliation
from indexer.registry.rows import PassageRow

from .papers import STAMPS, paragraph

NAMES = tuple(f"{name}.txt" for name in "abcde")
TITLES = ("Board", "Harbour Board", "Pilots")
SESSIONS = (NewSession("1", "Opening", 1), NewSession("2", "Dredging", 2), NewSession("3", "Dredging", 3))
DAYS = (None, date(2031, 3, 14), date(2031, 4, 14))


@dataclass(frozen=True)
class PaperInBuild:
    """A paper as one build finds it: its words, and which meetings of which sessions it is of."""

    texts: tuple[str, ...]
    title: str
    meetings: frozenset[int]
    """Positions in `TITLES`."""

    @property
    def digest(self) -> str:
        """The hash of its words."""
        return sha256_hex(["\n".join(self.texts).encode()])


Papers = Mapping[str, PaperInBuild]

PAPERS = st.builds(
    PaperInBuild,
    st.lists(st.integers(0, 12).map(paragraph), min_size=1, max_size=5).map(tuple),
    st.sampled_from(TITLES),
    st.frozensets(st.integers(0, len(TITLES) - 1), max_size=2),
)
PaperEdit = tuple[str, str | int | PaperInBuild | None]
EDITS = st.tuples(st.sampled_from(NAMES), st.one_of(st.none(), st.integers(0, 3), st.sampled_from(NAMES), PAPERS))
"""A paper that is removed, put back as it was in an earlier build, renamed to another name, or written anew."""
BUILDS = st.lists(
    st.tuples(st.lists(EDITS, max_size=3), st.integers(0, 2), st.integers(0, len(SESSIONS))), min_size=2, max_size=5
)
"""For each build the edits, which day the meetings have, and how many of the sessions."""


def edited(builds: Sequence[Papers], edits: Sequence[PaperEdit]) -> Papers:
    """Return the papers after some edits; no two have the same words, as no two sources of a corpus have."""
    after = dict(builds[-1])
    for name, change in edits:
        paper = after.pop(name, None)
        if isinstance(change, PaperInBuild):
            after[name] = change
        elif isinstance(change, int):
            after |= {key: former for key, former in builds[change % len(builds)].items() if key == name}
        elif change and paper:
            after[change] = paper
    by_words = {paper.digest: name for name, paper in after.items()}
    return {name: after[name] for name in sorted(by_words.values())}


def meetings_of(papers: Papers, day: date | None, sessions: int) -> tuple[list[NewMeeting], list[NewDocument]]:
    """Return the meetings of papers, and the papers of none."""
    documents = {name: NewDocument(name, paper.digest, paper.title) for name, paper in papers.items()}
    meetings = []
    for number, title in enumerate(TITLES):
        held = [documents[name] for name, paper in papers.items() if number in paper.meetings]
        if held:
            meetings.append(
                NewMeeting(f"{title.casefold().replace(' ', '-')}-2031", title, held, SESSIONS[:sessions], day)
            )
    return meetings, [documents[name] for name, paper in papers.items() if not paper.meetings]


def _passages(texts: Mapping[str, Sequence[NewPassage]], document: NewDocument) -> Sequence[NewPassage]:
    return texts[document.source]


class UpdatedRegistry:
    """The registry of a folder, changed by one update after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, str] = {}
        """The digest of each paper that the last build read, by source name."""

    def update(self, papers: Papers, day: date | None, sessions: int, stamp: str) -> Reconciliation:
        """Reconcile with papers of which only those that changed are read, and write what changed."""
        unchanged = {name for name, paper in papers.items() if self._read.get(name) == paper.digest}
        old = file.read(self._folder)

        def passages(document: NewDocument) -> list[NewPassage]:
            assert document.source not in unchanged
            return [NewPassage(text) for text in papers[document.source].texts]

        meetings, others = meetings_of(papers, day, sessions)
        reconciliation = Reconciliation(old, meetings, passages, stamp, others, unchanged)
        file.prepare(self._folder, reconciliation, reconciliation.changed_documents(), old)
        file.commit(self._folder)
        self._read = {name: paper.digest for name, paper in papers.items()}
        return reconciliation

    def whole(self) -> RegistryInMemory:
        """Return all rows."""
        registry = file.read(self._folder)
        assert registry
        return load_registry(registry)


@given(BUILDS)
def test_updates_give_the_registry_that_full_builds_give(
    builds: list[tuple[list[PaperEdit], int, int]],
) -> None:
    """After any changes all ids, rows and outcomes are those of builds that read every paper."""
    history: list[Papers] = [{}]
    full: RegistryInMemory | None = None
    with TemporaryDirectory() as folder:
        updated = UpdatedRegistry(Path(folder))
        for (edits, day, sessions), stamp in zip(builds, STAMPS, strict=False):
            papers = edited(history, edits)
            history.append(papers)
            meetings, others = meetings_of(papers, DAYS[day], sessions)
            texts = {name: [NewPassage(text) for text in paper.texts] for name, paper in papers.items()}

            def passages(
                document: NewDocument, texts: Mapping[str, Sequence[NewPassage]] = texts
            ) -> Sequence[NewPassage]:
                return texts[document.source]

            expected = reconcile_in_memory(full, meetings, passages, stamp, others)
            full = expected.registry
            found = updated.update(papers, DAYS[day], sessions, stamp)
            assert updated.whole() == full
            assert (found.ids, found.meeting_ids) == (expected.documents, expected.meetings)
            assert found.session_ids == expected.sessions
            assert tuple(found.review) == expected.review
            assert dict(found.outcomes) == expected.outcomes
            assert found.is_foreign == expected.is_foreign


def corpus_of(count: int) -> dict[str, PaperInBuild]:
    """Return papers of one meeting."""
    return {
        f"{number:03}.txt": PaperInBuild(tuple(paragraph(9 * number + at) for at in range(9)), "Board", frozenset({0}))
        for number in range(count)
    }


def states(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return inode and bytes of each file of a registry."""
    return {path.name: (path.stat().st_ino, path.read_bytes()) for path in folder.rglob("*.jsonl")}


def test_an_update_writes_the_part_of_the_paper_that_changed_and_nothing_else(tmp_path: Path) -> None:
    """An edited word changes the lines of its document and its passage, in one file."""
    updated = UpdatedRegistry(tmp_path)
    papers = corpus_of(12)
    updated.update(papers, None, 1, STAMPS[0])
    before = states(tmp_path)
    paper = papers["004.txt"]
    papers["004.txt"] = PaperInBuild((f"{paper.texts[0]} Indeed.", *paper.texts[1:]), paper.title, paper.meetings)
    updated.update(papers, None, 1, STAMPS[1])
    after = states(tmp_path)
    changed = [name for name in after if after[name] != before[name]]
    assert len(changed) == 1
    old, new = (set(state[changed[0]][1].splitlines()) for state in (before, after))
    assert (len(old - new), len(new - old)) == (2, 2)


def test_a_new_paper_adds_a_part_and_changes_a_line_of_the_head(tmp_path: Path) -> None:
    """The head only counts it; the parts of other papers stay the files that they were."""
    updated = UpdatedRegistry(tmp_path)
    updated.update(corpus_of(5), None, 1, STAMPS[0])
    before = states(tmp_path)
    updated.update(corpus_of(6), None, 1, STAMPS[1])
    after = states(tmp_path)
    assert len(after.keys() - before.keys()) == 1
    assert [name for name in before if after[name] != before[name]] == [REGISTRY_FILE]
    old, new = (set(state[REGISTRY_FILE][1].splitlines()) for state in (before, after))
    assert (len(old - new), len(new - old)) == (1, 1)


def test_a_title_that_is_read_anew_changes_one_line_of_a_paper_that_is_not_read(tmp_path: Path) -> None:
    """The rows of the passages stay, although the document's line is another one."""
    updated = UpdatedRegistry(tmp_path)
    papers = corpus_of(3)
    updated.update(papers, None, 1, STAMPS[0])
    before = {row.id: row for row in updated.whole().passages}
    papers["001.txt"] = PaperInBuild(papers["001.txt"].texts, "Minutes", frozenset({0}))
    updated.update(papers, None, 1, STAMPS[1])
    whole = updated.whole()
    assert {row.source: row.title for row in whole.documents}["001.txt"] == "Minutes"
    assert {row.id: row for row in whole.passages} == before


def test_sessions_that_are_not_told_are_those_of_before(tmp_path: Path) -> None:
    """A meeting whose papers nobody has touched needs no sessions to keep them."""
    papers = corpus_of(2)
    updated = UpdatedRegistry(tmp_path)
    updated.update(papers, None, 2, STAMPS[0])
    old = file.read(tmp_path)
    assert old
    documents = [NewDocument(name, paper.digest, paper.title) for name, paper in papers.items()]
    reconciliation = Reconciliation(
        old,
        [NewMeeting("board-2031", "Board", documents, sessions=None)],
        lambda _: (),
        STAMPS[1],
        unchanged=papers.keys(),
    )
    file.prepare(tmp_path, reconciliation, reconciliation.changed_documents(), old)
    assert not file.commit(tmp_path)
    assert reconciliation.outcomes == {"same": 18}


def test_the_next_registry_is_read_before_it_counts(tmp_path: Path) -> None:
    """Who writes the index reads the rows of the next registry, whether or not its files are in their places."""
    papers = corpus_of(2)
    updated = UpdatedRegistry(tmp_path)
    updated.update(papers, None, 1, STAMPS[0])
    old = file.read(tmp_path)
    texts = {"000.txt": papers["000.txt"].texts[1:], "001.txt": papers["001.txt"].texts}
    documents = [NewDocument(name, "changed" if name < "001" else papers[name].digest, "Board") for name in texts]
    reconciliation = Reconciliation(
        old,
        [NewMeeting("board-2031", "Board", documents, SESSIONS[:1])],
        lambda document: [NewPassage(text) for text in texts[document.source]],
        STAMPS[1],
        unchanged={"001.txt"},
    )
    following = file.prepare(tmp_path, reconciliation, reconciliation.changed_documents(), old)

    def rows() -> list[Sequence[PassageRow]]:
        return [following.in_document(row.id) for row in following.documents]

    prepared = rows()
    assert following.changed == {reconciliation.ids["000.txt"]}
    assert [row.outcome for row in prepared[0]] == ["withdrawn", *["new"] * 8]
    assert file.commit(tmp_path)
    assert rows() == prepared
    assert not [path for path in (tmp_path / PARTS_FOLDER).iterdir() if path.suffix != ".jsonl"]


def test_a_paper_that_is_back_is_read_whatever_is_said_of_it(tmp_path: Path) -> None:
    """A paper that the build before did not have cannot be unchanged since; its passages get their ids back."""
    papers = corpus_of(2)
    updated = UpdatedRegistry(tmp_path)
    first = updated.update(papers, None, 1, STAMPS[0])
    whole = updated.whole()
    updated.update({"000.txt": papers["000.txt"]}, None, 1, STAMPS[1])
    meetings, _ = meetings_of(papers, None, 1)
    asked = []

    def passages(document: NewDocument) -> list[NewPassage]:
        asked.append(document.source)
        return [NewPassage(text) for text in papers[document.source].texts]

    old = file.read(tmp_path)
    again = Reconciliation(old, meetings, passages, STAMPS[2], unchanged=papers.keys())
    rows = dict(again.changed_documents())
    assert set(asked) == {"001.txt"}
    assert again.ids == first.ids
    assert [row.id for row in rows[again.ids["001.txt"]] if row.living] == [
        row.id for row in whole.in_document(again.ids["001.txt"])
    ]
