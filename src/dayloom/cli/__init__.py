"""The command line: one module a noun. `admin.py` alone opens the database; `main.py` says how a failure ends."""
