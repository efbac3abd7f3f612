"""The forecast: when, how sure, why late, what is made by whom, who is ahead."""
