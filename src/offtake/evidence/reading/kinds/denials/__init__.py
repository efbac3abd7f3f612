"""What is told as not so, a construction a file."""
