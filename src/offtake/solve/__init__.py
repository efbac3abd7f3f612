"""Methods that solve a stochastic program, and the solver behind them."""
