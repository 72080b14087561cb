"""The reader that has learned: a scan and two graphs over the word pieces of a text."""
