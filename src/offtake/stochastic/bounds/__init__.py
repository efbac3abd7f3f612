"""How far a plan may be from the true optimum, and what is kept of work that was cut short."""
