"""Marks the messages of tables for translation. It imports nothing, since every process has such tables."""


def marked(message: str) -> str:
    """Return a message as it is: one that stands in a table, and is translated where it is shown."""
    return message


def marked_plural(one: str, several: str) -> tuple[str, str]:
    """Return a message for a count of 1 and for others as they are, to be shown with `plural`."""
    return one, several
