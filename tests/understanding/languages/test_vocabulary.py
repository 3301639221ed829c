from unstuck.understanding.languages.vocabulary import read_vocabulary, vocabulary, write_vocabulary


def test_words_that_are_said_often_enough_are_kept_and_read_again(tmp_path):
    said = vocabulary(["la foto", "la reto", "la 3 fotoj", "la foto!", "foto foto"])
    assert said == {"foto": 3, "fotoj": 1, "la": 4, "reto": 1}
    write_vocabulary({"eo": said}, tmp_path)
    read = read_vocabulary(tmp_path)
    assert (read["eo"], read["xx"]) == (said, {})
