"""Which kind a figure is: what stands around it as clues, what each clue weighs, and how sure that makes the kind."""
