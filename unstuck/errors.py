"""Every error that a person may meet, in one tree.

    UnstuckError
    ├── SettingError       an environment variable holds something unusable
    ├── ArticleError       an article file is wrong, with file and line
    ├── WordsError         a file of words in a language is wrong
    ├── ModelError         the trained model or the sentence encoder is missing or damaged
    ├── PhotoError         a picture could not be judged or repaired
    ├── AttachmentError    an attachment is unknown, expired, not one's own, too large
    ├── TicketError        a ticket is unknown, or closed already
    ├── TeamError          a teammate is unknown or signed out, or a password or an invitation is not good
    ├── ArrivalError       nothing of that number has been set aside
    ├── DeskError          a desk did not take a ticket; it is tried again
    ├── StoreError         a store does not answer, or a server stops: try again
    ├── ChannelError       a channel refuses what it was sent
    └── ServerError        the bot is not running, or did not answer; the same of a messenger's server

Each carries a code that can be quoted to support and one sentence that says what to do.
"""


class UnstuckError(Exception):
    """Base of all errors of Unstuck.

    Args:
        code: stable name of the case, in snake_case.
        message: one sentence for a person, ending in what to do about it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.code, self.message)


class SettingError(UnstuckError):
    """An environment variable holds something unusable."""


class ArticleError(UnstuckError):
    """An article file is wrong; the message starts with file and line."""


class WordsError(UnstuckError):
    """A file of words in a language is wrong; the message starts with the file."""


class ModelError(UnstuckError):
    """The trained model or the sentence encoder is missing or damaged."""


class PhotoError(UnstuckError):
    """A picture could not be judged or repaired."""


class AttachmentError(UnstuckError):
    """An attachment is unknown, expired, somebody else's, or too large."""


class TicketError(UnstuckError):
    """A ticket is unknown, or closed already."""


class TeamError(UnstuckError):
    """A teammate is unknown or signed out, or a name, a password or an invitation cannot be used."""


class ArrivalError(UnstuckError):
    """Nothing of that number has been set aside."""


class DeskError(UnstuckError):
    """A desk did not take a ticket, which is tried again for a while."""


class StoreError(UnstuckError):
    """A store does not answer, or a server is about to stop: nothing was taken, and trying again may help."""


class ChannelError(UnstuckError):
    """A channel refuses what it was sent: too much, too often, not one's own, or not a message at all."""


class ServerError(UnstuckError):
    """The bot is not running, or did not answer; the same of a messenger's server."""
