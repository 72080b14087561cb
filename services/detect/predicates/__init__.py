"""The verbs and nouns that report territory events, and the grammar of each."""
