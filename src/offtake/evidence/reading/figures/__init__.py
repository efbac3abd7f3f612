"""What a sentence counts: numbers, quantities, dates."""
