"""What a server's people are shown by their role: help, the maintainers' `/kb`, the welcome, the
bot's permissions.
"""

from __future__ import annotations

import re
from typing import Any

import discord

from bot.services.asking.inbox import About, Feedback
from tests.discord import shown, sim
from tests.discord.conftest import World

OWNERS = discord.Permissions(manage_guild=True, manage_messages=True)


def owner(world: World) -> Any:
    return world.member("dora", roles=[world.guild.create_role("Owner", permissions=OWNERS)])


async def helped(world: World, who: Any) -> Any:
    return (await who.slash(world.channel, "help")).response


async def test_help_knows_who_asks(world: World) -> None:
    member, moderator = await helped(world, world.alice), await helped(world, world.mod)
    maintainer = await helped(world, owner(world))

    said = [shown.words(one) for one in (member, moderator, maintainer)]
    assert ["You moderate here" in one for one in said] == [False, True, True]
    assert ["`/moderate new`" in one for one in said] == [False, True, True]
    assert all("`/debates`" in one and "`/propose`" in one for one in said)
    assert ["You look after what I know" in one for one in said] == [False, False, True]
    assert all(one.ephemeral and shown.fits(one) for one in (member, moderator, maintainer))
    assert all(
        word in said[0]
        for word in ("/ask", "mention me", "direct message", "Ask the article", "/read", "/quiz")
    )


async def test_help_names_only_what_its_reader_can_use(world: World) -> None:
    for who in (world.alice, world.mod, owner(world)):
        said = shown.words(await helped(world, who))
        offered = set(who.available_commands(world.channel))

        assert set(re.findall(r"`/([a-z ]+)`", said)) <= offered


async def test_kb_is_for_maintainers_and_the_role_named_for_them(world: World) -> None:
    dora = owner(world)
    keepers = world.guild.create_role("Keepers")
    carol = world.member("carol", roles=[keepers])
    await shown.offer(world, "kb", world.mod, carol)

    refused = await world.mod.slash(world.channel, "kb status")
    before = await carol.slash(world.channel, "kb status")
    named = await dora.slash(world.channel, "settings maintainers", role=keepers)
    after = await carol.slash(world.channel, "kb status")

    assert "Only maintainers can do that" in shown.words(refused.response)
    assert "Only maintainers can do that" in shown.words(before.response)
    assert "Integrations" in named.response.content
    known = world.services.reading.status()
    assert f"{known.entries} answers, {known.phrasings} ways to ask" in shown.words(after.response)
    assert after.response.ephemeral


async def test_a_moderator_cannot_name_maintainers(world: World) -> None:
    keepers = world.guild.create_role("Keepers")

    refused = await world.mod.slash(world.channel, "settings maintainers", role=keepers)

    assert "Manage Server" in refused.response.content


async def test_inbox_shows_what_this_server_sent_and_nothing_of_others(world: World) -> None:
    now, here = world.bot.clock(), str(world.guild.id)
    keep = world.services.feedback.keep
    await keep(Feedback(About.UNANSWERED, "who won\nthe @everyone cup", community=here), now=now)
    await keep(Feedback(About.HELPFUL, entry="trust", community=here), now=now)
    await keep(Feedback(About.HELPFUL, entry="trust", community=here), now=now)
    await keep(Feedback(About.WRONG, "is it so", "pilots", "It *isn't*", here), now=now)
    await keep(Feedback(About.UNANSWERED, "a secret of others", community="1"), now=now)

    told = (await owner(world).slash(world.channel, "kb inbox")).response

    text = shown.words(told)
    assert "in the last 30 days: 4" in text
    assert "- 1× who won the @\u200beveryone cup" in text
    assert "- 2× helpful: `trust`" in text
    assert "- 1× wrong: `pilots` for “is it so”: It \\*isn't\\*" in text
    assert "secret" not in text
    assert told.ephemeral
    assert shown.fits(told)


async def test_a_full_inbox_fits_a_message_and_says_where_the_rest_is(world: World) -> None:
    now, here = world.bot.clock(), str(world.guild.id)
    for n in range(90):
        question = f"question {n} " + "*" * 200
        await world.services.feedback.keep(
            Feedback(About.UNANSWERED, question, community=here), now=now
        )

    told = (await owner(world).slash(world.channel, "kb inbox")).response

    assert shown.fits(told)
    assert shown.words(told).endswith("The rest is in `eyebot kb inbox`.")


async def test_an_empty_inbox_says_so(world: World) -> None:
    told = (await owner(world).slash(world.channel, "kb inbox")).response

    assert "Nobody here has sent anything in the last 30 days." in shown.words(told)


async def test_explain_shows_the_signals_in_one_fence(world: World) -> None:
    told = await owner(world).slash(world.channel, "kb explain", question="trust ``` @everyone")

    text = shown.words(told.response)
    assert "outcome" in text
    assert text.count("```") == 2
    assert told.response.ephemeral


async def test_whoever_invites_the_bot_is_shown_five_steps_once(world: World) -> None:
    guild = sim.unknown_guild(world.env, "Newcomers")
    hall = guild.create_text_channel("hall")

    await sim.invite_bot(world.env, guild)
    await sim.invite_bot(world.env, guild)

    (welcome,) = hall.history()
    text = shown.words(welcome)
    assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == list("12345")
    assert shown.buttons(welcome) == ["Check permissions"]
    assert shown.fits(welcome)


async def test_the_welcome_goes_where_the_bot_may_write_or_nowhere(world: World) -> None:
    silent = discord.PermissionOverwrite(send_messages=False)
    guild = sim.unknown_guild(world.env, "Newcomers")
    quiet = guild.create_text_channel("quiet", overwrites={world.bot.user: silent})
    open_one = guild.create_text_channel("open")
    mute = sim.unknown_guild(world.env, "Mutes")
    nowhere = mute.create_text_channel("nowhere", overwrites={world.bot.user: silent})

    await sim.invite_bot(world.env, guild)
    await sim.invite_bot(world.env, mute)

    assert (len(quiet.history()), len(open_one.history()), len(nowhere.history())) == (0, 1, 0)


async def test_permissions_are_named_with_where_to_grant_them(world: World) -> None:
    fine = await helped(world, world.mod)
    good = await world.mod.click(fine, label="Check permissions")
    lacking = discord.PermissionOverwrite(embed_links=False, create_public_threads=False)
    sim.overwrite(world.env, world.channel, world.bot.user.id, lacking)

    bad = await world.mod.click(fine, label="Check permissions")

    assert "I may do all I need in" in shown.words(good.response)
    text = shown.words(bad.response)
    assert "“Embed Links”, “Create Public Threads”" in text
    assert "Edit Channel → Permissions" in text
    assert bad.response.ephemeral
