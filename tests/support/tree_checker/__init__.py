"""Looks at a mirror's folder and says whether it keeps the promises made to its users.

It shares no code with adder: it reads only what docs/formats and the Python package index
specifications say, so that a mistake in the writer is not repeated here.
"""
