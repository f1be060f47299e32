"""From a folder of papers to a live index: composes the rooms, writes beside the live build, moves one pointer."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path

from .catalogue import FORMAT, CatalogueWriter
from .corpus import Corpus, Skipped, scan
from .engine.whoosh import WhooshWriter
from .errors import CorpusEmpty, RapporteurError, SourceUnreadable
from .ids import distinct, document_base, passage_ids
from .library import BUILD_FILE, CATALOGUE_FILE, ENGINE_FOLDER
from .meetings import Gathering, gather
from .model import Document, Passage, Session, Source, status_of
from .readers import FORMATS, read
from .sentences import Sentences
from .settings import SETTINGS_FILE, Rule, Settings, load
from .shelf import BuildLock, live_build, new_build, open_library, publish
from .structure import draft
from .structure.draft import Draft, Facts
from .structure.labels import SessionHeading

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and of how much."""


@dataclass(frozen=True)
class Counts:
    """How much an index holds."""

    documents: int
    meetings: int
    sessions: int
    passages: int


@dataclass(frozen=True)
class Report:
    """What a build did."""

    counts: Counts
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    build: Path
    unchanged: bool = False


def build(folder: Path, index_dir: Path, *, force: bool = False, progress: Progress | None = None) -> Report:
    """Index a folder; an unchanged corpus is recognised and left as it is, unless `force`.

    The live index answers until the new one is whole, and goes on answering if this fails.
    Raises CorpusNotFound, CorpusEmpty, CorpusSettingsInvalid, IndexBusy.
    """
    corpus = scan(folder)
    settings = load(folder)
    if not corpus.sources:
        raise CorpusEmpty(folder, FORMATS, _pairs(corpus.skipped))
    fingerprint = _fingerprint(corpus, settings)
    with BuildLock(index_dir):
        if not force:
            report = _live_report(index_dir, fingerprint)
            if report:
                return report
        return _build(folder, corpus, settings, index_dir, fingerprint, progress or _silent)


def _silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def read_source(source: Source, rules: Sequence[Rule]) -> Draft:
    """Read one source with what is stated of it; raises SourceUnreadable."""

    def state(facts: Facts) -> Facts:
        for rule in rules:
            facts = rule.applied(facts)
        return facts

    stated = next((rule.sessions for rule in reversed(rules) if rule.sessions is not None), None)
    sessions = None
    if stated is not None:
        sessions = {
            setting.heading.casefold(): SessionHeading("stated", setting.number, setting.title or setting.heading)
            for setting in stated
        }
    found = draft(source, read(source).blocks, state, sessions)
    if not found.passages:
        raise SourceUnreadable("has no passage in it: it may hold only a title, or only addresses and page numbers")
    return found


def _build(
    folder: Path, corpus: Corpus, settings: Settings, index_dir: Path, fingerprint: str, progress: Progress
) -> Report:
    drafts, skipped = _read_all(corpus, settings, progress)
    if not drafts:
        raise CorpusEmpty(folder, FORMATS, _pairs(skipped))
    gatherings = gather(drafts)
    sentences = Sentences(passage.text for one in drafts for passage in one.passages)
    warnings = tuple(
        f"{SETTINGS_FILE}: file = “{pattern}” matches no file"
        for pattern in settings.unused([s.name for s in corpus.sources])
    )
    target = new_build(index_dir)
    try:
        counts = _write(target, gatherings, sentences, len(drafts), progress)
        facts = {
            "format": FORMAT,
            "fingerprint": fingerprint,
            "built": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            **asdict(counts),
            "skipped": [{"source": one.source, "reason": one.reason} for one in skipped],
            "warnings": list(warnings),
        }
        (target / BUILD_FILE).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
        publish(index_dir, target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return Report(counts, skipped=tuple(skipped), warnings=warnings, build=target)


def _read_all(corpus: Corpus, settings: Settings, progress: Progress) -> tuple[list[Draft], list[Skipped]]:
    drafts: list[Draft] = []
    skipped = list(corpus.skipped)
    for done, source in enumerate(corpus.sources, start=1):
        rules = settings.for_file(source.name)
        try:
            if any(rule.skip for rule in rules):
                skipped.append(Skipped(source.name, f"{SETTINGS_FILE} says to skip it"))
            else:
                drafts.append(replace(read_source(source, rules), pieces=()))
        except RapporteurError as error:
            skipped.append(Skipped(source.name, str(error)))
        except Exception as error:  # one paper that trips the reader costs that paper, not the corpus
            skipped.append(
                Skipped(source.name, f"could not be read ({type(error).__name__}: {error}): please report it")
            )
        progress("Reading", done, len(corpus.sources))
    return drafts, skipped


def _write(
    target: Path, gatherings: Sequence[Gathering], sentences: Sentences, total: int, progress: Progress
) -> Counts:
    documents = passages = done = 0
    with (
        CatalogueWriter(target / CATALOGUE_FILE) as catalogue,
        WhooshWriter(target / ENGINE_FOLDER) as engine,
    ):
        for gathering in gatherings:
            for document, found in _documents(gathering, sentences):
                catalogue.add_document(document, gathering.sessions, found)
                engine.add(found, gathering.sessions)
                documents, passages, done = documents + 1, passages + len(found), done + 1
                progress("Indexing", done, total)
        progress("Writing", 0, 1)
        catalogue.finish()
        engine.finish()
        progress("Writing", 1, 1)
    sessions = sum(len(gathering.sessions) for gathering in gatherings)
    return Counts(documents, len(gatherings), sessions, passages)


def _documents(gathering: Gathering, sentences: Sentences) -> Iterator[tuple[Document, list[Passage]]]:
    """The papers of a meeting with their ids, each with its passages."""
    wanted = [(document_base(gathering.meeting, one.facts.kind), one.source.name) for one in gathering.drafts]
    for name, one, sessions in zip(distinct(wanted), gathering.drafts, gathering.keys, strict=True):
        facts = one.facts
        document = Document(
            id=name,
            title=facts.title,
            kind=facts.kind,
            status=status_of(facts.kind),
            source=one.source.name,
            meeting=gathering.meeting,
            language=facts.language,
            published=facts.published,
        )
        yield document, list(_passages(document, one, sessions, sentences))


def _passages(document: Document, one: Draft, sessions: dict[str, Session], sentences: Sentences) -> Iterator[Passage]:
    names = passage_ids(document.id, [passage.text for passage in one.passages])
    for ordinal, (name, found) in enumerate(zip(names, one.passages, strict=True)):
        yield Passage(
            id=name,
            text=found.text,
            kind=found.kind,
            ordinal=ordinal,
            document=document,
            session=sessions[found.section.session] if found.section.session else None,
            headings=found.section.headings,
            people=found.people,
            page=found.page,
            label=found.label,
            sentences=sentences.spans(found.text),
        )


def _live_report(index_dir: Path, fingerprint: str) -> Report | None:
    """The report of the live build, if it is sound and was made from just this corpus by just these rules."""
    try:
        live = live_build(index_dir)
        facts = json.loads((live / BUILD_FILE).read_text(encoding="utf-8"))
        if facts["fingerprint"] != fingerprint:
            return None
        open_library(index_dir).close()
        return Report(
            Counts(*(facts[entry.name] for entry in fields(Counts))),
            skipped=tuple(Skipped(**one) for one in facts["skipped"]),
            warnings=tuple(facts["warnings"]),
            build=live,
            unchanged=True,
        )
    except (RapporteurError, OSError, ValueError, LookupError, TypeError):
        return None  # whatever is wrong with it, a new build puts it right


def _fingerprint(corpus: Corpus, settings: Settings) -> str:
    """Changes when any file, its name, a setting, or the rules of reading change."""
    whole = hashlib.sha256(f"{FORMAT} {_rules()}".encode())
    for source in corpus.sources:
        whole.update(f"\n{source.name}\x00{source.digest}".encode())
    for one in corpus.skipped:
        whole.update(f"\n{one.source}\x00{one.reason}".encode())
    whole.update(b"\n" + settings.raw)
    return whole.hexdigest()


@lru_cache(maxsize=1)
def _rules() -> str:
    """A hash of the indexer's own code: a corpus read by other rules is another index."""
    folder = Path(__file__).parent
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def _pairs(skipped: Iterable[Skipped]) -> tuple[tuple[str, str], ...]:
    return tuple((one.source, one.reason) for one in skipped)
