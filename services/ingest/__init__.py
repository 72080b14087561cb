"""Polls feeds politely, finds what is new in them, and publishes it as articles."""
