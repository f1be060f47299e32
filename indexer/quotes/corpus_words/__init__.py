"""The words of a corpus as quotations are looked up in them, wherever the engine has them.

How an index finds a run of words is in `word_index`, and what is asked of a cluster may not be here.
"""
