"""The words of one language, as patterns."""
