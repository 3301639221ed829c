"""From what was not understood to the draft of an answer or of examples, with the sentences that it came from.

Everything in it is masked, as it is kept; a person reads it before it stands in an article.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from unstuck.articles.model import Article
from unstuck.privacy.masking import mask
from unstuck.storage.conversations import Conversations
from unstuck.storage.database import Clock, Store, now, transaction
from unstuck.storage.message_rows import TEAM
from unstuck.storage.tables import messages, unclear_messages
from unstuck.understanding.index import heads
from unstuck.wording.messages import from_json

Embed = Callable[[str], NDArray[np.float32]]

# Groups are put together while their mean cosine distance is at most this. Of 40 intents of CLINC150 with five messages
# each, 93 % of the pairs put together are of one intent, and 63 % of an intent's pairs are (at 0.5 81 and 75 %).
FARTHEST = 0.45
NEAR = 0.45  # cosine from which a group is about an article by what that calls its parts
MOST_MESSAGES = 1000  # the latest
MOST_ANSWERS = 2  # of a teammate to one message
FEWEST_WORDS = 4  # of an answer; less is a greeting


@dataclass(frozen=True)
class Unheard:
    """A message that was not understood, and what a teammate wrote to its person after it; masked."""

    text: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """Alike messages: how often they came, the most frequent first, and the answers to them, the most typical first.

    `article` is the id of the one that they are about, empty where none is near.
    """

    count: int
    texts: tuple[str, ...]
    answers: tuple[str, ...]
    article: str


class UnheardMessages(Store):
    """Reads what was not understood, and the team's answers to it, within the time that people's words are kept."""

    def latest(self, person: Callable[[str], str], days: int) -> tuple[Unheard, ...]:
        """The messages of the last days, the latest first.

        Args:
            person: the hash of a conversation's person.
            days: how far to look back.

        Raises:
            StoreError: the database does not answer.
        """
        since = self._clock() - timedelta(days=days)
        kept, said = unclear_messages.c, messages.c
        query = select(kept.person, kept.at, kept.text).where(kept.at > since).order_by(kept.at.desc())
        answered = select(said.conversation_id, said.at, said.body).where((said.author == TEAM) & (said.at > since))
        with transaction(self._engine) as connection:
            rows = connection.execute(query.limit(MOST_MESSAGES)).all()
            replies: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
            for conversation_id, at, body in connection.execute(answered.order_by(said.at)):
                text = mask(from_json(json.loads(body)).text)
                if len(text.split()) >= FEWEST_WORDS:
                    replies[person(conversation_id)].append((at, text))
        return tuple(
            Unheard(text, tuple(said for when, said in replies[whose] if when > at)[:MOST_ANSWERS])
            for whose, at, text in rows
        )


def latest(settings: Any, days: int, clock: Clock = now) -> tuple[Unheard, ...]:
    """What was not understood in the last days, as the settings say where that is kept. Raises StoreError."""
    person = Conversations.from_settings(settings, clock).person
    return UnheardMessages.from_settings(settings, clock).latest(person, min(days, settings.retention_days))


def suggestions(unheard: Sequence[Unheard], articles: Sequence[Article], embed: Embed) -> tuple[Suggestion, ...]:
    """What came more than once or was answered, alike ones together; the most frequent first."""
    texts = list(dict.fromkeys(one.text for one in unheard))
    if not texts:
        return ()
    counts = Counter(one.text for one in unheard)
    vectors = np.stack([embed(text) for text in texts])
    called = [(article.id, embed(head.text)) for article in articles for head in heads(article)]
    found = []
    for label in dict.fromkeys(labels := _labels(vectors)):
        places = [place for place, one in enumerate(labels) if one == label]
        members = sorted((texts[place] for place in places), key=lambda text: -counts[text])
        answers = list(dict.fromkeys(said for one in unheard if one.text in members for said in one.answers))
        count = sum(counts[text] for text in members)
        if count > 1 or answers:
            near = _nearest(vectors[places].mean(0), called)
            found.append(Suggestion(count, tuple(members), _most_typical_first(answers, embed), near))
    return tuple(sorted(found, key=lambda one: -one.count))


def draft(suggestion: Suggestion, name: str) -> Mapping[str, Any]:
    """What would go into an article, and its examples: a new answer of this name where a teammate has given one."""
    article = suggestion.article or "ARTICLE"
    intent = f"{article}.{name if suggestion.answers or not suggestion.article else 'error'}"
    examples = {"nlu": [{"intent": intent, "examples": "".join(f"- {text}\n" for text in suggestion.texts)}]}
    if not suggestion.answers:
        return examples
    answer = {"intent": intent, "question": suggestion.texts[0], "text": suggestion.answers[0]}
    return {"answers": [answer]} | examples


def _labels(vectors: NDArray[np.float32]) -> list[int]:
    if len(vectors) < 2:
        return [0] * len(vectors)
    # Imported here: the command line starts without it.
    from sklearn.cluster import AgglomerativeClustering

    clusters = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=FARTHEST
    )
    return [int(label) for label in clusters.fit_predict(np.clip(1 - vectors @ vectors.T, 0, 2))]


def _nearest(vector: NDArray[np.float32], called: Sequence[tuple[str, NDArray[np.float32]]]) -> str:
    """The id of the article of which something is called most like that; empty where nothing is."""
    length = float(np.linalg.norm(vector)) or 1.0
    likeness, best = max(((float(head @ vector) / length, id) for id, head in called), default=(0.0, ""))
    return best if likeness >= NEAR else ""


def _most_typical_first(answers: Sequence[str], embed: Embed) -> tuple[str, ...]:
    if len(answers) < 2:
        return tuple(answers)
    vectors = np.stack([embed(answer) for answer in answers])
    order = np.argsort(-(vectors @ vectors.T).mean(axis=1), kind="stable")
    return tuple(answers[place] for place in order)
