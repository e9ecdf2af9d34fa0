"""What can go wrong on the way out, each as a sentence for the person who named the address."""


class OutsideError(Exception):
    """Another server did not give us what we asked for."""


class Unreachable(OutsideError):
    """There is no such server, or it did not answer in time or to its end."""


class Refused(OutsideError):
    """The name leads to an address that is not public."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(
            f"{host} leads to {address}, which is not a public address; "
            f"DAYLOOM_ALLOW_NETWORKS={address} would allow it."
        )
        self.address = address


class TooMuch(OutsideError):
    """The answer is larger than anything that we read."""
