"""The rules by which text is read, as data, and the loader of them."""
