"""What moves the answer of a run, what its decisions are for, and policies side by side."""
