"""What follows from a plan: cash by party, and the rule by which goods move without foresight."""
