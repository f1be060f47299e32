"""Measure how long many references take, by style and by format. It may not make references itself;
`indexer.references` does.
"""
