"""The database: opening it, types, the one file that knows which engine it is, migrations."""
