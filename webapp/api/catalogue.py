"""All operations of the API, in the order of its documentation."""

from __future__ import annotations

from .contract.operation import Operation, Resource
from .resources import corrections, plans  # noqa: F401  # they add to the resources below
from .resources.bodies import bodies
from .resources.collection import collecting
from .resources.drafts import checking_drafts
from .resources.looks import looking
from .resources.papers import papers
from .resources.passages import reading
from .resources.people import naming
from .resources.search import searching
from .resources.statements import citing_searches
from .resources.words import word_trends

RESOURCES: tuple[Resource, ...] = (
    searching,
    reading,
    papers,
    naming,
    bodies,
    looking,
    word_trends,
    citing_searches,
    checking_drafts,
    collecting,
)
OPERATIONS: tuple[Operation, ...] = tuple(operation for resource in RESOURCES for operation in resource.operations)
