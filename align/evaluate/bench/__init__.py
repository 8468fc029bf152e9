"""``make bench``: what we do measured beside what a user would pick instead, in one run.

``python -m align.evaluate.bench`` runs every contender on the same texts, each time in a process of
its own, and the contenders by turns, so that whatever else the machine does hits all alike. Every
figure of speed stands beside one of quality from the same output. One module a section.
"""
