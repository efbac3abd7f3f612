"""What the aspect of a sort of figure hangs on: prices, shares, spans of time, sums, means."""
