"""How long a static edition of made papers takes."""
