"""What moves the answer: assumptions moved within their ranges, and the plan worked out again."""
