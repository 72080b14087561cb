"""The errors that have a meaning to the operator."""


class BadInputError(Exception):
    """The user gave something wrong. The message says what, where, and what is allowed; exit status 2."""


class FatalError(Exception):
    """The service cannot go on safely and must be started anew; exit status 70."""
