"""Five invented articles to try the commands with."""
