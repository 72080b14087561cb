"""Who and what a sentence names: the actors and places of theatres and of the world."""
