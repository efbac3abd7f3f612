"""Methods that solve a stochastic program, and the rule that chooses."""
