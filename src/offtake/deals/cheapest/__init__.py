"""The cheapest deal under which every producer does its part, and would not rather deviate."""
