"""The meters as Prometheus metrics. No label holds an id: a shard's number and a kind are all that
tells lines apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_LAGS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Gateway:
    """How the connection to Discord stands: seconds of latency by shard for those connected, how
    many are wanted, how many servers.
    """

    latencies: dict[int, float]
    wanted: int
    guilds: int


class PrometheusMeters:
    """Services, storage and the Discord surface tell it; `/metrics` shows it."""

    def __init__(self, version: str, gateway: Callable[[], Gateway]) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.registry.register(_GatewayCollector(gateway))
        self._questions = self._counter("questions", "Questions by what became of them", "outcome")
        self._question_seconds = self._histogram(
            "question_seconds", "Time to find and put an answer", _SECONDS
        )
        self._interaction_seconds = self._histogram(
            "interaction_seconds", "Time to the first response to Discord", _SECONDS, "kind"
        )
        self._interaction_errors = self._counter(
            "interaction_errors", "Interactions that failed unexpectedly", "kind"
        )
        self._shed = self._counter(
            "interactions_shed", "Interactions dropped, too old to be answered in time", "kind"
        )
        self._blocked = self._counter("loop_blocked_seconds", "Time the event loop was blocked")
        self._votes = self._counter("votes", "Ballots by what became of them", "outcome")
        self._queue_depth = self._gauge("ballot_queue_depth", "Ballots that wait to be written")
        self._commit_size = self._histogram(
            "ballot_commit_size", "Ballots in one transaction", _SIZES
        )
        self._commit_seconds = self._histogram(
            "ballot_commit_seconds", "Time of one transaction of ballots", _SECONDS
        )
        self._retries = self._counter(
            "ballot_retries", "Transactions of ballots tried again after a lost connection"
        )
        self._connects = self._counter(
            "gateway_connects", "Sessions begun or resumed", "shard", "kind"
        )
        self._disconnects = self._counter("gateway_disconnects", "Sessions lost", "shard")
        self._reloads = self._counter("reloads", "Edits of knowledge and prompts", "outcome")
        self._background = self._counter(
            "background_failures", "Failures of what goes on beside the requests", "part"
        )
        self._lag = self._histogram(
            "deadline_lag_seconds", "How late an opening, a phase or a close came", _LAGS
        )
        self._overdue = self._gauge("deadlines_overdue", "Debates past their deadline")
        self._parts = self._gauge(
            "background_up", "Whether a part of the background is at work", "part"
        )
        self._gauge("build_info", "The version that runs", "version").labels(version).set(1)
        # A line that appears only with its first event is one that `increase()` can't see.
        for counter, values in (
            (self._votes, ("counted", "refused", "failed")),
            (self._questions, ("answer", "clarify", "absent", "chat")),
            (self._interaction_errors, ("command", "component", "autocomplete", "modal")),
            (self._shed, ("command", "component", "autocomplete", "modal")),
            (self._reloads, ("taken", "refused")),
            (self._background, ("debate", "forgetting")),
        ):
            for value in values:
                counter.labels(value)

    def page(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)

    def asked(self, outcome: str, seconds: float) -> None:
        """A question was replied to."""
        self._questions.labels(outcome).inc()
        self._question_seconds.observe(seconds)

    def responded(self, kind: str, seconds: float) -> None:
        """Discord was given the first response to an interaction."""
        self._interaction_seconds.labels(kind).observe(seconds)

    def failed(self, kind: str) -> None:
        """An interaction failed unexpectedly."""
        self._interaction_errors.labels(kind).inc()

    def shed(self, kind: str) -> None:
        """An interaction was dropped."""
        self._shed.labels(kind).inc()

    def blocked(self, seconds: float) -> None:
        """The loop was held."""
        self._blocked.inc(seconds)

    def voted(self, outcome: str, ballots: int = 1) -> None:
        """Ballots were counted, refused or failed."""
        if ballots:
            self._votes.labels(outcome).inc(ballots)

    def queued(self, waiting: int) -> None:
        """Ballots wait."""
        self._queue_depth.set(waiting)

    def committed(self, size: int, seconds: float) -> None:
        """A transaction of ballots."""
        self._commit_size.observe(size)
        self._commit_seconds.observe(seconds)

    def retried(self) -> None:
        """It is tried again."""
        self._retries.inc()

    def deadline_met(self, lag: float) -> None:
        """A transition came this late."""
        self._lag.observe(lag)

    def overdue(self, debates: int) -> None:
        """Debates past their deadline."""
        self._overdue.set(debates)

    def reloaded(self, outcome: str) -> None:
        """An edit was taken or refused."""
        self._reloads.labels(outcome).inc()

    def part_works(self, part: str, *, is_well: bool) -> None:
        """A part of the background is at work, or it isn't."""
        self._parts.labels(part).set(is_well)

    def background_failed(self, part: str) -> None:
        """A debate's turn, or forgetting, failed."""
        self._background.labels(part).inc()

    def connected(self, shard: int, kind: str) -> None:
        """A session was begun (identify) or resumed."""
        self._connects.labels(str(shard), kind).inc()

    def disconnected(self, shard: int) -> None:
        """A session was lost."""
        self._disconnects.labels(str(shard)).inc()

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"eyebot_{name}", text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"eyebot_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str, buckets: Iterable[float], *labels: str) -> Histogram:
        return Histogram(
            f"eyebot_{name}", text, labels, registry=self.registry, buckets=tuple(buckets)
        )


class _GatewayCollector(Collector):
    """What Discord's library knows already, looked up when Prometheus asks."""

    def __init__(self, gateway: Callable[[], Gateway]) -> None:
        self._gateway = gateway

    def collect(self) -> Iterator[Metric]:
        """The gateway's gauges."""
        found = self._gateway()
        latency = GaugeMetricFamily(
            "eyebot_gateway_latency_seconds",
            "Heartbeat's way to Discord and back",
            labels=["shard"],
        )
        for shard, seconds in sorted(found.latencies.items()):
            latency.add_metric([str(shard)], seconds)
        yield latency
        yield GaugeMetricFamily(
            "eyebot_shards_ready", "Shards that are connected", value=len(found.latencies)
        )
        yield GaugeMetricFamily(
            "eyebot_shards_wanted", "Shards that this process serves", value=found.wanted
        )
        yield GaugeMetricFamily(
            "eyebot_guilds", "Servers that this process serves", value=found.guilds
        )
