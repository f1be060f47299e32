"""Reads the papers of meetings, splits them into passages and answers searches over them. It never imports `webapp` or
`flask`.
"""
