"""Two articles in one bot: a server chooses one, a channel another, a debate keeps its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.discord.debate.message.words import DebateWords
from bot.app import open_library
from bot.articles import build_library
from bot.debate.models import Voter
from bot.errors import DebateError
from bot.services.asking.library import Library
from bot.services.debating.contributions import Argument
from bot.settings import load_settings
from bot.storage.repositories.articles import SqlArticles
from bot.storage.repositories.personal import SqlPersonalData
from tests.discord import shown
from tests.discord.conftest import Built, World, built

ROOT = Path(__file__).parents[2]
TRAIN = "what was the lantern?"
SESAME = "what is sesame credit?"


@pytest.fixture(scope="module")
def both() -> Library:
    """The project's article and a small one, learned once and kept where the others are."""
    packs = ROOT / "knowledge" / "eye-in-the-sky", ROOT / "tests" / "packs" / "night-train"
    return build_library(load_settings(knowledge=":".join(map(str, packs)), data=ROOT / "var"))


@pytest.fixture
async def services(engine: AsyncEngine, both: Library) -> Built:
    library = Library(tuple(both))
    await open_library(library, engine)
    return built(engine, library.first.ask, library.first.brief, library)


async def ask(member: Any, channel: Any, question: str) -> str:
    """What the bot says to it."""
    return shown.words((await member.slash(channel, "ask", question=question)).response)


async def directly(world: World, question: str) -> str:
    """What the bot says to alice in a direct message."""
    done = await world.alice.user.slash("ask", question=question)
    return shown.words(done.response)


async def choose(world: World, value: str = "night-train", **more: Any) -> str:
    """What a moderator is told."""
    done = await world.mod.slash(world.channel, "settings article", value=value, **more)
    content: str = done.response.content
    return content


async def test_two_servers_are_answered_from_two_articles(world: World) -> None:
    other = world.env.create_guild("Sleepers")
    power = other.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    there = other.create_text_channel("general")
    mod, carol = (
        other.add_member(world.env.create_user(name), roles=[power]) for name in ("max", "carol")
    )

    told = await mod.slash(there, "settings article", value="night-train")

    assert "The Lantern Might Come Back" in told.response.content
    assert "[1]" in await ask(carol, there, TRAIN)
    assert "[1]" in await ask(world.alice, world.channel, SESAME)
    assert "[1]" not in await ask(carol, there, SESAME)
    assert "[1]" not in await ask(world.alice, world.channel, TRAIN)


async def test_a_channel_goes_before_its_server(world: World) -> None:
    station = world.guild.create_text_channel("station")

    told = await choose(world, channel=station)
    listed = shown.words((await world.mod.slash(world.channel, "settings show")).response)

    assert f"in <#{station.id}>" in told
    assert f"in <#{station.id}> they're answered from “The Lantern" in listed
    assert "answered from “Do We All Need" in listed
    assert "[1]" in await ask(world.alice, station, TRAIN)
    assert "[1]" in await ask(world.alice, world.channel, SESAME)

    await choose(world, value="", channel=station)
    assert "[1]" not in await ask(world.alice, station, TRAIN)


async def test_articles_are_offered_by_title_to_moderators_alone(world: World) -> None:
    offered = await world.mod.autocomplete(world.channel, "settings article", "value", "lantern")
    await shown.offer(world, "settings", world.alice)
    refused = await world.alice.slash(world.channel, "settings article", value="night-train")
    unknown = await choose(world, value="moby-dick")

    assert [choice["value"] for choice in offered] == ["night-train"]
    assert "Only moderators" in refused.response.content
    assert "I know: Do We All Need" in unknown
    assert "[1]" not in await ask(world.bob, world.channel, TRAIN)


async def test_nothing_is_followed_up_across_a_change_of_article(world: World) -> None:
    await ask(world.alice, world.channel, SESAME)

    await choose(world)
    said = await ask(world.alice, world.channel, "tell me more")

    assert "[1]" not in said
    assert "Sesame" not in said


async def test_topics_sources_and_motions_are_the_articles_own(world: World) -> None:
    async def seen(command: str) -> str:
        done = await world.alice.slash(world.channel, command)
        return shown.words(done.response)

    async def motions() -> list[str]:
        found = await world.mod.autocomplete(world.channel, "moderate start", "motion", "")
        return [choice["value"] for choice in found]

    before = await seen("topics"), await motions()
    await choose(world)
    after = await seen("topics"), await motions()

    assert "China" in before[0]
    assert "How Harrowmere lost its sleeper" in after[0]
    assert set(after[1]) == {"bring-it-back", "what-matters"}
    assert not set(before[1]) & set(after[1])


async def test_sections_and_words_to_read_are_the_articles_own(world: World) -> None:
    await choose(world)

    sections = await world.alice.autocomplete(world.channel, "read", "section", "")
    read = await world.alice.slash(world.channel, "read", section=sections[0]["value"])
    surprise = await world.alice.slash(world.channel, "surprise")

    assert "China" not in " ".join(one["name"] for one in sections)
    assert f"### {sections[0]['name']}" in shown.words(read.response)
    assert "Did you know?" in shown.words(surprise.response)


async def test_the_completion_of_a_question_is_the_articles_own(world: World) -> None:
    await choose(world)

    offered = await world.alice.autocomplete(world.channel, "ask", "question", "lantern")

    assert offered
    assert all("antern" in choice["name"] for choice in offered[:1])


async def test_a_debate_keeps_the_article_it_was_started_on(world: World) -> None:
    await choose(world)
    await world.mod.slash(world.channel, "moderate start", motion="bring-it-back", format="poll")
    (debate,) = await world.services.debates.lists.open_debates(str(world.guild.id))
    await choose(world, value="")

    brief = world.bot.services.brief_on(debate.article)
    found = brief.find_passage("How Harrowmere lost its sleeper 1")
    card = Argument("for", "It would let people sleep on the way.", "history:1")
    voter = Voter(str(world.alice.id))
    brought = await world.services.contributions.argue(debate.id, voter, card, debate.opened_at)
    foreign = Argument("for", "It is about another article altogether.", "trust:1")
    with pytest.raises(DebateError, match="citation"):
        await world.services.contributions.argue(debate.id, voter, foreign, debate.opened_at)

    assert debate.article == "night-train"
    assert debate.points, "its own claims"
    assert found == "history:1", "as a member writes it"
    assert brought.citation == "history:1"
    words = DebateWords.of(world.bot, "en", debate.article)
    assert words.passage("history:1") == "How Harrowmere lost its sleeper, passage 1"


async def test_past_debates_are_those_of_the_channels_article(world: World) -> None:
    for value, motion in (("", "trust"), ("night-train", "bring-it-back")):
        await choose(world, value=value)
        await world.mod.slash(world.channel, "moderate start", motion=motion, format="poll")
        await world.mod.slash(world.channel, "moderate close")

    train = (await world.alice.slash(world.channel, "debates")).response.content
    await choose(world, value="")
    sky = (await world.alice.slash(world.channel, "debates")).response.content

    assert ("bring back its night train" in train, "public score" in train) == (True, False)
    assert ("bring back its night train" in sky, "public score" in sky) == (False, True)


async def test_a_choice_outlives_a_restart(
    world: World, engine: AsyncEngine, both: Library
) -> None:
    await choose(world)

    again = Library(tuple(both))
    await open_library(again, engine)

    assert again.at(str(world.guild.id)).id == "night-train"


async def test_a_member_chooses_for_their_direct_messages(
    world: World, engine: AsyncEngine, both: Library
) -> None:
    listed = await world.alice.user.slash("article")
    offered = await world.alice.user.autocomplete("article", "value", "lantern")

    told = await world.alice.user.slash("article", value="night-train")
    again = Library(tuple(both))
    await open_library(again, engine)

    assert "from “Do We All Need" in listed.response.content
    assert "- The Lantern Might Come Back" in listed.response.content
    assert [choice["value"] for choice in offered] == ["night-train"]
    assert "from “The Lantern Might Come Back" in told.response.content
    assert "[1]" in await directly(world, TRAIN)
    assert "[1]" in await ask(world.alice, world.channel, SESAME), "a server has its own"
    assert again.at("", str(world.alice.id)).id == "night-train", "after a restart"
    assert again.at("", str(world.bob.id)).id == "eye-in-the-sky"


async def test_a_members_choice_is_shown_and_erased_with_their_data(
    world: World, engine: AsyncEngine, both: Library
) -> None:
    await world.alice.user.slash("article", value="night-train")
    data, member = SqlPersonalData(engine), str(world.alice.id)

    held = await data.held(member)
    await world.bot.services.privacy.erase(member)
    for tell in world.bot.erased:
        tell(member, ())

    assert held["community_settings"] == [{"article": "night-train"}]
    assert not (await data.held(member))["community_settings"]
    assert "[1]" in await directly(world, SESAME)


async def test_an_unknown_article_is_refused_in_a_direct_message(world: World) -> None:

    told = await world.alice.user.slash("article", value="moby-dick")

    assert "I know: Do We All Need" in told.response.content


async def test_older_debates_are_about_the_first_article(engine: AsyncEngine, world: World) -> None:
    await world.mod.slash(world.channel, "moderate start", motion="trust")

    await SqlArticles(engine).adopt("another")

    (debate,) = await world.services.debates.lists.open_debates(str(world.guild.id))
    assert debate.article == "eye-in-the-sky", "what names its article keeps it"
