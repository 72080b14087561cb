"""What runs Landbridge in containers and watches it. `python -m deploy` writes the generated files anew."""
