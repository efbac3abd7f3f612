"""What makes producers accept: finance, instruments, participation, the three arrangements."""
