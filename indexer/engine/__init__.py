"""What writes and answers an index. Nothing outside this folder knows which engine it is."""
