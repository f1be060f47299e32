"""Read PDFs: the words, lines, columns, paragraphs and tables of each page, and the blocks made of them.

What the blocks mean in a paper is decided in `structure`.
"""
