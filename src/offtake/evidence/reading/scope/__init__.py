"""Of what, where and whose: the scope of a figure, as far as the article says it."""
