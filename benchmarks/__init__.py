"""How fast Dayloom is, as ratios to a floor measured in the same run: `make bench`, `make bench-quick`.

Not part of the package: it starts the real server, as a user would, and loads it from another process.
"""
