"""A solver of stochastic programs that knows nothing of studies."""
