"""What the user writes, read into one frozen Study."""
