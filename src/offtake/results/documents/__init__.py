"""A run, or a part of it, as one document: headline, rules of thumb, arrays, a table in a notebook."""
