"""What is done to tables before they are judged: edits, one currency, budgets from pledges."""
