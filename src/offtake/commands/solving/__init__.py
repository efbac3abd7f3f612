"""What solves, follows and looks back."""
