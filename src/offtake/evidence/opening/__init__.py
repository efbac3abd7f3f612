"""From the bytes of a file to a cleaned document whose every piece is found again in the original."""
