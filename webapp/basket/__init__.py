"""The reader's basket: its items and what became of them, its cookies, its shared links, its page and its downloads.

Nothing here stores a basket on the server.
"""
