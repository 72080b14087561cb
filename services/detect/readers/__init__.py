"""Which reader reads a sentence, and what names and wordings make of what it read."""
