"""Makes the detector's model: the corpus, training, and the score. Nothing here runs in a service."""
