"""What charts and tables are made of."""
