"""Data that Landbridge ships: theatres, sources and their grades, replays."""
