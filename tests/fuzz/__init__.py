"""Fuzzing: targets that have to return for every input, and what drives them.

`python -m tests.fuzz --help` says how to look for crashers; tests/test_fuzz.py replays those found.
"""
