"""What the papers speak of: acronyms, document symbols, persons, organisations, languages. Pure functions of text."""
