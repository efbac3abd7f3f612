"""Result tables of one plan: what is begun, delivered, paid, and what holds it back."""
