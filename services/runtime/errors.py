"""The errors that have a meaning to the operator, and the exit statuses that tell of them."""

EXIT_BAD_INPUT = 2
"""The user gave something wrong: starting again does not help."""
EXIT_FATAL = 70
"""EX_SOFTWARE of sysexits.h: start me anew."""


class BadInputError(Exception):
    """The user gave something wrong. The message says what, where, and what is allowed; exit status 2."""


class FatalError(Exception):
    """The service cannot go on safely and must be started anew; exit status 70."""
