"""When it happened."""
