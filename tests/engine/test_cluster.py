"""Workers of a Dask cluster: the same trees whatever happens to them, and a clear word where nothing can be done."""

import logging
import os
import re
import shutil
import signal
import threading
import time
from functools import partial
from itertools import count, islice

import pytest
from msgspec.structs import replace

from exporter.config.schema import Engine as EngineSettings
from exporter.config.schema import Source
from exporter.engine import AHEAD, connection, engine_of
from exporter.engine import cluster as crew
from exporter.errors import ConfigError, ExporterError, Unavailable
from exporter.intake import preparation
from tests.engine.histories import assert_killing_document_is_a_fault, edition, history, small_slices, write
from tests.published import Tree
from tests.test_references import broken_documents
from tests.world import World

KILLER = "000020.txt"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(crew, "LOOKING", 0.3)


@pytest.fixture
def engine(cluster):
    with engine_of(cluster.settings()) as engine:
        yield engine


@pytest.fixture
def world(tmp_path, cluster, monkeypatch):
    small_slices(monkeypatch)
    return World(tmp_path / "world", engine=cluster.settings())


@pytest.fixture(scope="module")
def inline(tmp_path_factory):
    """What one process makes of the same dumps."""
    with pytest.MonkeyPatch.context() as patched:
        small_slices(patched)
        return history(tmp_path_factory.mktemp("inline"), EngineSettings(workers=1))


def whose(_slice):
    return os.getpid()


def slowly(some):
    time.sleep(0.05)
    return some


def test_results_come_in_order_of_workers_elsewhere_and_nothing_outlives_them(cluster, capfd):
    told = []
    before = {one.ident for one in threading.enumerate()}
    with engine_of(cluster.settings()) as engine:
        assert list(engine.map(sorted, [[number, -number] for number in range(40)])) == [[-n, n] for n in range(40)]
        assert set(engine.map(whose, [[number] for number in range(40)])) == set(cluster.workers().values())
        engine.telling(lambda *said: told.append(said))("dumps read", 1, 2)
    assert told == [("dumps read, 2 workers on 1 host", 1, 2)]
    assert {one.ident for one in threading.enumerate() if "Dask-Offload" not in one.name} <= before
    assert capfd.readouterr() == ("", "")


def test_slices_are_taken_no_further_ahead_than_workers_need(engine):
    taken = []
    slices = (taken.append(number) or [number] for number in count())
    assert list(islice(engine.map(sum, slices), 30)) == list(range(30))
    assert len(taken) <= 30 + 2 * (1 + AHEAD)


def inverse(number):
    return 1 / number


class Stubborn(Exception):  # noqa: N818
    """Cannot be made again of what it says."""

    def __init__(self, one, other):
        super().__init__(f"{one} and {other}")


def stubborn(_number):
    raise Stubborn("this", "that")


def test_what_the_work_raises_is_raised_here_and_says_where(engine):
    with pytest.raises(ZeroDivisionError) as caught:
        list(engine.map(inverse, range(-20, 20)))
    assert "on the worker tls://127.0.0.1:" in caught.value.__notes__[0]
    assert "return 1 / number" in caught.value.__notes__[0]
    with pytest.raises(ExporterError, match="a worker failed: Stubborn: this and that"):
        list(engine.map(stubborn, range(20)))


def test_what_only_this_machine_has_is_read_by_it(tmp_path, monkeypatch):
    monkeypatch.setattr("exporter.intake.taking._is_wary", lambda *_: True)
    monkeypatch.setattr("exporter.arriving._standard_input", lambda: iter([path.read_bytes()]))
    nobody = EngineSettings(kind="dask", scheduler="tcp://127.0.0.1:1", workers=2)
    world = World(tmp_path, engine=nobody, source=(Source(path="-", name="-"),))
    path = world.dump(1)
    assert world.run().new == 1


def test_trees_are_identical_to_those_of_one_process_also_if_a_worker_is_killed(cluster, inline, tmp_path, monkeypatch):
    small_slices(monkeypatch)
    killed = {}

    def progress(what, done, _total):
        step, _, workers = what.partition(", ")
        if done >= 40 and step not in killed and workers:  # one while dumps are read, one while documents are drawn
            cluster.await_workers(2)
            killed[step] = max(cluster.workers().values())
            cluster.kill(killed[step])

    assert history(tmp_path / "world", cluster.settings(), progress) == inline
    assert killed.keys() == {"dumps read", "documents"}
    cluster.await_workers(2)


def killing(some, settings):
    """As `prepare`, of which a library has a bug."""
    if any(dump.name == KILLER for dump in some):
        os.kill(os.getpid(), signal.SIGKILL)
    return preparation.prepare(some, settings)


def test_a_dump_that_kills_workers_is_found_and_rejected_and_no_other(world, cluster, monkeypatch):
    monkeypatch.setattr("exporter.intake.taking._prepared", killing)
    write(world, "first")
    report = world.run()
    assert (report.new, report.rejected) == (159, 1)
    assert world.rows("SELECT dump, code FROM rejects") == [(KILLER, "kills-reader")]
    cluster.await_workers(2)


def test_a_document_that_kills_its_renderer_is_a_fault(tmp_path, monkeypatch, cluster):
    assert_killing_document_is_a_fault(tmp_path, monkeypatch, cluster.settings())
    cluster.await_workers(2)


def test_a_worker_that_comes_later_and_is_not_alike_is_told_and_nothing_of_it_taken(cluster, tmp_path):
    metadata = tmp_path / "feedgen-9.9.9.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: feedgen\nVersion: 9.9.9\n", "utf-8")
    with engine_of(cluster.settings()) as engine:
        results = engine.map(slowly, ([number] for number in range(1000)))
        assert next(results) == [0]
        nanny = cluster.add_worker(path=str(tmp_path))
        with pytest.raises(
            Unavailable, match=r"^tls://127\.0\.0\.1:\d+: this worker is not .*: feedgen 9\.9\.9, here 1\.0"
        ):
            list(results)
    cluster.end(nanny)
    cluster.await_workers(2)


def test_a_folder_that_workers_do_not_see_is_not_taken_for_one_without_dumps(world, monkeypatch):
    monkeypatch.chdir(world.root)
    world.set(source=(replace(world.config.source[0], path="/proc/self/cwd/dumps", complete=True),))
    write(world, "first")
    with pytest.raises(Unavailable, match=r"cwd/dumps/000\d+\.txt: a worker on .* cannot open it .*: mount the source"):
        world.run()
    assert not world.tree.exists()
    world.set(engine=EngineSettings(workers=1))
    assert world.run().new == 160


@pytest.fixture
def copies(world, cluster, monkeypatch):
    """What workers have at the place of the dumps."""
    monkeypatch.chdir(world.root)
    world.set(source=(replace(world.config.source[0], path="/proc/self/cwd/dumps", complete=True),))
    write(world, "first")
    yield shutil.copytree(world.dumps, cluster.root / "dumps", copy_function=shutil.copyfile)
    shutil.rmtree(cluster.root / "dumps")


def test_a_worker_with_an_older_copy_of_a_folder_is_told_and_nothing_of_it_taken(world, copies):
    write(world, "second")
    with pytest.raises(Unavailable, match=r"cwd/dumps/000\d+\.txt: a worker on .* reads another file .*: mount the"):
        world.run()
    assert not world.tree.exists()
    assert world.rows("SELECT count(*) FROM dumps") == [(0,)]
    world.set(engine=EngineSettings(workers=1))
    assert world.run().new == 160


def test_times_that_workers_are_told_otherwise_do_not_matter_where_the_bytes_are_the_same(world, copies, monkeypatch):
    """As of files over SMB or SFTP, whose times are rounded."""
    for path in copies.iterdir():
        os.utime(path, (0, 0))
    assert world.run().new == 160
    monkeypatch.setattr("exporter.intake.taking._prepared", again)
    assert world.run().same == 160


def again(_some, settings):
    raise AssertionError("it was read again")


def test_nobody_without_a_certificate_of_the_same_authority_is_answered(cluster, tmp_path, monkeypatch):
    import trustme

    monkeypatch.setattr(connection, "CONNECTING", 1.0)
    other = trustme.CA().issue_cert("127.0.0.1")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    other.cert_chain_pems[0].write_to_path(str(cert))
    other.private_key_pem.write_to_path(str(key))
    plain = EngineSettings(kind="dask", scheduler=cluster.url.replace("tls", "tcp"))
    strange = cluster.settings(cert_file=str(cert), key_file=str(key))
    before = {one.ident for one in threading.enumerate()}
    for settings, asked in ((plain, "does it do without TLS"), (strange, "are its certificates of the same authority")):
        told = rf"the scheduler cannot be reached: .*, and {asked}"
        with engine_of(settings) as engine, pytest.raises(Unavailable, match=told):
            list(engine.map(whose, range(20)))
    assert {one.ident for one in threading.enumerate() if "Dask-Offload" not in one.name} <= before


def interrupted(cluster):
    with engine_of(cluster.settings()) as engine:
        for _ in engine.map(slowly, ([number] for number in count())):
            raise KeyboardInterrupt


def test_what_the_library_says_is_for_those_who_look_closely(cluster, capfd, caplog):
    connection.loaded()
    with caplog.at_level(logging.DEBUG, "exporter.engine"):
        logging.getLogger("distributed.core").error("it broke")
        logging.getLogger("distributed.worker").warning("it creaked")
        logging.getLogger("distributed.client").error("", exc_info=OSError("it fell"))
        mapped(cluster)
    assert [(one.levelname, one.getMessage()) for one in caplog.records][:3] == [
        ("DEBUG", "distributed.core: it broke"),
        ("DEBUG", "distributed.worker: it creaked"),
        ("DEBUG", "distributed.client: it fell"),
    ]
    assert any("127.0.0.1" in one.getMessage() and "slices in" in one.getMessage() for one in caplog.records)
    assert capfd.readouterr() == ("", "")


def unreachable(_each):
    raise Unavailable("s3://dumps/a: cannot read: this machine has no role")


def test_what_a_worker_cannot_reach_is_told_with_its_address(cluster):
    told = rf"^({'|'.join(cluster.workers())}): s3://dumps/a: cannot read"
    with engine_of(cluster.settings()) as engine, pytest.raises(Unavailable, match=told):
        list(engine.map(unreachable, [[1]], apart=True))


def hold(path, _each):
    """Until there is such a file, or a minute has passed."""
    deadline = time.monotonic() + 60
    while not os.path.exists(path) and time.monotonic() < deadline:
        time.sleep(0.02)


def test_workers_that_are_at_the_work_of_others_are_waited_for_and_that_is_said_once(
    cluster, tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(crew, "UNTAKEN", 0.8)
    told, free = [], tmp_path / "free"

    def progress(*said):
        told.append(said)
        if len(told) == 4:  # it was waited for, and told of, for a while
            free.touch()

    with cluster.client() as other, engine_of(cluster.settings()) as engine:
        held = other.map(hold, [str(free)] * 2, [1, 2], workers=[*cluster.workers()])
        while sum(map(len, other.processing().values())) < 2:
            time.sleep(0.05)
        engine.telling(progress)("dumps read", 7, 0)
        with caplog.at_level(logging.INFO, "exporter.engine"):
            assert set(engine.map(whose, [[number] for number in range(20)])) == {*cluster.workers().values()}
        other.gather(held)
    some = "2 workers on 1 host"
    assert told[0] == ("dumps read", 7, 0)
    assert {*told[1:4]} == {(f"dumps read, {some}, busy with other work", 7, 0)}
    assert told[-1] == (f"dumps read, {some}", 7, 0)
    _, waits, goes_on = [one.getMessage() for one in caplog.records]
    assert re.search(rf": for \d+ seconds no worker has taken what the run waits for: there are {some}, at", waits)
    assert re.search(r": after \d+ seconds a worker has taken it; the run goes on$", goes_on)


def test_a_slice_that_takes_long_is_not_taken_for_one_that_nobody_is_at(cluster, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(crew, "UNTAKEN", 2)
    free, is_at, said = tmp_path / "free", crew.Cluster.is_at, []

    def asked(this, key):
        said.append(is_at(this, key))
        if len(said) == 2:
            free.touch()
        return said[-1]

    monkeypatch.setattr(crew.Cluster, "is_at", asked)
    with engine_of(cluster.settings()) as engine, caplog.at_level(logging.WARNING, "exporter.engine"):
        assert len([*engine.map(whose, [[number] for number in range(20)])]) == 20
        list(engine.map(partial(hold, str(free)), range(2)))
    assert said == [True, True]
    assert caplog.records == []


def mapped(cluster):
    with engine_of(cluster.settings()) as engine:
        assert len(list(engine.map(whose, [[number] for number in range(20)]))) == 20


def test_a_run_that_is_interrupted_leaves_nothing_to_do(cluster):
    before = {one.ident for one in threading.enumerate()}
    with pytest.raises(KeyboardInterrupt):
        interrupted(cluster)
    assert {one.ident for one in threading.enumerate() if "Dask-Offload" not in one.name} <= before
    with cluster.client() as client:
        assert not any(client.who_has())


def test_certificates_that_cannot_be_used_are_told_by_name(cluster, tmp_path):
    (tmp_path / "no.pem").write_text("nothing", "utf-8")
    for key, path, told in (
        ("ca_file", "absent.pem", r"engine\.ca_file: .*absent\.pem: cannot be read: No such file"),
        ("ca_file", "no.pem", r"engine\.ca_file: .*no\.pem: is not what it should be"),
        ("key_file", "no.pem", r"engine\.cert_file or engine\.key_file: .*no\.pem: is not what it should be"),
    ):
        settings = cluster.settings(**{key: str(tmp_path / path)})
        with engine_of(settings) as engine, pytest.raises(ConfigError, match=told):
            list(engine.map(whose, range(20)))


def test_a_run_whose_scheduler_is_killed_leaves_a_whole_tree_and_the_next_completes_it(
    cluster, inline, world, monkeypatch
):
    """The last test of the module: it takes the cluster down."""
    world.set(engine=EngineSettings(workers=1))
    assert edition(world, "first") == inline[0]
    began = world.now

    def progress(what, done, _total):
        if what.startswith("documents") and done >= 40:
            cluster.kill(cluster.scheduler)

    def again(told):
        world.now = began
        world.set(engine=cluster.settings())
        with pytest.raises(Unavailable, match=told) as caught:
            edition(world, "second", progress)
        assert caught.value.exit_status == 75
        tree = Tree(world.tree, world.config.site.url)
        assert (list(tree.dangling(tree.url)), broken_documents(tree)) == ([], [])

    with monkeypatch.context() as hasty:
        hasty.setattr(connection, "CONNECTING", 5.0)  # a new connection is waited for as long
        again(r"^tls://127\.0\.0\.1:\d+: the connection to the scheduler was lost")
        again(r"^tls://127\.0\.0\.1:\d+: the scheduler cannot be reached")
    cluster.stop()
    cluster.start_scheduler()
    with monkeypatch.context() as hasty:
        hasty.setattr(crew, "PATIENCE", 0.5)
        again(r"^tls://127\.0\.0\.1:\d+: the scheduler has had no worker for .* seconds: start some")
    cluster.add_worker()
    cluster.await_workers(1)
    world.now = began
    assert edition(world, "second")[1] == inline[1][1]
