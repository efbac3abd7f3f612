"""Two studies or two runs side by side: what was changed, and what it changed."""
