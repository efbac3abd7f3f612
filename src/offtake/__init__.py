"""offtake: the plan and the deal."""
