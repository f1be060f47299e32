"""`rapporteur alerts` from end to end: a real mail server takes what is new and what was corrected, once."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result

from tests.links.corpus import EditedCorpus
from tests.webapp.feeds.test_feeds import FIRST, LATE, SECOND, THIRD, paper
from webapp.alerts.state import STATE_FILE
from webapp.cli import cli

ALERTS = """\
[[alert]]
name = "Eels at night"
search = "eels"
to = ["desk@example.org", "archive@example.org"]

[[alert]]
name = "Herring"
search = "https://papers.example.org/search?q=herring&year=2023"
to = "desk@example.org"
"""


class Mailbox:
    """A mail server that keeps what it takes, or refuses everything."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """Take a mail."""
        if self.refuses:
            return "451 try again later"
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        assert envelope.rcpt_tos == [message["To"]]
        self.mails.append(message)
        return "250 taken"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A running mail server and its port."""
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def corpus(tmp_path: Path) -> EditedCorpus:
    """An indexed paper, and a file of saved searches beside it."""
    corpus = EditedCorpus(tmp_path)
    corpus.folder.mkdir()
    write(corpus, FIRST, SECOND, THIRD)
    (tmp_path / "alerts.toml").write_text(ALERTS, encoding="utf-8")
    return corpus


def write(corpus: EditedCorpus, *paragraphs: str) -> None:
    """Put the paper into another state and index it."""
    (corpus.folder / "eels.txt").write_text(paper(*paragraphs), encoding="utf-8")
    corpus.index()


def run(corpus: EditedCorpus, port: int, *options: str) -> Result:
    """Run the command against a server without encryption, as only a test has it."""
    arguments = ["alerts", str(corpus.folder.parent / "alerts.toml"), "--index-dir", str(corpus.index_dir)]
    arguments += ["--public-url", "https://papers.example.org", "--smtp-host", "127.0.0.1", "--smtp-port", str(port)]
    arguments += ["--smtp-security", "none", "--mail-from", "papers@example.org", *options]
    return CliRunner().invoke(cli, arguments)


def test_each_passage_and_each_correction_is_told_once(corpus: EditedCorpus, mailbox: tuple[Mailbox, int]) -> None:
    """The first run takes stock, later ones mail what is new or corrected to each recipient, and then nothing more."""
    box, port = mailbox
    first = run(corpus, port)
    assert first.exit_code == 0, first.output
    assert "1 passage found now count as told" in first.output
    assert run(corpus, port).output.count("nothing new") == 2
    assert box.mails == []
    write(corpus, FIRST.replace("at night", "at dawn"), SECOND, THIRD, LATE)
    printed = run(corpus, port, "--dry-run")
    assert LATE in printed.output
    assert box.mails == []
    assert run(corpus, port).exit_code == 0
    assert [mail["To"] for mail in box.mails] == ["desk@example.org", "archive@example.org"]
    mail = box.mails[0]
    assert mail["Subject"] == "Rapporteur: Eels at night: 1 new passage, 1 correction"
    text = mail.get_content()
    for words in (LATE, f"Before: {FIRST}", "Now: The trawler landed eels at dawn", "https://papers.example.org/p/"):
        assert words in text, words
    assert run(corpus, port).output.count("nothing new") == 2
    write(corpus, SECOND, THIRD, LATE)
    assert run(corpus, port).exit_code == 0
    assert len(box.mails) == 4
    assert "The passage is no longer in the papers." in box.mails[-1].get_content()
    assert run(corpus, port).output.count("nothing new") == 2


def test_what_was_not_taken_is_told_by_the_next_run(corpus: EditedCorpus, mailbox: tuple[Mailbox, int]) -> None:
    """Where the server refuses, or the run is killed before it has kept what it told, the news come again."""
    box, port = mailbox
    assert run(corpus, port).exit_code == 0
    state = corpus.index_dir / STATE_FILE
    before = state.read_bytes()
    write(corpus, FIRST, SECOND, THIRD, LATE)
    box.refuses = True
    refused = run(corpus, port)
    assert refused.exit_code == 1
    assert "451 try again later" in refused.output
    assert "the next run tells it" in refused.output
    box.refuses = False
    assert run(corpus, port).exit_code == 0
    assert len(box.mails) == 2
    assert b"eels" not in state.read_bytes().lower()  # the words of a search may be redacted
    state.write_bytes(before)  # as if it had been killed after sending
    assert run(corpus, port).exit_code == 0
    assert [mail["Message-ID"] for mail in box.mails[:2]] == [mail["Message-ID"] for mail in box.mails[2:]]


def test_mistakes_are_named_with_a_remedy(corpus: EditedCorpus) -> None:
    """A missing server, a missing address of the site, a damaged state and wrong files are told in one line."""
    file = corpus.folder.parent / "alerts.toml"
    index = ["--index-dir", str(corpus.index_dir)]
    site = ["--public-url", "https://papers.example.org"]

    def said(*arguments: str) -> str:
        """Return what the command says when it fails."""
        result = CliRunner().invoke(cli, ["alerts", str(file), *arguments])
        assert result.exit_code == 1
        return result.output

    assert "--smtp-host" in said(*index, *site)
    assert "--public-url" in said(*index, "--dry-run")
    assert "index" in said("--index-dir", str(corpus.folder.parent / "nowhere"), *site, "--dry-run")
    (corpus.index_dir / STATE_FILE).write_text("{", encoding="utf-8")
    assert "delete it" in said(*index, *site, "--dry-run")
    for text, words in (
        ("[[alert]]\nname = 'a'\nsearch = 'b'\nto = 'nobody'", "no e-mail address"),
        ("[[alert]]\nname = 'a'\nsearch = ''\nto = 'a@example.org'", "must be a query"),
        ("[[alert]]\nname = 'a'\nto = 'a@example.org'", "must have name, search and to"),
        (
            "[[alert]]\nname = 'a'\nsearch = 'https://example.org/p/x'\nto = 'a@example.org'",
            "it has no /search?",
        ),
        ("alert = 1", "[[alert]]"),
        ("[[alert", "not TOML"),
    ):
        file.write_text(text, encoding="utf-8")
        assert words in said(*index, *site, "--dry-run"), text
