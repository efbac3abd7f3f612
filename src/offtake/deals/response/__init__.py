"""What producers would do by themselves."""
