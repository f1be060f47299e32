"""What drawing may cost: places for all processes together, a rate for each client, and room on the disk."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

import pytest

from indexer.originals.messages import FileLine, LinePiece, NotShown, ShownLines
from tests.webapp.originals.conftest import OfferingSite, offering
from webapp.originals import kept, slots
from webapp.originals.kept import KeptAnswers
from webapp.originals.slots import SLOTS, DrawingBusy, DrawingSlots


def lines(text: str) -> ShownLines:
    """Return an answer of some size."""
    return ShownLines((FileLine(1, (LinePiece(text, is_marked=False),)),), 1)


def test_what_was_drawn_is_not_drawn_again(offered_papers: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The page and its pictures are answered from the disk."""
    site = offering(*offered_papers)
    passage = site.passage("Members agreed")
    path = f"/d/{passage.document.id}/page/1?passage={passage.id}"
    first = site.get(path)
    monkeypatch.setattr("webapp.originals.showing.look_into", None)
    assert site.get(path).data == first.data
    assert site.get(f"/p/{passage.id}/original.webp").status_code == 200
    assert site.get(f"/d/{passage.document.id}/page/2").status_code == 500


def test_only_drawing_counts_against_its_rate(offered_papers: tuple[Path, Path]) -> None:
    """A client that has had too many pages drawn is told when to come again; what is drawn already it may see."""
    site = offering(*offered_papers, picture_rate_limit="2/hour")
    document = site.document("council.pdf").id
    for page in (1, 2, 1, 2):
        assert site.get(f"/d/{document}/page/{page}").status_code == 200
    refused = site.get(f"/d/{document}/page/3")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert site.get(f"/d/{document}/page/1.webp").status_code == 200
    assert site.get(f"/d/{document}/original").status_code == 200


def test_a_busy_site_says_so(offered_papers: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all places are taken, a reader is told to try again soon, and no thread waits for long."""
    monkeypatch.setattr(slots, "_PATIENCE", 0.1)
    site = offering(*offered_papers)
    document = site.document("council.pdf").id
    assert site.get(f"/d/{document}/page/1").status_code == 200
    originals = site.client.application.extensions["rapporteur.originals"]
    taken = [originals._slots.taken() for _ in range(SLOTS)]
    for place in taken:
        place.__enter__()
    busy = site.get(f"/d/{document}/page/2")
    assert busy.status_code == 503
    assert "Retry-After" in busy.headers
    assert "try again" in busy.text.lower()
    for place in taken:
        place.__exit__(None, None, None)
    assert site.get(f"/d/{document}/page/2").status_code == 200


def test_places_are_shared_by_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that another process holds is taken, and free again when that process is killed."""
    monkeypatch.setattr(slots, "_PATIENCE", 0.2)
    places = DrawingSlots(tmp_path)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        held = [places.taken() for _ in range(SLOTS)]
        for place in held:
            place.__enter__()
        os.write(writing, b".")
        time.sleep(60)
        os._exit(0)
    os.read(reading, 1)
    with pytest.raises(DrawingBusy), places.taken():
        pass
    os.kill(child, 9)
    os.waitpid(child, 0)
    with places.taken():
        pass


def test_few_threads_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more than may wait is refused at once: the others have searches to answer."""
    monkeypatch.setattr(slots, "_PATIENCE", 0.5)
    places = DrawingSlots(tmp_path)
    refused: list[float] = []

    def wait() -> None:
        begun = time.monotonic()
        try:
            with places.taken():
                pass
        except DrawingBusy:
            refused.append(time.monotonic() - begun)

    with places.taken(), places.taken():
        threads = [threading.Thread(target=wait) for _ in range(slots._WAITING + 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(refused) == slots._WAITING + 1
    assert min(refused) < 0.3 <= max(refused)


def test_the_oldest_answers_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size on disk is bounded, and what was looked at last stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answers = KeptAnswers(3000)
    answers.make_folder()
    for number in range(4):
        answers.keep("b", f"k{number}", lines("x" * 900))
        os.utime(answers._path("b", f"k{number}"), (number, number)) if number < 3 else None
    assert answers.find("b", "k0") is None
    assert answers.find("b", "k3") == lines("x" * 900)
    assert sum(path.stat().st_size for path in answers.folder.rglob("*.msgpack")) <= 3000


def test_nothing_outlives_its_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another build is live, what was drawn for the one before is deleted; so are folders of killed servers."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{kept.FOLDER_PREFIX}left"
    left.mkdir()
    os.utime(left, (1, 1))
    answers = KeptAnswers(10**6)
    answers.make_folder()
    assert not left.exists()
    assert answers.folder.stat().st_mode & 0o777 == 0o700
    answers.keep("first", "key", lines("words"))
    answers.only_of("second")
    assert answers.find("first", "key") is None
    assert not list(answers.folder.rglob("*.msgpack"))


def test_a_failure_is_remembered_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be drawn does not cost a process at each request, but is tried again later."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answers = KeptAnswers(10**6)
    answers.make_folder()
    answers.keep("b", "key", NotShown("time"))
    assert answers.find("b", "key") == NotShown("time")
    os.utime(answers._path("b", "key"), (1, 1))
    assert answers.find("b", "key") is None


def test_the_site_of_a_new_build_forgets(own_site: OfferingSite) -> None:
    """A site that sees a new build has no picture of the one before on its disk."""
    document = own_site.document("council.pdf").id
    assert own_site.get(f"/d/{document}/page/1").status_code == 200
    originals = own_site.client.application.extensions["rapporteur.originals"]
    folder = originals._kept.folder
    assert list(folder.rglob("*.msgpack"))
    originals.only_of("20310504T081500Z-5a1c0e")
    assert not list(folder.rglob("*.msgpack"))
