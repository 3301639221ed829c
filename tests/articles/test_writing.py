"""The article of docs/writing-an-article.md is a sound one, as it stands there."""

import re
import shutil

from unstuck.articles.check import check, doubts


def test_what_the_guide_has_people_save_passes_the_check(root, tmp_path):
    page = (root / "docs" / "writing-an-article.md").read_text(encoding="utf-8")
    article, examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    shutil.copy(root / "domain.yml", tmp_path)
    shutil.copytree(root / "data" / "articles", tmp_path / "data" / "articles")
    shutil.copytree(root / "data" / "nlu", tmp_path / "data" / "nlu")
    (tmp_path / "data" / "articles" / "harbour_mail.yml").write_text(article, encoding="utf-8")
    (tmp_path / "data" / "nlu" / "articles" / "harbour_mail.yml").write_text(examples, encoding="utf-8")
    count = len(list((root / "data" / "articles").glob("*.yml"))) + 1
    assert check(tmp_path / "data" / "articles", tmp_path) == (count, [])
    assert doubts(tmp_path / "data" / "articles", tmp_path) == []
