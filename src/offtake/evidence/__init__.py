"""What documents say, and whether figures stand up to it."""
