"""Where every figure comes from."""
