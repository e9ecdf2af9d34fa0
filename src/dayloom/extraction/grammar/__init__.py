"""The rules engine: a line of a list → its name and what the rest of it says. It changes nothing that it does not know.

`line` is the tokenizer, `languages` the words, and each other module one construct of the grammar, which takes its part
out of the line; `reading` is the order in which they are asked.
"""
