"""A conversation that changes hands: between the bot and two teammates, who press at once, and back again.

The person goes on as a person does: writes while the teammate writes, presses a button at the moment at which somebody
takes over, and walks through the fix that the bot was given. What it all has to look like is in oracle.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.faults.insisting import Stuck
from tests.faults.oracle import BOT_AGAIN, DESCRIPTION, NEXT, TEAM_THERE, Expected, Verdict, is_refusal, judge_hands
from tests.faults.person import Person, told
from tests.faults.team import Teammate

LAST, FAILED = "It works now", "Same error"
HUMAN = "I want to talk to a person"
MOST_REFUSALS = 50  # in a row, for one thing that is said
REMARKS = 3  # of each side while a teammate holds the conversation
PASSWORD = "hunter9"
SECRET = f"my password is {PASSWORD}, does that help?"


class Handed(Person):
    """A person whose conversation changes hands, with the teammates who take it over."""

    def __init__(self, addresses: Sequence[str], seed: int, team: tuple[Teammate, Teammate]) -> None:
        super().__init__(addresses, seed)
        self._team = team
        self.expected = Expected()
        self.number = ""

    def course(self) -> None:
        """From the first word to the closed ticket."""
        self.begin()
        self._ask(DESCRIPTION)
        self._ask(HUMAN)
        self.number = self._number()
        self._is_taken_over()
        self._talks_with_the_team()
        self._walks_through_a_fix()
        self._talks_with_the_team()
        self._goes_back_to_the_bot()
        self._ask("next")
        self._is_taken_over()
        self._talks_with_the_team()
        self._is_closed()
        self._ask("which fixes are there?")

    @property
    def changes(self) -> int:
        """How often it has changed hands."""
        return len(self.expected.holders)

    def verdict(self) -> Verdict:
        """What was wrong with the conversation, on the person's page and on the team's."""
        seen, results = self._seen_by_the_team()
        return judge_hands(self.history(), seen, results, self.expected, self.acknowledged)

    def story(self) -> str:
        """The conversation as both pages have it, and what was done in it."""
        seen, results = self._seen_by_the_team()
        team = "\n".join(map(told, seen))
        return f"{super().story()}\n  the team's page, with {results} results:\n{team}\n  {self.expected}"

    def _seen_by_the_team(self) -> tuple[Sequence[dict[str, Any]], int]:
        """What the team's page shows, and how many results of fixes it has."""
        if not self.number:
            return [], 0
        view = self._team[0].look(self.number)
        return view["messages"], sum(note["kind"] == "fix_result" for note in view["notes"])

    def _ask(self, text: str) -> None:
        """Say something to the bot, again if it could not; its answer is read."""
        self._tell_bot(lambda: self._say("say", text=text))

    def _tell_bot(self, tell: Callable[[], None]) -> None:
        for _ in range(MOST_REFUSALS):
            tell()
            if not is_refusal(self._of_bot()):
                return
        raise Stuck(f"{self.conversation_id} was refused {MOST_REFUSALS} times")

    def _of_bot(self) -> Mapping[str, Any]:
        """The first message of the bot's next answer, which comes all at once; the buttons of all of it are read."""
        first = self._next(lambda message: message["from"] == "bot" and message["kind"] != "notice")
        for message in self._insist(self._page, lambda: self._page.history(self._seen)):
            if message["from"] != "bot":
                break
            self._seen = message["seq"]
            self._buttons |= {button["title"]: button["payload"] for button in message["buttons"]}
        return first

    def _next(self, wanted: Callable[[dict[str, Any]], bool]) -> Mapping[str, Any]:
        """The next message of a kind; the buttons of all others are read as well."""

        def take(message: dict[str, Any]) -> bool:
            self._buttons |= {button["title"]: button["payload"] for button in message["buttons"]}
            return wanted(message)

        return self._answers(1, take)[-1]

    def _number(self) -> str:
        """The ticket's number, as the bot told it."""
        told = " ".join(message["text"] for message in self.history() if message["from"] == "bot")
        found = re.search(r"U-\d+", told)
        assert found, told
        return found[0]

    def _at_once(self, *acts: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(len(acts)) as threads:
            return [running.result() for running in [threads.submit(act) for act in acts]]

    def _is_taken_over(self) -> None:
        """Both teammates press at once, and so does the person now and then; one of the two gets it."""
        presses = [lambda: self._say("say", text="next")] if self._random.random() < 0.5 else []
        won = self._at_once(*(lambda mate=mate: mate.act(self.number, "take-over") for mate in self._team), *presses)
        self._team = self._team if won[0] else (self._team[1], self._team[0])
        assert won[:2].count(True) == 1, won
        self._changes_to(TEAM_THERE)

    def _talks_with_the_team(self) -> None:
        """Both write at once; nobody else answers."""
        mate, held = self._team[0], len(self.expected.replied)

        def writes() -> None:
            for number in range(held, held + REMARKS):
                mate.reply(self.number, f"{mate.name} answers {number} in {self.number}")
                self.expected.replied.append(f"{mate.name} answers {number} in {self.number}")

        def remarks() -> None:
            for number in range(REMARKS):
                self._say("say", text=f"remark {held + number} of {self.number}" if number else SECRET)

        self._at_once(writes, remarks)

    def _walks_through_a_fix(self) -> None:
        """The bot gets a fix, walks through it, and returns the result."""
        fixes = self._team[0].look(self.number)["fixes"]
        fix = self._random.choice([fix["id"] for fix in fixes if fix["state"] == "open"])
        self._buttons.clear()
        assert self._team[0].act(self.number, "hand-fix", fix=fix)
        self.expected.fixes += 1
        self._changes_to(BOT_AGAIN)
        self._of_bot()
        while LAST not in self._buttons:
            self._tell_bot(lambda: self._press(self._page, NEXT))
        self._press(self._page, FAILED)
        while is_refusal(self._next(lambda one: is_refusal(one) or one.get("holder") == TEAM_THERE)):
            self._press(self._page, FAILED)
        self.expected.holders.append(TEAM_THERE)

    def _goes_back_to_the_bot(self) -> None:
        assert self._team[0].act(self.number, "hand-back")
        self._changes_to(BOT_AGAIN)
        self._of_bot()

    def _is_closed(self) -> None:
        assert self._team[0].act(self.number, "close", reason="solved")
        self._changes_to(BOT_AGAIN)
        self._of_bot()

    def _changes_to(self, holder: str) -> None:
        self.expected.holders.append(holder)
        self._next(lambda message: message.get("holder") == holder)
