"""One small exception for each way in which a cluster cannot be worked with."""

from __future__ import annotations

from indexer.errors import EngineUnavailable, QueryRefused
from indexer.speech.marking import marked
from indexer.text.plurals import counted


class ClusterError(EngineUnavailable):
    """The cluster did not do what it was asked; the live build is as it was."""


class ClientMissing(ClusterError):
    """The library that speaks with clusters is not installed."""

    def __init__(self) -> None:
        super().__init__("The engine “opensearch” needs a library. Install it: pip install 'rapporteur[opensearch]'")


class ClusterAddressMissing(ClusterError):
    """Nobody said where the cluster is."""

    def __init__(self) -> None:
        super().__init__(
            "The engine “opensearch” needs the address of its cluster. Give --engine-url http://HOST:9200, or set "
            "RAPPORTEUR_ENGINE_URL."
        )


class ClusterAddressUnfit(ClusterError):
    """The address is not one of a cluster."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(f"“{address}” is no address of a cluster: {problem}. Write it as http://HOST:9200.")


class ClusterNameUnfit(ClusterError):
    """No index can have a name that begins so."""

    def __init__(self, variable: str, name: str) -> None:
        super().__init__(
            f"“{name}” in {variable} cannot begin the name of an index. Use small letters a to z, digits, “-” and “_”, "
            "with a letter or digit first."
        )


class ClusterSignInHalf(ClusterError):
    """A user without a password is named, or a password without a user."""

    def __init__(self, given: str, missing: str) -> None:
        super().__init__(f"{given} is set, but {missing} is not. Set both, or neither.")


class ClusterUnreachable(ClusterError):
    """No node answers at the address, or none answered in time."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(
            f"No search cluster answers at {address} ({problem}). Start it, or give another address with --engine-url."
        )


class ClusterCertificateUnknown(ClusterError):
    """The certificate of a node is not signed by anybody who is trusted."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The certificate of the search cluster at {address} is not trusted. Name the file of its certificate "
            "authority in RAPPORTEUR_ENGINE_CA."
        )


class ClusterAuthorityMissing(ClusterError):
    """The file of the certificate authority is not there."""

    def __init__(self, variable: str, path: str) -> None:
        super().__init__(
            f"There is no file “{path}”, which {variable} names. Name the file of the certificate authority."
        )


class ClusterSpeaksPlainly(ClusterError):
    """The address says TLS, but the nodes do not use it."""

    def __init__(self, address: str) -> None:
        super().__init__(f"The search cluster at {address} does not use TLS. Write its address with http://.")


class ClusterVersionUnfit(ClusterError):
    """It is an OpenSearch, but of a version that is not known."""

    def __init__(self, address: str, found: str) -> None:
        super().__init__(
            f"At {address} answers {found}. A version of OpenSearch 3 that is 3.2 or newer is needed: upgrade the "
            "cluster, or give the address of another one."
        )


class ClusterForeign(ClusterError):
    """Something answers that is no OpenSearch."""

    def __init__(self, address: str, found: str = "") -> None:
        super().__init__(
            f"What answers at {address}{f' ({found})' if found else ''} is no OpenSearch. Give the address of a "
            "cluster of OpenSearch 3."
        )


class ClusterRightsMissing(ClusterError):
    """The cluster knows the user, but does not let it do something; or does not know it."""

    def __init__(self, address: str, action: str, *, is_known: bool) -> None:
        if is_known:
            advice = f"Its user lacks a right: {action}. Give it the rights that docs/cluster.md lists."
        else:
            advice = "Set RAPPORTEUR_ENGINE_USER and RAPPORTEUR_ENGINE_PASSWORD to a user that it knows."
        super().__init__(f"The search cluster at {address} refused. {advice}")


class ClusterIndexLost(ClusterError):
    """The cluster answers, but does not have the index that the build names."""

    def __init__(self, address: str, index: str) -> None:
        super().__init__(
            f"The search cluster at {address} has no index “{index}”, which the live build is searched in. A machine "
            "that only serves fetches the newer build: rapporteur fetch. Else restore its snapshot, or build it anew: "
            "rapporteur index FOLDER --engine opensearch --force"
        )


class ClusterBuildGone(ClusterError):
    """The index holds newer builds only."""

    def __init__(self, index: str) -> None:
        super().__init__(
            f"The index “{index}” of the search cluster no longer has all passages of the build that is served here. "
            "Fetch the newer build: rapporteur fetch SOURCE"
        )


class ClusterBuildUnknown(ClusterError):
    """The index does not have the build that is served."""

    def __init__(self, index: str) -> None:
        super().__init__(
            f"The index “{index}” of the search cluster does not have the build that is live here; an older snapshot "
            "may have been restored. Build it anew, without reading papers again: rapporteur index FOLDER"
        )


class ClusterIndexRed(ClusterError):
    """A part of the index has no copy that can be read."""

    def __init__(self, address: str, index: str, shards: int) -> None:
        super().__init__(
            f"{counted(shards, 'part')} of the index “{index}” at {address} cannot be read. Start the nodes that are "
            "missing, or restore the snapshot of the index. If both are lost: rapporteur index FOLDER --force"
        )


class ClusterIndexClosed(ClusterError):
    """Somebody has closed the index."""

    def __init__(self, index: str) -> None:
        super().__init__(f"The index “{index}” of the search cluster is closed. Open it: POST /{index}/_open")


class ClusterIndexForeign(ClusterError):
    """An index has this name, but another program or version wrote it."""

    def __init__(self, index: str, problem: str) -> None:
        super().__init__(
            f"The index “{index}” of the search cluster was not written by this version of Rapporteur ({problem}). "
            "Build it anew: rapporteur index FOLDER --engine opensearch --force"
        )


class ClusterIndexIncomplete(ClusterError):
    """The index holds other passages than were written."""

    def __init__(self, index: str, expected: int, found: int) -> None:
        super().__init__(
            f"The index “{index}” of the search cluster holds {found:,} passages instead of {expected:,}. Build it "
            "anew: rapporteur index FOLDER --engine opensearch --force"
        )


class ClusterDiskFull(ClusterError):
    """The nodes refuse to write, because their disks are nearly full."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The search cluster at {address} does not write, because its disks are nearly full. Free some space or "
            "add a node, and try again. The index that is live is as it was."
        )


class ClusterAliasForeign(ClusterError):
    """The name under which the live index is known leads to an index that is not ours."""

    def __init__(self, alias: str, index: str) -> None:
        super().__init__(
            f"The name “{alias}” of the search cluster leads to “{index}”, which was not written from this index "
            "folder. Choose another name for this one: RAPPORTEUR_ENGINE_ALIAS. Only if nothing needs that index any "
            "more, delete it."
        )


class ClusterIndexAhead(ClusterError):
    """Another index folder, such as a copy of this one, has updated the index meanwhile."""

    def __init__(self, index: str) -> None:
        super().__init__(
            f"The index “{index}” of the search cluster was updated from another index folder, perhaps a copy of this "
            "one. Index there, or give this one an index of its own: another name in RAPPORTEUR_ENGINE_ALIAS, and "
            "--force."
        )


class ClusterFailed(ClusterError):
    """The cluster answered with an error of its own, or with a part of an answer."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(f"The search cluster at {address} could not answer: {problem}. Try again; its log says more.")


class QuestionTooLarge(QueryRefused):
    """A query that the cluster cannot answer exactly."""


TOO_MANY_WORDS = (
    marked("This search has too many words or parts to be answered."),
    marked("Try fewer words, or words without “*”."),
)
TOO_MUCH_TO_READ = (
    marked("Too many passages would have to be read for this search."),
    marked("Use NEAR with two words instead of three, or choose rarer words."),
)
TOO_MANY_FORMS = (
    marked("Too many words begin so to compare where they stand."),
    marked("Type more letters before each “*”."),
)
TOO_FAR = (
    marked("This page is too far from the first and from the last one."),
    marked("Narrow the results by meeting or year first."),
)
