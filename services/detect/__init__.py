"""Reads articles and finds the territory events that they report."""
