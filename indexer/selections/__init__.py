"""Selected words of a passage: how a link names them, and where they are in the current text.

What a page does with them belongs to `webapp`, and what became of whole passages to `registry`.
"""
