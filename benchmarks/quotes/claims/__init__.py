"""Measure how the verifier judges what a draft states around a quotation: made drafts whose claims are known."""
