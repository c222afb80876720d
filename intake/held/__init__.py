"""How a text speaks of people who are held: its words, the names in it, and who is held according to its grammar."""
