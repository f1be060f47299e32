"""The file of a paper: its bytes, what a browser may do with them, and parts of it."""

from __future__ import annotations

import pytest

from tests.webapp.originals.conftest import OfferingSite

SANDBOX = "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("source", "media_type", "disposition"),
    [
        ("council.pdf", "application/pdf", "inline"),
        ("record.txt", "text/plain; charset=utf-8", "inline"),
        ("pilots.md", "text/plain; charset=utf-8", "inline"),
        ("river.vtt", "text/plain; charset=utf-8", "inline"),
        ("board.html", "text/html", "attachment"),
        ("letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    ],
)
def test_a_file_is_sent_as_it_is(site: OfferingSite, source: str, media_type: str, disposition: str) -> None:
    """Its bytes, its type and a name; whatever is not a PDF or plain text is for saving."""
    document = site.document(source)
    response = site.get(f"/d/{document.id}/original")
    assert response.status_code == 200
    assert response.data == (site.folder / source).read_bytes()
    assert response.headers["Content-Type"] == media_type
    kind, _, name = response.headers["Content-Disposition"].partition("; filename=")
    assert (kind, name.partition(".")[0]) == (disposition, document.id)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_a_hostile_page_cannot_run_here(site: OfferingSite) -> None:
    """A web page is saved, not shown; were it shown all the same, a sandbox without scripts would hold it."""
    headers = site.get(f"/d/{site.document('board.html').id}/original").headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Security-Policy"].startswith(SANDBOX)
    assert "allow-scripts" not in headers["Content-Security-Policy"]


def test_a_part_of_a_file_can_be_asked_for(site: OfferingSite) -> None:
    """Viewers fetch a long PDF piece by piece, and ask whether it is still the same."""
    path = f"/d/{site.document('council.pdf').id}/original"
    data = (site.folder / "council.pdf").read_bytes()
    whole = site.get(path)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.content_length == len(data)
    part = site.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(data)}"
    assert site.get(path, headers={"Range": f"bytes={len(data)}-"}).status_code == 416
    same = site.get(path, headers={"If-None-Match": whole.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    assert not whole.headers["ETag"].startswith("W/")
    other = site.get(path, headers={"Range": "bytes=10-19", "If-Range": '"another"'})
    assert (other.status_code, len(other.data)) == (200, len(data))
    head = site.client.head(path, buffered=True)
    assert (head.status_code, head.data, head.content_length) == (200, b"", len(data))


def test_a_file_in_a_zip_is_offered_alone(site: OfferingSite) -> None:
    """A paper that was read from a ZIP has the address of its own file."""
    response = site.get(f"/d/{site.document('more.zip/packed.txt').id}/original")
    assert response.data.startswith(b"Minutes of the harbour board")
    assert response.headers["Content-Type"].startswith("text/plain")


def test_no_address_leads_to_another_file(site: OfferingSite) -> None:
    """Names and paths in the place of an id are unknown papers."""
    for name in ("..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "council.pdf", "%2Fetc%2Fpasswd", "corpus.toml", "a%00b"):
        assert site.get(f"/d/{name}/original").status_code == 404
