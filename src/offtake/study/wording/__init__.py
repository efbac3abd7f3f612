"""What people write and mean: names, rows, countries, periods."""
