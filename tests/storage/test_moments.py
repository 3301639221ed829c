"""Points in time come out of a column as they went in, whatever the zone."""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import Column, MetaData, Table, create_engine, select

from unstuck.storage.moments import Moment, Seconds

TOKYO = timezone(timedelta(hours=9))
AT = datetime(2026, 3, 1, 21, 30, tzinfo=TOKYO)


def kept(kind, value):
    table = Table("moments", MetaData(), Column("at", kind))
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert().values(at=value))
        found = connection.execute(select(table.c.at)).scalar_one()
    engine.dispose()
    return found


def test_a_moment_is_the_same_one_and_knows_its_zone():
    assert kept(Moment, AT) == AT
    assert kept(Moment, AT).utcoffset() == timedelta(0)
    assert kept(Moment, None) is None


def test_seconds_are_read_as_a_moment():
    assert kept(Seconds, AT.timestamp()) == AT.astimezone(UTC)
    assert kept(Seconds, None) is None
