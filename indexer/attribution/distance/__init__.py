"""What keeps words at a distance, in the paper and in the draft: a denial, a question, a condition, a stance.

Negations that belong to the verb of the words do not belong here: they are in `edge_negations`.
"""
