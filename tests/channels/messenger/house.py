"""A messenger that a test makes fail, and a bot that repeats what it hears."""

from dataclasses import replace

from channels.messenger.messenger import Messenger
from channels.messenger.service import Commanded, NotNow, Pressed, Remote, Sent, Typed
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.inbox import Arrival
from unstuck.wording.messages import Button, Message


class Dialogue:
    """Answers `re: TEXT` with one button; remembers each turn."""

    def __init__(self):
        self.turns = []
        self.answers = None

    async def turn(self, conversation_id, text, id, metadata):
        self.turns.append(text)
        return self.answers or [Message(f"re: {text}", (Button("Done, next", "/next_step"),))]

    async def answer_in_tracker(self, conversation_id, id):
        return None


class Service:
    """A messenger that fails as often as `failures` says, and keeps what was posted."""

    typing_seconds = 4.0
    one_place = False

    def __init__(self):
        self.failures = []
        self.posted = []
        self.files = []
        self.dots = []
        self.poisoned = 0
        self.breaks = lambda entry: None

    async def understand(self, arrival):
        if self.failures and isinstance(self.failures[0], str):
            raise NotNow(self.failures.pop(0), 0)
        kind, value = arrival.body["kind"], arrival.body["value"]
        if kind == "poison":
            self.poisoned += 1
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, value)
        if kind == "nothing":
            return None
        if kind == "file":
            return Sent((Remote(value, "me.jpg"),), arrival.body.get("caption", ""), hint="Send it as a file.")
        if kind == "press":
            return Pressed(value, arrival.body.get("title"))
        return Typed(value) if kind == "text" else Commanded("/start", "greet")

    async def send(self, address, entry, files):
        if self.failures:
            raise self.failures.pop(0)
        self.breaks(entry)
        self.posted.append((address["chat"], entry))
        self.files += files

    async def typing(self, address):
        self.dots.append(address["chat"])

    @property
    def texts(self):
        return [entry.message.text for _, entry in self.posted]


class House:
    def __init__(self, folder, **settings):
        self.settings = replace(read({"UNSTUCK_VAR": str(folder)}), **settings)
        self.dialogue, self.service = Dialogue(), Service()
        self.messenger = Messenger("slack", self.settings, self.dialogue, self.service, self.allow)
        self.arrivals = 0

    @property
    def attachments(self):
        return Attachments.from_settings(self.settings)

    def allow(self, scheme, host):
        return scheme == "http" and host.startswith("127.0.0.1:")

    async def send(self, *files, caption=""):
        """Files at once, which need not be JSON."""
        self.arrivals += 1
        arrival = Arrival((f"event-{self.arrivals}",), "slack-a", {"chat": "A"}, {"kind": "text", "value": ""})
        self.service.understand = answering(Sent(files, caption))
        await self.messenger.arrive(arrival)
        await self.settle()

    async def arrive(self, value, kind="text", keys=None, chat="A", **more):
        self.arrivals += 1
        keys = keys or (f"event-{self.arrivals}",)
        await self.messenger.arrive(Arrival(keys, "slack-a", {"chat": chat}, {"kind": kind, "value": value, **more}))

    async def settle(self):
        await self.messenger.settle()

    async def look_again(self, times=5):
        """Let it do, as often, what has been left undone."""
        for _ in range(times):
            await self.messenger.resume()
            await self.settle()


def answering(said):
    async def understand(arrival):
        return said

    return understand
