"""What can be done with a study before it is solved."""
