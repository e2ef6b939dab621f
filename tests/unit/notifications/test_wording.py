"""Every topic is told in Russian and in English, with facts that its event really carries."""

import dataclasses
import string

import pytest

from services.notifications.domain import wording

TOPICS = sorted(wording.WORDINGS, key=lambda event: event.type)


def mentioned(words):
    return {name for _, name, _, _ in string.Formatter().parse(f"{words.title}{words.text}") if name}


@pytest.mark.parametrize("event", TOPICS, ids=lambda event: event.type)
def test_the_words_mention_only_facts_of_the_event(event):
    told = wording.WORDINGS[event]
    fields = {field.name for field in dataclasses.fields(event)}

    assert mentioned(told.ru) | mentioned(told.en) <= fields


@pytest.mark.parametrize("event", TOPICS, ids=lambda event: event.type)
def test_both_languages_tell_the_same_facts(event):
    told = wording.WORDINGS[event]

    assert mentioned(told.ru) == mentioned(told.en)


@pytest.mark.parametrize("event", TOPICS, ids=lambda event: event.type)
def test_the_event_names_the_person_and_what_it_is_about(event):
    fields = {field.name for field in dataclasses.fields(event)}

    assert {"person_id", wording.WORDINGS[event].about} <= fields


def test_an_unknown_language_is_russian():
    topic = TOPICS[0].type
    facts = dict.fromkeys(mentioned(wording.BY_TOPIC[topic].ru), "x")

    assert wording.words(topic, facts, "de") == wording.words(topic, facts, "ru")
