"""Measure how fast typed words are completed in a large corpus, and what the list of completions costs. It may not rank
suggestions; `indexer.suggest` does.
"""
