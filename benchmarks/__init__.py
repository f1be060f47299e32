"""Measurements that anyone can repeat; each folder keeps its figures in a RESULTS.md of its own. The program and the
site may not import anything from here.
"""
