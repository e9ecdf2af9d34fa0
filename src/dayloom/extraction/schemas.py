"""What is sent to be made into tasks."""

from dayloom.fields import Input, Prompt


class PromptPayload(Input, frozen=True, kw_only=True):
    """The body of `workflows/tasks/from-list` and `/prompt`."""

    prompt: Prompt


class Picture(Input, frozen=True, kw_only=True):
    """The form of `workflows/tasks/extract`."""

    file: bytes
