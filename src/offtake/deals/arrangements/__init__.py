"""The arrangements side by side, and what is told of them."""
