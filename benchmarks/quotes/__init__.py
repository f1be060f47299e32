"""Measure how long it takes to check a long draft against many papers, and what the word index costs. It may not hold
rules of matching; those are in `indexer.quotes`.
"""
