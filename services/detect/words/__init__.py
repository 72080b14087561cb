"""Text as detection reads it, and the words that it knows."""
