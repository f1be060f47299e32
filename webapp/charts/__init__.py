"""Other views of the results of a search: concordance, chart, word trends and matrix, with the tabs that link them.

Which passages a search finds is not decided here.
"""
