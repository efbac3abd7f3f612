"""What a claim is about: cues, and the grammar of a figure's clause."""
