"""Rules at the door: whether values fit their bounds and each other."""
