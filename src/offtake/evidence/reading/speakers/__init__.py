"""Who speaks in a text, and what is quoted."""
