"""What the papers speak of: acronyms, document symbols, persons, organisations, languages. Pure functions of text."""

from .. import structure as structure  # first: its assembly of passages calls this room, which reads its tables
