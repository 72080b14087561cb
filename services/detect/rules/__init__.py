"""The reader that goes by rules: frames of verbs and nouns, with the syntax around them."""
