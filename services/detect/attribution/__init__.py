"""Who says it, for whom, and what that makes of a report."""
