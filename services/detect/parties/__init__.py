"""Who is meant: pronouns, descriptions and the groups that a text speaks of."""
