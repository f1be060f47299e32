"""What was read of each paper, with what `corpus.toml` states of it, as the steps of a build ask for it.

Reading itself is the job of `ingest`; a paper is taken from the cache of readings whenever it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import msgspec

from indexer.corpus.overrides import override_draft, override_passages
from indexer.corpus.settings import CorpusSettings, DocumentRule, last_stated
from indexer.disk.hashing import sha256_hex
from indexer.entities.acronyms import unusual_short_forms
from indexer.ingest.cache import AS_READ, ReadingCache
from indexer.ingest.paper_names import PaperNames, PaperPeople, paper_names
from indexer.ingest.tasks import ReadTask
from indexer.structure.draft import Draft, DraftFacts, DraftPassage
from indexer.structure.front_matter.titles.pages import titles_without_site
from indexer.text.paper_words import PaperWords

_NAMES = msgspec.msgpack.Decoder(PaperNames)


class NamesOfPeople(NamedTuple):
    """The part of a paper's names that is held against those of other papers."""

    people: PaperPeople
    councils: tuple[int | None, ...]


class CorpusReadings:
    """The papers of a corpus, none of them in memory but for its facts and, once they are asked for, its people."""

    def __init__(self, cache: ReadingCache, tasks: Mapping[str, ReadTask], settings: CorpusSettings) -> None:
        """Take the tasks by name of those papers that could be read."""
        self._cache = cache
        self._tasks = tasks
        self._settings = settings
        self._unusual = unusual_short_forms(settings.acronyms)
        self._titles: dict[str, str] = {}  # of the papers whose own titles end in the name of their site
        self._keys: dict[str, str] = {}
        self._names: dict[str, NamesOfPeople] = {}
        self.warnings: list[str] = []
        """What reading the papers warned of."""
        self.facts: dict[str, DraftFacts] = {}
        """What each paper states, in the order of the names."""
        self.redacted: set[str] = set()
        """The names of the papers whose files have words that were redacted."""
        heads = cache.all_facts()
        for name in sorted(tasks):
            head = heads(tasks[name])
            self.facts[name] = self.draft(name).facts if settings.rules_for(name) else head.facts
            self.warnings.extend(f"{name}: {warning}" for warning in head.warnings)
            if head.redacted:
                self.redacted.add(name)
        self._titles = titles_without_site(self.facts)
        self.facts |= {name: replace(self.facts[name], title=title) for name, title in self._titles.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a paper's bytes, as hex."""
        return self._tasks[name].digest

    def task(self, name: str) -> ReadTask:
        """Return the task by which a paper was read."""
        return self._tasks[name]

    def may_be_offered(self, name: str) -> bool | None:
        """Return whether `corpus.toml` says that the file of a paper may be offered; None where it says nothing."""
        return last_stated(self._settings.rules_for(name), lambda rule: rule.original)

    def key(self, name: str) -> str:
        """Return a hash of a paper's reading and of everything that is stated of it."""
        if name not in self._keys:
            rules = self._settings.rules_for(name)
            parts = (self._cache.key(self._tasks[name]), repr(rules) if rules else "", self._titles.get(name, ""))
            self._keys[name] = sha256_hex(["\x00".join(parts).encode()])
        return self._keys[name]

    def grouping(self, name: str) -> str:
        """Return a digest of the facts by which a paper is put into its meetings: all but those of its text."""
        facts = self.facts[name]
        of_paper = replace(facts, letters=0, unplaced=(), stated=frozenset())
        return sha256_hex([msgspec.msgpack.encode((of_paper, sorted(facts.stated)))])

    def draft(self, name: str) -> Draft:
        """Return a paper without its passages."""
        task, rules = self._tasks[name], self._settings.rules_for(name)
        head = self._cache.head(task)
        facts = replace(head.facts, title=self._titles[name]) if name in self._titles else head.facts
        draft = Draft(task.source, facts, head.sessions, warnings=head.warnings)
        return override_draft(draft, rules, partial(self._cache.passages, task)) if rules else draft

    def passages(self, name: str, draft: Draft | None = None) -> Sequence[DraftPassage]:
        """Return the passages of a paper, and its sessions' people from its `draft` where that is at hand."""
        passages = self._cache.passages(self._tasks[name])
        rules = self._settings.rules_for(name)
        return override_passages(passages, (draft or self.draft(name)).sessions, rules) if rules else passages

    def encoded_passages(self, name: str, draft: Draft) -> bytes:
        """Return the same in msgpack."""
        if self._settings.rules_for(name):
            return msgspec.msgpack.encode(self.passages(name, draft))
        return self._cache.encoded_passages(self._tasks[name])

    def read_passages(self, name: str) -> Sequence[DraftPassage]:
        """Return the passages of a paper as they were read: ids belong to these."""
        return self._cache.passages(self._tasks[name])

    def words(self, name: str) -> PaperWords:
        """Return the words of the passages of a paper."""
        return self._cache.words(self._tasks[name])

    def encoded_words(self, name: str) -> bytes:
        """Return the same in msgpack."""
        return self._cache.encoded_words(self._tasks[name])

    def people(self, name: str) -> NamesOfPeople:
        """Return the people of a paper, and the parts that name a council; they are asked for again and again."""
        if name not in self._names:
            names = self.names(name)
            self._names[name] = NamesOfPeople(names.people, names.councils)
        return self._names[name]

    def names(self, name: str) -> PaperNames:
        """Return the names in a paper, which are kept with its reading."""
        task, variant = self._tasks[name], self._variant(name)
        kept = self._cache.derived(self._cache.key(task), variant)
        if kept is not None:
            return _NAMES.decode(kept)
        names = paper_names(self.passages(name), self._unusual)
        self._cache.store_derived(task, variant, msgspec.msgpack.encode(names))
        return names

    def names_key(self, name: str) -> tuple[str, str]:
        """Return the key and the variant under which the names in a paper are cached."""
        return self._cache.key(self._tasks[name]), self._variant(name)

    def names_before(self, names_key: tuple[str, str]) -> PaperNames | None:
        """Return the names in a paper as it was in the build before, None where they are not cached any more."""
        kept = self._cache.derived(*names_key)
        return None if kept is None else _NAMES.decode(kept)

    def _variant(self, name: str) -> str:
        """Return a hash of what the names in a paper depend on beside its reading; empty for most."""
        rules = self._settings.rules_for(name)
        return sha256_hex([repr((rules, self._unusual)).encode()]) if rules or self._unusual else AS_READ

    def texts(self, names: Sequence[str]) -> Iterator[str]:
        """Yield the texts of all passages of papers, with one paper at a time in memory."""
        return self._cache.texts(self._tasks[name] for name in names)

    def texts_of_rule(self, rule: DocumentRule) -> Iterator[str]:
        """Yield the texts of the passages of all papers that a rule matches."""
        return self.texts([name for name in self.facts if rule.matches(name)])
