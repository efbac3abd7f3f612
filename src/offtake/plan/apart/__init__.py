"""Products that only budgets tie, planned apart: prices of budgets, shares of budgets, one plan of all."""
