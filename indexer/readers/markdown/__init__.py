"""Read Markdown, with its front matter and footnotes.

The rules for plain text inside it belong to `readers.shared.lines` and `readers.text`.
"""
