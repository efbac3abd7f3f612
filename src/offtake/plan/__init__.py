"""The plan of a study: what is begun, made and delivered, how good, and how sure."""
