"""How soon pages and searches are answered, and what an index costs, beside other engines on the same paragraphs."""
