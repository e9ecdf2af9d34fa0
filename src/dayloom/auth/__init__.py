"""Who is asking and what they may see: actors, API keys, sessions, passwords, roles."""
