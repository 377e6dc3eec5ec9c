"""An Oxford debate as its members live it: a blind first vote, arguments, rounds, a final vote, and
who moved.
"""

from __future__ import annotations

from typing import Any

from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.shown import fits
from tests.discord.test_debate import board, more, text_of

MOTION = "We need an eye in the sky."


async def start(world: World, **options: Any) -> Any:
    given = {"motion": MOTION, "duration": "2h / 1h / 1h / 1h / 2h", "format": "oxford", **options}
    started = await world.mod.slash(world.channel, "moderate start", **given)
    assert "is open" in started.response.content, started.response.content
    return board(world)


def said_in(place: Any) -> str:
    return "\n".join(message.content for message in place.history())


def thread_of(world: World) -> Any:
    (thread,) = world.bot.get_guild(world.guild.id).threads
    return thread


async def said_in_thread(world: World) -> str:
    return "\n".join([message.content async for message in thread_of(world).history(limit=50)])


async def test_a_blind_vote_rounds_a_final_vote_and_the_swing(world: World) -> None:
    message = await start(world)
    voters = [world.member(f"m{n}") for n in range(30)]

    blind = await voters[0].click(message, label="Arguments")
    assert "Vote first" in blind.response.content
    assert "passage" not in text_of(message), "the article's points would not be blind on the card"
    for n, voter in enumerate(voters):
        first = await voter.click(message, label="▼ Against" if n < 20 else "▲ For")
        assert "Opening it seals this first vote" in first.response.content

    opened = await voters[0].click(message, label="Arguments")
    assert "▲ For · 1 of " in text_of(opened.response)
    sealed = await voters[0].click(message, label="▲ For")
    assert "passage" in text_of(opened.response)
    assert "sealed when you opened the arguments" in sealed.response.content

    skipped = await more(world.alice, message, "Skip, don't count me")
    too_late = await world.alice.click(message, label="▲ For")
    assert "not counted in the first vote" in skipped.response.content
    assert "wouldn't be blind any more" in too_late.response.content

    form = await more(world.alice, message, "Add an argument")
    brought = await world.alice.submit_modal(
        form, {"side": "for", "text": "A camera found my stolen bike", "citation": "concern:3"}
    )
    assert "goes live once a moderator approves it" in brought.response.content
    queue = await world.mod.slash(world.channel, "moderate queue")
    assert "A camera found my stolen bike" in queue.response.content
    approved = await world.mod.click(queue.response, label="Approve")
    assert "is live, and its author knows" in approved.response.content
    assert "is live: " in sim.direct_messages(world.env, world.alice)

    await world.env.advance_time(2 * 3600 + 1)
    assert "Opening round" in text_of(board(world))
    assert "Opening round: give your side" in await said_in_thread(world)
    assert await find_argument(voters[1], board(world), "A camera found my stolen bike")
    for _ in range(3):
        await world.env.advance_time(3600 + 1)
    talk = await said_in_thread(world)
    assert (
        talk.count("Rebuttal round")
        == talk.count("Closing round")
        == talk.count("final vote is open")
        == 1
    )

    message = board(world)
    assert "Final vote" in text_of(message)
    for n, voter in enumerate(voters):
        final = await voter.click(message, label="▲ For" if n >= 8 else "▼ Against")
        assert "Which argument moved you" in final.response.content
        await voter.select(final.response, values=["c1"])
    await world.alice.click(message, label="▼ Against")
    await world.env.advance_time(2 * 3600 + 1)

    result = text_of(board(world))
    assert "For changed more minds: " in result
    assert " of 30 voters.** Against: " in result
    assert "What moved the most members (30): A camera found my stolen bike" in result
    (picture,) = board(world).attachments
    assert picture.description
    late = await voters[0].slash(world.channel, "debates", debate="1")
    assert "For changed more minds: " in text_of(late.response)


async def test_rounds_survive_a_restart_and_are_told_of_once(world: World) -> None:
    await start(world)
    await world.bot.close()
    await world.env.advance_time(2 * 3600 + 5)
    await world.restart()
    await world.restart()

    assert "Opening round" in text_of(board(world))
    assert (await said_in_thread(world)).count("Opening round: give your side") == 1


async def test_a_moderator_goes_on_early_and_the_next_phase_gets_its_whole_time(
    world: World,
) -> None:
    await start(world)

    moved = await world.mod.slash(world.channel, "moderate next")
    await world.env.advance_time(3000)

    assert "next phase" in moved.response.content
    assert sim.labels(board(world)) == ["Arguments", "⋯ More"]
    assert "① Vote ▸ **② Argue** ▸ ③ Vote again ▸ ④ Result" in text_of(board(world))
    assert "Opening round" in text_of(board(world))


async def test_a_card_is_handed_back_changed_and_then_shown(world: World) -> None:
    message = await start(world)
    await world.mod.slash(world.channel, "moderate next")
    message = board(world)
    form = await more(world.alice, message, "Add an argument")
    await world.alice.submit_modal(
        form, {"side": "against", "text": "It makes people behave worse", "citation": ""}
    )

    queue = await world.mod.slash(world.channel, "moderate queue")
    ask = await world.mod.click(queue.response, label="Ask for a change")
    done = await world.mod.submit_modal(ask, {"note": "Say how you know"})
    mine = await more(world.alice, message, "My vote")
    form = await world.alice.select(mine.response, values=["1"])
    again = await world.alice.submit_modal(
        form, {"text": "At my school people behaved worse when watched"}
    )
    queue = await world.mod.slash(world.channel, "moderate queue")
    refuse = await world.mod.click(queue.response, label="Reject")
    gone = await world.mod.submit_modal(refuse, {"note": ""})
    seen = await more(world.alice, message, "My vote")

    assert "asked to change it" in done.response.content
    assert "Say how you know" in mine.response.content
    assert "goes live once a moderator approves it" in again.response.content
    assert "wasn't taken" in gone.response.content
    assert "not taken" in seen.response.content


async def test_a_reported_card_goes_out_of_sight_and_everybody_concerned_is_told(
    world: World,
) -> None:
    await start(world)
    await world.mod.slash(world.channel, "moderate next")
    message = board(world)
    form = await more(world.alice, message, "Add an argument")
    await world.alice.submit_modal(
        form, {"side": "for", "text": "Everybody I dislike should be watched", "citation": ""}
    )
    queue = await world.mod.slash(world.channel, "moderate queue")
    await world.mod.click(queue.response, label="Approve")

    for reporter in [world.bob, world.bob, world.member("carl"), world.member("dora")]:
        shown = await find_argument(reporter, message, "Everybody I dislike")
        asked = await reporter.click(shown, label="Report")
        assert "Report this to the moderators?" in asked.response.content
        said = await reporter.click(asked.response, label="Report it")
        assert "not by whom" in said.response.content
    hidden = await find_argument(world.bob, message, "Everybody I dislike")
    queue = await world.mod.slash(world.channel, "moderate queue")
    mine = await more(world.alice, message, "My vote")

    assert hidden is None
    assert "Reported by 3 members" in queue.response.content
    assert "out of sight" in sim.direct_messages(world.env, world.mod), "no channel was named"
    assert "Several members reported" in sim.direct_messages(world.env, world.alice)
    assert "hidden after reports" in mine.response.content


async def test_what_waits_at_the_close_is_kept_and_its_author_told(world: World) -> None:
    message = await start(world)
    await world.mod.slash(world.channel, "moderate next")
    form = await more(world.alice, board(world), "Add an argument")
    await world.alice.submit_modal(
        form, {"side": "for", "text": "A camera found my stolen bike", "citation": ""}
    )
    opened = await world.mod.slash(world.channel, "moderate panel")
    asked = await world.mod.click(opened.response, label="Close now")
    assert "1 waiting in debate 1" in asked.response.content
    await world.mod.click(asked.response, label="Close now")
    result = board(world)
    mine = await world.alice.click(result, label="My vote")

    queue = await world.mod.slash(world.channel, "moderate queue")
    refused = await world.mod.click(queue.response, label="Ask for a change")
    refused = await world.mod.submit_modal(refused, {"note": "Where?"})
    await world.mod.click(queue.response, label="Approve")
    kept = await find_argument(world.bob, result, "stolen bike")

    assert "ended before a moderator got to" in sim.direct_messages(world.env, world.alice)
    assert "debate ended before a moderator got to it" in mine.response.content
    assert "can't change it any more" in refused.response.content
    assert kept is not None
    assert message.id != result.id


async def test_argue_keeps_a_blind_first_vote_blind_and_seals_it(world: World) -> None:
    message = await start(world)

    early = await world.alice.slash(world.channel, "argue", side="for")
    await world.alice.click(message, label="▲ For")
    opened = await world.alice.slash(world.channel, "argue", side="for")
    sealed = await world.alice.click(message, label="▼ Against")

    assert "starts with a blind vote" in early.response.content
    assert "passage" in sim.text_of(opened.response) or "¶" in sim.text_of(opened.response)
    assert "sealed when you opened the arguments" in sealed.response.content


async def test_a_member_is_reminded_of_the_last_vote_once_when_they_ask(world: World) -> None:
    message = await start(world)
    voted = await world.alice.click(message, label="▲ For")
    asked = await world.alice.click(voted.response, label="Remind me")
    await world.alice.click(voted.response, label="Remind me")
    again = await world.alice.click(voted.response, label="Remind me")

    for _ in range(4):
        await world.mod.slash(world.channel, "moderate next")
    await world.env.advance_time(2 * 3600 - 60)

    assert "one message about the last vote" in asked.response.content
    assert "one message about the last vote" in again.response.content
    assert sim.direct_messages(world.env, world.alice).count("the last vote in") == 1
    assert not sim.direct_messages(world.env, world.bob)


async def test_a_strong_point_is_marked_and_told_in_steps_of_five(world: World) -> None:
    await start(world)
    await world.mod.slash(world.channel, "moderate next")
    message = board(world)

    for n in range(5):
        member = world.member(f"m{n}")
        shown = (await member.click(message, label="Arguments")).response
        before = sim.text_of(shown)
        await member.click(shown, label="Strong point")
    after = (await world.alice.click(message, label="Arguments")).response

    assert fits(after)
    assert "call this a strong point" not in before
    assert "5 or more call this a strong point." in sim.text_of(after)
    assert (await world.services.debates.view(1)).turnout is None, "a mark is no vote"


async def find_argument(who: Any, message: Any, text: str) -> Any:
    """The card of an argument, page by page; None where it isn't shown."""
    shown = (await who.click(message, label="Arguments")).response
    for _ in range(20):
        if text in sim.text_of(shown):
            return shown
        if "Next ▶" not in sim.labels(shown):
            return None
        await who.click(shown, label="Next ▶")
    return None


async def test_bad_cards_are_refused_with_the_reason(world: World) -> None:
    await start(world)
    await world.mod.slash(world.channel, "moderate next")
    message = board(world)
    for text, citation, reason in (
        ("Look at https://example.com for proof", "", "links"),
        ("@everyone wake up now", "", "mentions"),
        ("Cameras are good for us", "nowhere:99", "no passage"),
        ("12345 67890 !!", "", "5 to 400"),
    ):
        form = await more(world.alice, message, "Add an argument")
        said = await world.alice.submit_modal(
            form, {"side": "for", "text": text, "citation": citation}
        )
        assert reason in said.response.content, text
        assert said.response.ephemeral
