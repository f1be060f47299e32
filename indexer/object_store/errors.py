"""One small exception for each way in which an object store, or one object in it, cannot be read."""

from __future__ import annotations

from indexer.errors import RapporteurError

_KEPT = "The index was not changed."


class ObjectStoreError(RapporteurError):
    """The object store as a whole cannot be read; the live build is as it was."""


class ObjectAddressUnfit(ObjectStoreError):
    """The address is not one of papers in an object store."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(f"“{address}” is no address of papers: {problem}. Write it as s3://BUCKET/PREFIX.")


class StoreLibraryMissing(ObjectStoreError):
    """The library that speaks with object stores is not installed."""

    def __init__(self) -> None:
        super().__init__("Papers in an object store need a library. Install it: pip install 'rapporteur[object-store]'")


class RegistryFolderMissing(ObjectStoreError):
    """Nobody said where the registry of papers in an object store is kept."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"Nothing is written to {address}, so the registry of IDs needs a folder of its own: add --registry "
            "FOLDER. Keep this folder: all links depend on it. With RAPPORTEUR_REGISTRY_URL any empty folder will do."
        )


class NoFolderHere(ObjectStoreError):
    """Something needs a folder of this machine."""

    def __init__(self, address: str, remedy: str) -> None:
        super().__init__(f"The papers are in an object store, {address}. {remedy}")


class StoreSettingsUnfit(ObjectStoreError):
    """What the environment says of the store cannot be."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"The settings of the object store are wrong ({problem}). In the environment, correct AWS_ENDPOINT_URL "
            f"(https://HOST), AWS_REGION and AWS_PROFILE, or unset what is not needed. {_KEPT}"
        )


class StoreCredentialsMissing(ObjectStoreError):
    """No credentials were found."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"The object store needs credentials ({problem}). Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the "
            f"environment, or any other source that AWS's own programs know. {_KEPT}"
        )


class BucketMissing(ObjectStoreError):
    """There is no such bucket."""

    def __init__(self, bucket: str, endpoint: str) -> None:
        super().__init__(
            f"The bucket {bucket} does not exist at {endpoint}. Correct the address, or set AWS_ENDPOINT_URL and "
            f"AWS_REGION to where it is. {_KEPT}"
        )


class StoreAccessRefused(ObjectStoreError):
    """The store refuses whoever asks."""

    def __init__(self, bucket: str, endpoint: str, code: str) -> None:
        super().__init__(
            f"{endpoint} refuses reading the bucket {bucket} ({code}). Check the credentials and AWS_REGION in the "
            f"environment, and allow s3:ListBucket and s3:GetObject. {_KEPT}"
        )


class ObjectStoreLost(ObjectStoreError):
    """The store does not answer, or not to the end."""

    def __init__(self, bucket: str, endpoint: str, problem: str) -> None:
        super().__init__(
            f"{endpoint}, which has the bucket {bucket}, does not answer ({problem}). Try again once it does, or "
            f"correct AWS_ENDPOINT_URL. {_KEPT}"
        )


class ObjectUnreadable(Exception):
    """One object cannot be read; the text says why and what to do, as the reason why a paper is skipped does."""


class ObjectGone(ObjectUnreadable):
    """There is no such object any more."""

    def __init__(self) -> None:
        super().__init__("was removed while the papers were indexed: index them again")


class ObjectRefused(ObjectUnreadable):
    """The store does not give this object to whoever asks."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"may not be read ({code}): allow s3:GetObject, or remove it from the papers")


class ObjectArchived(ObjectUnreadable):
    """The object is in an archive of the store."""

    def __init__(self) -> None:
        super().__init__("is in an archive of the object store: restore it there, then index again")


class ObjectTooLarge(ObjectUnreadable):
    """The object is larger than it may be."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(f"is {size / 1e6:.0f} MB")
