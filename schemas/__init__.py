"""The contract: models of everything that crosses a topic, a file or the web."""
