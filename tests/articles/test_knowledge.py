"""All articles together: where an intent and an error message lead, near an article and out of nowhere."""

from unstuck.articles.knowledge import Part, known_messages, owner


def test_every_message_of_an_article_leads_back_to_where_it_stands(knowledge):
    for article in knowledge.articles:
        for place, target, messages in known_messages(article):
            assert place
            for message in messages:
                assert target in knowledge.alerts[message]
                assert knowledge.alert(message, near=article).article is article


def test_an_error_s_own_article_comes_before_one_that_only_compares_itself_with_it(knowledge):
    shared = [
        (message, targets)
        for message, targets in knowledge.alerts.items()
        if {target.part for target in targets} >= {Part.ARTICLE, Part.COMPARISON}
    ]
    assert shared
    for message, _ in shared:
        assert knowledge.alert(message).part is Part.ARTICLE


def test_an_intent_leads_into_the_article_that_the_talk_is_about_where_that_knows_it(knowledge):
    for intent, targets in knowledge.intents.items():
        for target in targets:
            assert knowledge.target(intent, near=target.article).article is target.article
        assert knowledge.target(intent) == targets[0]
    assert knowledge.target("nobody_means_this") is None


def test_own_intents_are_those_that_name_their_article(knowledge):
    assert knowledge.own_intents
    assert {owner(intent) for intent in knowledge.own_intents} <= {article.id for article in knowledge.articles}


def test_what_a_picture_must_be_like_is_said_near_or_else_by_the_first_that_says_it(knowledge):
    says = [article for article in knowledge.articles if article.image]
    for article in knowledge.articles:
        expected = article if article.image else says[0]
        assert knowledge.image_limits(article.id) == (expected, expected.image)
