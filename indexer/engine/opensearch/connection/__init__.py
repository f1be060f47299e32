"""The connection with a cluster: where it is, requests that are tried again, and errors as words with a remedy.

What is asked of a cluster may not be here.
"""
