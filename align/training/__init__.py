"""Bitext in, encoder out; needs the [train] extra, and nothing outside the command line uses it."""
