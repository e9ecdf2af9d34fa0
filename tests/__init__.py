"""The tests; whatever the environment says, their bytecode is kept.

Else every worker of every run would rewrite the asserts of all files anew, and every process that a test starts would
compile the product.
"""

import sys

sys.dont_write_bytecode = False
