"""How soon a word being typed is completed in a large corpus, and what the list of completions costs."""
