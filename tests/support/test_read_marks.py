"""Read marks only move on, each reader's own."""

from unstuck.support.read_marks import ReadMarks


def test_a_mark_moves_on_and_never_back(database):
    marks = ReadMarks(database)
    assert marks.mark("ann", 3)
    assert not marks.mark("ann", 3)
    assert not marks.mark("ann", 2)
    assert marks.mark("ann", 4)


def test_what_the_team_has_read_is_the_furthest_of_its_teammates_and_not_the_person_s(tmp_path):
    marks = ReadMarks(tmp_path)
    assert marks.by_team("ann") == 0
    marks.mark("ann", 9)
    for reader, seq in (("team-1", 4), ("team-2", 6), ("team-1", 5)):
        marks.mark("ann", seq, reader)
    assert marks.by_team("ann") == 6
    assert marks.by_team("bob") == 0
