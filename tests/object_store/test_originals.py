"""Tests of originals that a site shows from an object store: as from a folder, and never other bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from indexer.object_store.address import ObjectFolder
from tests.object_store_server import SECRET, BreakingWay, StoreServer
from tests.originals.papers import write_papers
from tests.webapp.originals.conftest import OfferingSite, offering

from .papers import index


@dataclass(frozen=True)
class StoredSite:
    """A site over papers in a bucket."""

    place: ObjectFolder
    folder: Path
    site: OfferingSite

    def get(self, name: str, **options: object) -> TestResponse:
        """Return the answer to a request for the file of a paper."""
        return self.site.get(f"/d/{self.site.document(name).id}/original", **options)


@pytest.fixture
def stored(way: BreakingWay, store: StoreServer, tmp_path: Path) -> StoredSite:
    """A site over papers of every kind in a bucket; what was asked for to index them is forgotten."""
    folder = write_papers(tmp_path / "papers")
    bucket = store.make_bucket()
    store.put_folder(bucket, folder, "all/")
    index(ObjectFolder(bucket, "all/"), tmp_path)
    way.requests.clear()
    return StoredSite(ObjectFolder(bucket, "all/"), folder, offering(folder, tmp_path / "index"))


def test_files_are_sent_from_the_store(stored: StoredSite) -> None:
    """Each file is sent as it is, a member of a ZIP too, under the same conditions as one of a folder."""
    for name in ("council.pdf", "board.html", "record.txt", "letter.docx"):
        answer = stored.get(name)
        assert (answer.status_code, answer.data) == (200, (stored.folder / name).read_bytes())
    assert b"painted three times" in stored.get("more.zip/packed.txt").data
    assert stored.get("secret.txt").status_code == 404, "corpus.toml refuses it"


def test_a_file_is_fetched_once(way: BreakingWay, stored: StoredSite) -> None:
    """Parts of a file and pictures of its pages are taken from what was fetched, as long as the object is the same."""
    whole = (stored.folder / "council.pdf").read_bytes()
    for start in (0, 100, 200):
        answer = stored.get("council.pdf", headers={"Range": f"bytes={start}-{start + 49}"})
        assert (answer.status_code, answer.data) == (206, whole[start : start + 50])
    document = stored.site.document("council.pdf").id
    assert stored.site.get(f"/d/{document}/page/1").status_code == 200
    assert len(way.fetched("council.pdf")) == 1
    assert [method for method, _ in way.requests].count("HEAD") == 4


def test_other_bytes_are_not_shown(store: StoreServer, stored: StoredSite) -> None:
    """An object that was replaced, removed or put back is seen as such at the next request."""
    key, whole = "all/record.txt", (stored.folder / "record.txt").read_bytes()
    assert stored.get("record.txt").status_code == 200
    store.put(stored.place.bucket, key, whole.replace(b"paint", b"plaint"))
    answer = stored.get("record.txt")
    assert answer.status_code == 404
    assert "has changed since it was indexed" in answer.text
    store.delete(stored.place.bucket, key)
    answer = stored.get("record.txt")
    assert answer.status_code == 404
    assert "The original is not there" in answer.text
    store.put(stored.place.bucket, key, whole)
    assert stored.get("record.txt").data == whole


def test_a_store_that_is_away_passes(way: BreakingWay, stored: StoredSite, caplog: pytest.LogCaptureFixture) -> None:
    """While the store does not answer, readers are asked to come back, and the administrator is told why."""
    way.broken = lambda _method, _address: 0
    answer = stored.get("record.txt")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "cannot be fetched at the moment" in answer.text
    assert "127.0.0.1" in caplog.text
    assert "127.0.0.1" not in answer.text
    assert SECRET not in answer.text + caplog.text
    document = stored.site.document("council.pdf").id
    assert stored.site.get(f"/d/{document}/page/1.webp").status_code == 503
    assert stored.site.get(f"/d/{document}").status_code == 200
    way.broken = lambda _method, _address: None
    assert stored.get("record.txt").status_code == 200
