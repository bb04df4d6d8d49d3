"""What a person of the sandbox meets where nothing comes, or where there is nothing to press."""


class NoAnswerError(TimeoutError):
    """The bot did not answer in time: "The application did not respond"."""


class NotThereError(LookupError):
    """A button, select or field that the message or modal does not have, or that is disabled."""
