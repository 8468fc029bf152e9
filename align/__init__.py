"""Aligns Arabic and English renderings of the same statements and reports what differs."""
