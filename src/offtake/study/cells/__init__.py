"""Tables as found, cell by cell: from what stands there to typed values."""
