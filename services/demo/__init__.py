"""The demonstration: a stretch of the past, replayed from a local feed server and shown on a screen."""
