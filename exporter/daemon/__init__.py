"""`exporter daemon`: runs on a schedule, for as long as it is let.

alone           no other daemon for the same store
loop            run, wait, run
planner         which sources are due, when (times: in zones whose clocks change)
child           one run, in a process of its own
inbox           signals
surroundings    who is told of runs, and which dumps are new (watching, resting)
systemd         how it goes, for the service manager
"""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime

from exporter.config.schema import Config, Source
from exporter.store.locations import at

log = logging.getLogger(__name__)


def run(read: Callable[[], Config], verbosity: int, log_format: str, *, and_serve: bool) -> None:
    """Export until SIGTERM or SIGINT, which end it within 5 seconds; from the main thread.

    `read` reads the configuration: now, and again at each SIGHUP. `verbosity`, `log_format`: of the log of runs, as for
    `logs.set_up`. `and_serve`: serve the published tree, too.

    Raises:
        ConfigError: the configuration is wrong. Later, at a SIGHUP, that is only logged.
        Locked: another daemon works for this store; or has come to do so while the lock was lost.
        Unavailable: an address to listen at cannot be had.
    """
    from exporter.daemon.alone import Alone
    from exporter.daemon.child import Child, Order
    from exporter.daemon.inbox import Inbox
    from exporter.daemon.loop import Loop
    from exporter.daemon.planner import use_utc
    from exporter.daemon.surroundings import Surroundings
    from exporter.daemon.systemd import Notifier

    config = read()
    use_utc()

    def start(config: Config, sources: tuple[Source, ...] | None) -> Child:
        return Child(Order(config, sources, verbosity, log_format))

    with ExitStack() as stack:
        since = f"daemon since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
        alone = stack.enter_context(Alone(at(config.store.url), since))
        inbox = stack.enter_context(Inbox())
        systemd = stack.enter_context(Notifier())
        surroundings = stack.enter_context(Surroundings(config, inbox.nudge, is_serving=and_serve))
        loop = Loop(
            config,
            alone=alone.affirm,
            calls=inbox,
            clock=lambda: datetime.now(UTC),
            start=start,
            read=read,
            surroundings=surroundings,
            systemd=systemd,
        )
        stack.callback(loop.end)
        if and_serve:
            from exporter import serve
            from exporter.serve import access

            # What is said at the usual verbosity is of exports; and it goes to where keys of IndexNow must not.
            access.log.setLevel(logging.INFO if verbosity > 1 else logging.WARNING)
            log.info("serving %s at %s", config.output.directory, stack.enter_context(serve.background(config)))
        # At the end the run is told first: it stops while connections are closed.
        stack.callback(loop.stop)
        log.info("exporting to %s on schedule", config.output.directory)
        loop.run()
