"""Tasks from lists, prompts and pictures: what is answered is stored nowhere until somebody sends it to `tasks/bulk`.

`grammar/` is the rules engine, which is always there and knows no database; `ocr` reads pictures in a process of its
own; `model` asks a language model where one is set. What they find becomes tasks in `service`.
"""
