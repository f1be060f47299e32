"""Read PDFs: words, lines, columns, paragraphs and tables of each page, and the blocks made of them. What the blocks
mean in a paper may not be decided here.
"""
