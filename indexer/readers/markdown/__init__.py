"""Read Markdown, with its front matter and footnotes. The rules of plain text inside it belong in
`readers.shared.lines` and `readers.text`.
"""
