"""Who somebody is: from the words of a sentence to a name."""
