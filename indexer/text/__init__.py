"""Words and letters: analysis, sentences, spellings, word lists, casing, slugs, languages.

Documents, blocks and the reading of papers do not belong here.
"""
