"""config.toml becomes frozen values, or one error that says every mistake in it."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from exporter.config import cluster, stores
from exporter.config.locate import KeyPath
from exporter.config.mistakes import Mistake, dotted
from exporter.config.places import is_bucket, is_elsewhere
from exporter.config.rules import broken, source_name
from exporter.config.schema import Config, Engine, Profile, Selection, Site, Source, Webhook
from exporter.config.shape import Sound, examine
from exporter.config.written import Option, Place, Written, read
from exporter.errors import ConfigError


def load(path: Path, overrides: Sequence[str] = (), options: Sequence[Option] = ()) -> Config:
    """Read the configuration at `path`, each of `overrides` (`output.article_files=false`) set over it, then `options`.

    Paths in it become absolute: relative ones start at the file's folder, in the others at the working folder. A
    source without a name is called by its path as written, so that a store can move to another machine.

    Raises ConfigError with every mistake, one a line: those of the file in its order, then those of the overrides.
    """
    return settled(read(path, overrides, options))


def settled(written: Written) -> Config:
    """The configuration that was written. ConfigError as `load`."""
    findings = tuple(examine(written.tree))
    values = {each.path: each.value for each in findings if isinstance(each, Sound)}
    mistakes = (*(each for each in findings if isinstance(each, Mistake)), *broken(values, written))
    if mistakes or written.refused:
        raise ConfigError("\n".join(_messages(mistakes, written)))
    return _resolved(msgspec.convert(written.tree, Config), written)


def _messages(mistakes: tuple[Mistake, ...], written: Written) -> list[str]:
    """One line a mistake, by line of the file, then by number of the override."""
    told = [*written.refused, *(_told(each, written.place(each.path)) for each in mistakes)]
    told.sort(key=lambda each: (each[0].override, each[0].line))  # within a line, the order of the walk stays
    return [f"{place.text}: {text}" for place, text in told]


def _told(mistake: Mistake, place: Place) -> tuple[Place, str]:
    """`-s feeds.entries=ten` names its key already."""
    named = place.override and place.path == mistake.path
    return place, mistake.text if named else f"{dotted(mistake.path)}: {mistake.text}"


def _resolved(config: Config, written: Written) -> Config:
    """The same, with paths made absolute, the base URL ended and language tags spelt as registered."""
    directory = config.output.directory
    if not is_bucket(directory):
        directory = written.absolute(("output", "directory"), directory)
    return replace(
        config,
        site=_site(config.site),
        source=tuple(_source(each, number, written) for number, each in enumerate(config.source)),
        profile={host: _profile(each) for host, each in config.profile.items()},
        store=replace(config.store, url=_store(written, config.store.url)),
        feed=tuple(_selection(each) for each in config.feed),
        output=replace(config.output, directory=directory),
        engine=_engine(config.engine, written),
        notify=replace(
            config.notify,
            webhook=tuple(_webhook(each, number, written) for number, each in enumerate(config.notify.webhook)),
        ),
        health=replace(config.health, metrics=_file(written, ("health", "metrics"), config.health.metrics)),
    )


def _file(written: Written, path: KeyPath, value: str) -> str:
    """A file that need not be configured."""
    return written.absolute(path, value) if value else ""


def _store(written: Written, url: str) -> str:
    file = stores.file_of(url)
    return stores.SQLITE + written.absolute(("store", "url"), file) if file else url


def _site(site: Site) -> Site:
    return replace(site, url=f"{site.url.rstrip('/')}/", language=_tag(site.language))


def _source(source: Source, number: int, written: Written) -> Source:
    return replace(
        source,
        path=source.path if is_elsewhere(source.path) else written.absolute(("source", number, "path"), source.path),
        name=source.name or source_name(source.path),
        language=_tag(source.language),
        taken_folder=_file(written, ("source", number, "taken_folder"), source.taken_folder),
    )


def _engine(engine: Engine, written: Written) -> Engine:
    files = {name: _file(written, ("engine", name), getattr(engine, name)) for name in cluster.FILES}
    return replace(engine, **files)


def _webhook(webhook: Webhook, number: int, written: Written) -> Webhook:
    path = ("notify", "webhook", number, "secret_file")
    return replace(webhook, secret_file=_file(written, path, webhook.secret_file))


def _profile(profile: Profile) -> Profile:
    return replace(profile, language=_tag(profile.language))


def _selection(selection: Selection) -> Selection:
    return replace(selection, languages=tuple(_tag(each) for each in selection.languages))


def _tag(tag: str) -> str:
    """The usual case of a BCP 47 tag (RFC 5646 section 2.1.1): `NL-be` is `nl-BE`, `zh-hant` is `zh-Hant`."""
    first, *others = tag.split("-")
    parts, private = [first.lower()], False
    for part in others:
        private = private or len(parts[-1]) == 1  # after a singleton, all is lower case
        cased = {2: str.upper, 4: str.title}.get(len(part), str.lower)
        parts.append(part.lower() if private else cased(part))
    return "-".join(parts)
