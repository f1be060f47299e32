"""Feature U14: who is said to have said it, where a report names nobody."""

from __future__ import annotations

import csv
import io
import re

from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import open_page


def _total(client: FlaskClient, address: str) -> int:
    """Return how many passages a search of the API finds."""
    found = client.get(address).get_json()
    return int(found["total"])


def test_from_a_voice_to_the_words_that_say_so(client: FlaskClient) -> None:
    """The list of voices leads to passages, each of which shows the words, and a field of the query does the same."""
    page = open_page(client, "/search?q=peacekeeping")
    [link] = [each for each in page.all("a", class_="value") if each.text.strip().startswith("Several or some")]
    assert "voice=several" in link["href"]
    hits = open_page(client, link["href"]).all("li", class_="hit")
    assert hits
    assert all(re.search(r"Said by: .*Several or some", " ".join(hit.text.split())) for hit in hits)
    assert _total(client, "/api/v1/search?q=peacekeeping&voice=several") == _total(
        client, "/api/v1/search?q=peacekeeping%20voice:several"
    )


def test_a_voice_is_left_out(client: FlaskClient) -> None:
    """What has a voice and what has not are all passages."""
    everything = _total(client, "/api/v1/search")
    having = _total(client, "/api/v1/search?voice=participants")
    assert 0 < having < everything
    assert _total(client, "/api/v1/search?voice!=participants") == everything - having


def test_the_page_of_a_passage_shows_the_words(client: FlaskClient, library: Library) -> None:
    """The passage itself says whose voice it has, with the words as it has them and a link to all others."""
    [passage, *_] = [each for each in library.passages() if any(voice.kind == "one" for voice in each.voices)]
    words = next(voice.words for voice in passage.voices if voice.kind == "one")
    page = open_page(client, f"/p/{passage.id}")
    [line] = [each for each in page.all("p", class_="mentions") if each.text.startswith("Said by")]
    assert words in line.text
    assert words in passage.text
    assert any("voice=one" in link["href"] for link in page.all("a"))


def test_only_reports_have_voices(library: Library) -> None:
    """No passage of a paper that is planned has a voice, and every voice stands where it says."""
    for passage in library.passages():
        assert not passage.voices or passage.document.status == "reported"
        assert all(passage.text.startswith(voice.words, voice.start) for voice in passage.voices)


def test_the_api_and_the_files_have_them(client: FlaskClient) -> None:
    """A passage of the API lists its voices, and the table of results has them in a column of its own."""
    [passage] = client.get("/api/v1/search?voice=several&limit=1").get_json()["items"]
    voice = next(each for each in passage["voices"] if each["kind"] == "several")
    assert passage["text"].startswith(voice["words"], voice["start"])
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?voice=several").get_data(as_text=True))))
    assert rows
    assert all("Several or some: " in row["voices"] for row in rows)
