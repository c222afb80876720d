"""What was read in a letter, laid out for a person to correct: forms, the original text with marks, and warnings."""
