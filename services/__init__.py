"""The services of Landbridge, one package each, and the runtime that they share."""
