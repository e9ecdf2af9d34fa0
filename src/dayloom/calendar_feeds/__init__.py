"""A person's plan as a calendar that other programs subscribe to: one secret address for each person and workspace."""
