"""All letters at once, as CSV and as JSON, in constant memory however many they are."""
