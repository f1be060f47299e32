"""Words and letters: analysis, sentences, spellings, word tables (`word_lists.load_words(name) -> frozenset[str]`,
`word_lists.load_table(name)`), casing, slugs, languages. Documents, blocks and anything read from a file may not be
in it.
"""
