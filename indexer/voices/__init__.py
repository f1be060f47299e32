"""Find the collective and unnamed voices to which a passage attributes words: `several delegations stressed`.

Pure functions of an English text belong here; people with names are found in `entities`.
"""
