"""Result tables of what is agreed: who accepts, who pays, what signing adds."""
