"""What a reader says is wrong about a paper, written as the owner of the papers can use it. Nothing is stored here."""
