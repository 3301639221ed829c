"""The page of what works: figures of the database under the articles' own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from channels.team.door import Visit
from channels.team.html import render
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.insight.figures import Figures, Fix, Insight, Stop, ends
from unstuck.insight.ranking import Ranked, rank_causes
from unstuck.insight.team import TeamFigures
from unstuck.wording.filling import locale_of
from unstuck.wording.responses import ENGLISH

PERIODS = (7, 30, 90)  # days to look back
MOST_CAUSES = 12  # shown with their fixes; `unstuck outcomes` has all


@dataclass(frozen=True)
class Row:
    """One line of a table: what it is about, its numbers, and a word on them."""

    label: str
    numbers: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True)
class Order:
    """The fixes of a cause in the order that the outcomes teach, and whether people get them in that order."""

    cause: str
    used: bool
    fixes: tuple[tuple[str, Ranked], ...]


class Page:
    """The page at /insight."""

    def __init__(self, insight: Insight, team: TeamFigures, knowledge: Knowledge) -> None:
        self._insight = insight
        self._team = team
        self._titles = Titles(knowledge)
        self._knowledge = knowledge

    def insight(self, visit: Visit, days: int) -> str:
        """What works, in the last `days` days, for a teammate. Raises StoreError."""
        figures, team = self._insight.figures(days), self._team.figures(days)
        return render(
            "insight",
            visit=visit,
            days=days,
            periods=PERIODS,
            ends=ends(figures.days),
            thumbs=figures.thumbs,
            comments=figures.comments,
            conversations=_conversations(figures),
            languages=_languages(figures),
            team=team,
            first_answer=_span(team.first_answer),
            solution=_span(team.solution),
            solved_after=[Row(self._titles.any_method(fix), (count,)) for fix, count in team.solved_after],
            fixes=self._fixes(figures),
            stops=[Row(self._titles.stop(stop), (stop.count,)) for stop in figures.stops],
            findings=[Row(finding.code.replace("_", " "), (finding.count,)) for finding in figures.findings],
            unclear=figures.unclear,
            orders=self._orders(),
        )

    def _fixes(self, figures: Figures) -> list[tuple[str, list[Row]]]:
        """Each cause with its fixes; what people needed most often first."""
        causes: dict[tuple[str, str], list[Fix]] = {}
        for fix in sorted(figures.fixes, key=_total, reverse=True):
            causes.setdefault((fix.article, fix.cause), []).append(fix)
        by_total = sorted(causes.items(), key=lambda item: -sum(map(_total, item[1])))
        return [
            (self._titles.cause(self._knowledge.article(article), cause), [self._fix(fix) for fix in fixes])
            for (article, cause), fixes in by_total[:MOST_CAUSES]
        ]

    def _fix(self, fix: Fix) -> Row:
        label = self._titles.method(self._knowledge.article(fix.article), fix.method)
        tried = fix.solved + fix.failed
        note = f"{fix.solved / tried:.0%}" if tried else "–"
        return Row(label, (fix.solved, fix.failed, fix.skipped), note)

    def _orders(self) -> list[Order]:
        tallies = self._insight.tallies()
        return [
            Order(
                self._titles.cause(article, cause),
                article.learn_order,
                tuple((self._titles.method(article, one.method), one) for one in ranked),
            )
            for article in self._knowledge.articles
            for cause, ranked in rank_causes(article, tallies).items()
            if len(ranked) > 1 and any(one.tried for one in ranked)
        ]


@dataclass(frozen=True)
class Titles:
    """The articles' own words for what is stored by id; the id itself for what is in no article any more."""

    knowledge: Knowledge

    def cause(self, article: Article | None, id: str) -> str:
        """The title of a cause; among several articles, with that of its article."""
        title = _title(article, "causes", id) or "Cause not known"
        return f"{title} ({article.title})" if article and len(self.knowledge.articles) > 1 else title

    def method(self, article: Article | None, id: str) -> str:
        """The title of a fix."""
        return _title(article, "methods", id)

    def any_method(self, id: str) -> str:
        """The title of a fix of whichever article; `id` is empty where no fix was given."""
        titles = (self.method(article, id) for article in self.knowledge.articles)
        return next((title for title in titles if title != id), id) or "Without a fix of the bot"

    def stop(self, stop: Stop) -> str:
        """The place that people left at."""
        article = self.knowledge.article(stop.article)
        if stop.method:
            return f"{self.method(article, stop.method)}, step {stop.step}"
        if stop.escalation:
            return f"After all fixes: {_title(article, 'escalations', stop.escalation)}"
        return "When asked what goes wrong" if article else "Before saying what goes wrong"


def _title(article: Article | None, parts: str, id: str) -> str:
    return next((part.title for part in getattr(article, parts, ()) if part.id == id), id)


def _span(span: timedelta | None) -> str:
    """A time in its largest unit, as people say it."""
    if span is None:
        return "–"
    minutes = round(span.total_seconds() / 60)
    if minutes < 100:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"


def _total(fix: Fix) -> int:
    return fix.solved + fix.failed + fix.skipped


def _languages(figures: Figures) -> list[Row]:
    """Each language by its English name; nothing where all is in one."""
    if len(figures.languages) < 2:
        return []
    english = locale_of(ENGLISH).languages
    return [
        Row(english.get(one.code) or one.code or "Not known", (one.solved, one.handed_off, one.left, one.open))
        for one in figures.languages
    ]


def _conversations(figures: Figures) -> list[Row]:
    if not ends(figures.days)["begun"]:
        return []
    return [Row(f"{day.day:%-d %b}", (day.solved, day.handed_off, day.left, day.open)) for day in figures.days]
