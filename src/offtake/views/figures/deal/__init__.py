"""Figures of what is agreed: what signing brings, the terms, who pays."""
