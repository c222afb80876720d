"""What the API's answers are made of. What is not named here is not told."""
