"""The wire: knows the contract's habits, knows nothing of tasks."""
