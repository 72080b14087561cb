"""Where it lies: the gazetteer, the borders, and how precise a point is."""
