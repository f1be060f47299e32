"""Check a long draft against many papers, with the command and on the site, and write RESULTS.md. Linux only."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from itertools import groupby
from pathlib import Path

from waitress.server import create_server  # type: ignore[import-untyped]  # waitress ships no types

from benchmarks.memory import begin_peak, peak, size
from indexer.engine.engines import DEFAULT_ENGINE, Engines
from indexer.quotes.finding import OUTCOME_LABELS, QuoteOutcome
from indexer.store.builds import live_build, open_library
from indexer.store.library import Library
from webapp.app import create_app

from . import papers
from .claims.section import kept_claims
from .draft import QUOTED_A_PAGE, WORDS_A_PAGE, BenchmarkDraft, write_draft

RESULTS = Path(__file__).with_name("RESULTS.md")
_COMMAND = [sys.executable, "-c", "from webapp.cli import main; main()"]
_EDGE = "rapporteur-draft"
_LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class UploadTimes:
    """Times of uploading a draft to the site, in seconds, and how often the site reported progress."""

    first: float
    whole: float
    steps: int
    bytes: int


@dataclass(frozen=True)
class WordIndexCost:
    """Cost of the index that has the words: processor seconds and memory to write it, its size on disk and the size of
    the whole build, in bytes.
    """

    seconds: float
    memory: int
    bytes: int
    build: int


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quotes", description=__doc__)
    parser.add_argument("--speeches", type=Path, required=True, help="JSON lines, compressed by xz")
    parser.add_argument("--paragraphs", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--index-dir", type=Path, help="an index of these papers that is there already")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        index_dir, built = options.index_dir, 0.0
        if index_dir is None:
            index_dir = Path(home, "index")
            papers.write_speeches(options.speeches, options.paragraphs, Path(home, "papers"))
            subprocess.run([*_COMMAND, "index", str(Path(home, "papers")), "--index-dir", str(index_dir)], check=True)
            spent = resource.getrusage(resource.RUSAGE_CHILDREN)
            built = spent.ru_utime + spent.ru_stime
        library = open_library(index_dir)
        passages = library.stats.passages
        draft = write_draft(library, options.pages, options.seed)
        words = _measure_word_index(library, live_build(index_dir), Path(home, "words"))
        library.close()
        path = Path(home, "draft.docx")
        path.write_bytes(draft.data)
        seconds, outcomes = _check_with_command(path, index_dir)
        upload = _check_on_site(path, index_dir)
    report = _report(options, passages, draft, built, words, (seconds, outcomes), upload)
    options.output.write_text(report + kept_claims(options.output), encoding="utf-8")
    print(report)


def _measure_word_index(library: Library, build: Path, folder: Path) -> WordIndexCost:
    """Write only the search index again, in which the words are, and return what it cost."""
    passages = list(library.passages())
    before, begun = begin_peak(), time.process_time()
    with Engines().writer(DEFAULT_ENGINE, folder) as writer:
        for _, paper in groupby(passages, lambda passage: passage.document.id):
            writer.add(list(paper))
        writer.finish()
    seconds = time.process_time() - begun
    return WordIndexCost(seconds, peak() - before, size(folder), size(build))


def _check_with_command(path: Path, index_dir: Path) -> tuple[float, list[QuoteOutcome]]:
    """Check the draft with the command; return the seconds it took and the outcome of each quotation."""
    begun = time.perf_counter()
    command = [*_COMMAND, "verify", str(path), "--index-dir", str(index_dir), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return time.perf_counter() - begun, [finding["outcome"] for finding in json.loads(done.stdout)["findings"]]


@contextmanager
def _serving(index_dir: Path) -> Iterator[int]:
    server = create_server(create_app(index_dir), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=5)


def _check_on_site(path: Path, index_dir: Path) -> UploadTimes:
    """Upload the draft to the site as a browser does, and come back until there is the report."""
    head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="file"; filename="draft.docx"\r\n\r\n'
    body = head.encode() + path.read_bytes() + f"\r\n--{_EDGE}--\r\n".encode()
    with _serving(index_dir) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=600)
        connection.request("GET", "/healthz")  # the index is open before the draft comes
        connection.getresponse().read()
        begun = time.perf_counter()
        connection.request("POST", "/verify", body, {"Content-Type": f"multipart/form-data; boundary={_EDGE}"})
        answer = connection.getresponse()
        answer.read()
        first, address = time.perf_counter() - begun, answer.headers["Location"]
        told = set()
        while True:
            connection.request("GET", address)
            answer = connection.getresponse()
            page = answer.read()
            if answer.status != 202:  # 202: it waits or is being checked
                break
            told |= set(re.findall(rb"[\d,]+ of [\d,]+ quotations checked", page))
            time.sleep(_LOOK_SECONDS)
        whole = time.perf_counter() - begun
        connection.close()
    if answer.status != 200 or b"</html>" not in page:
        raise SystemExit(f"the site answered {answer.status}")
    return UploadTimes(first, whole, len(told), len(page))


def _report(
    options: argparse.Namespace,
    passages: int,
    draft: BenchmarkDraft,
    built: float,
    words: WordIndexCost,
    command: tuple[float, list[QuoteOutcome]],
    upload: UploadTimes,
) -> str:
    seconds, outcomes = command
    pairs = Counter(zip(draft.made, outcomes, strict=True))
    rows = []
    for made in dict.fromkeys(draft.made):
        reported = {outcome: count for (done, outcome), count in pairs.items() if done == made}
        summary = ", ".join(f"{count} {OUTCOME_LABELS[outcome]}" for outcome, count in reported.items())
        rows.append(f"| {OUTCOME_LABELS[made]} | {sum(reported.values())} | {summary} |")
    share = f" ({words.seconds / built:.1%} of {built:.0f} s for the whole build)" if built else ""
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return f"""# Quotations: how fast a long draft is checked

A DOCX of {options.pages} pages ({WORDS_A_PAGE} words each; {len(draft.made)} quotations, {QUOTED_A_PAGE} a page, each
with a link; {len(draft.data) / 1e6:.1f} MB), made from seed {options.seed}, held against {passages:,} passages of
speeches in the general debate of the United Nations.

| | |
|---|---:|
| `rapporteur verify draft.docx`, whole command | {seconds:.1f} s |
| `/verify`, upload until the address of the report is known | {upload.first:.1f} s |
| `/verify`, upload until the report is there | {upload.whole:.1f} s |
| words on how far it was, meanwhile | {upload.steps} |
| size of the page | {upload.bytes / 1e6:.1f} MB |
| search index, in which the words are, on disk | {words.bytes / 1e6:.0f} MB of {words.build / 1e6:.0f} MB |
| search index, processor time to write | {words.seconds:.1f} s{share} |
| search index, memory to write | {words.memory / 1e6:.0f} MB |

What was done to the quotations, and what was said of them (by lot, some are found elsewhere word for word, and the
second half of a stitched one may be a phrase that its paper repeats):

| made | how many | found |
|---|---:|---|
{chr(10).join(rows)}

Measured on {date.today():%-d %B %Y}: {model[1].strip() if model else platform.machine()}, {os.cpu_count()} cores,
Python {platform.python_version()}, {platform.system()}; load average when it ended: {os.getloadavg()[0]:.1f}. The
machine was shared: the more the load is above 1, the more of the times is waiting.

Repeat it with:

    python -m benchmarks.quotes --speeches un-general-debate.jsonl.xz --pages {options.pages} --seed {options.seed}
"""


if __name__ == "__main__":
    main()
