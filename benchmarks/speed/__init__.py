"""Measure how fast pages and searches are answered and what an index costs, beside other engines on the same
paragraphs. The engines may not be asked in any other way than the library asks them.
"""
