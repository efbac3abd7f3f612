"""The page on this computer: studies, runs, and what can be asked of them, in a browser."""
