"""Whom a noun, an office or a paper of an article stands for."""
