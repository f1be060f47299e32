"""How well links survive changes to the papers: papers are changed in known ways, and every id is followed."""
