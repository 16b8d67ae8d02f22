"""What lies beyond one machine, beside it: PostgreSQL, object storage and a Dask cluster against the local engine.

    python -m benchmarks.beyond [--size 10k,100k] [--rounds 3] [--only NAME,...] [--data DIR]

All servers run on this machine, over loopback, so what is seen is what each of them costs, not what a second machine
gains. Jobs take turns. A round of a job is a bulk run into nothing, a run in which nothing is new, and one with one new
article. Without `--only`, benchmarks/results/beyond/SIZE.json is written, and the tables of docs/scale.md.
"""

import argparse
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks import beyond_report, machine, measure
from benchmarks.bench import ROOT, size_of
from benchmarks.jobs import EXPORTER
from benchmarks.place import CONFIG, Place
from tests.servers import cluster, objects, postgres

TICKS = os.sysconf("SC_CLK_TCK")
BUCKET = "bench"


class Job(NamedTuple):
    """One way to run; what it does not say is as in the first one."""

    name: str
    says: str
    workers: int = 1
    """Processes of this machine."""
    cluster: int = 0
    """Workers of a cluster instead."""
    database: bool = False
    bucket: bool = False
    from_bucket: bool = False
    article_files: bool = False
    most: int = 1_000_000
    """Articles; larger corpora leave it out."""


OBJECTS = 20_000
"""Articles, where each is an object: the S3 server of the tests answers some 400 requests a second, and no more."""
JOBS = (
    Job("local", "one process, SQLite, folders"),
    Job("local-2", "two processes", workers=2),
    Job("postgresql", "the store in PostgreSQL", database=True),
    Job("from-bucket", "dumps from object storage", from_bucket=True, most=OBJECTS),
    Job("bucket", "the tree in object storage", bucket=True),
    Job("files", "a file an article", article_files=True, most=OBJECTS),
    Job("bucket-files", "... in object storage", bucket=True, article_files=True, most=OBJECTS),
    Job("dask-1", "a cluster of one worker", cluster=1),
    Job("dask-2", "... of two workers", cluster=2),
    Job("all", "PostgreSQL, dumps and tree in object storage, two workers", cluster=2, database=True, bucket=True,
        from_bucket=True, most=OBJECTS),
)  # fmt: skip
STEPS = ("bulk", "unchanged", "one")


class Seen(NamedTuple):
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of the exporter and its own processes."""
    elsewhere: float
    """CPU seconds of all else on this machine meanwhile: servers, and workers of a cluster."""
    pss: float
    """MiB at the peak, of the exporter and its own processes."""


class Bench:
    """The servers of one size, and the corpus where they find it."""

    def __init__(self, place, stack):
        self.place = place
        self.database = postgres.Postgres(fsync=True)
        stack.callback(self.database.stop)
        self.database.start()
        server = stack.enter_context(objects.serving(place.work))
        os.environ.update(server.environment)  # what is started from now on speaks to it, workers too
        self.client = server.client()
        self.client.create_bucket(Bucket=BUCKET)
        self.elsewhere = place.work / "bucket.toml"
        self.elsewhere.write_text(CONFIG.format(dumps=f"s3://{BUCKET}/dumps"))

    def fill(self, files):
        """Put these dumps where those of the bucket lie."""

        def put(file):
            self.client.put_object(Bucket=BUCKET, Key=self.key(file), Body=file.read_bytes())

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(put, files))

    def key(self, file):
        """Of a dump in the bucket."""
        return f"dumps/{file.relative_to(self.place.dumps).as_posix()}"

    def drain(self, prefix):
        """No object has a name any more that begins so."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        for page in pages:
            if found := [{"Key": one["Key"]} for one in page.get("Contents", ())]:
                self.client.delete_objects(Bucket=BUCKET, Delete={"Objects": found})

    def command(self, job, engine):
        """The run. `engine`: settings of the cluster, if it has one."""
        at = self.place.work / job.name
        output = f"s3://{BUCKET}/{job.name}" if job.bucket else at / "tree"
        store = self.database.url(_schema(job)) if job.database else at / "store" / "exporter.db"
        settings = [f"engine.workers={job.workers}", f"output.article_files={str(job.article_files).lower()}"]
        settings += [f"engine.{name}={value}" for name, value in engine.items()]
        config = self.elsewhere if job.from_bucket else self.place.config
        given = ["-c", config, "--output", output, "--store", store]
        return [EXPORTER, "export", *map(str, given), *(part for each in settings for part in ("-s", each))]

    def empty(self, job):
        """As if it had never run."""
        self.place.empty(job.name)
        self.database.sql(f"DROP SCHEMA IF EXISTS {_schema(job)} CASCADE")
        self.drain(f"{job.name}/")


def _schema(job):
    return f"bench_{job.name.replace('-', '_')}"


@contextmanager
def clustered(place, job):
    """Settings of the cluster that a job has, while it is there; none if it has none."""
    if not job.cluster:
        yield {}
        return
    root = place.work / "cluster"
    root.mkdir()
    with cluster.running(root, job.cluster) as running:
        settings = running.settings()
        yield {name: getattr(settings, name) for name in ("kind", "scheduler", "ca_file", "cert_file", "key_file")}
    place.empty("cluster")


def busy():
    """CPU seconds of the whole machine so far (proc(5), stat: user, nice, system, irq, softirq)."""
    ticks = [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return sum(ticks[number] for number in (0, 1, 2, 5, 6)) / TICKS


def one_round(bench, job):
    """What each step of a job took."""
    bench.empty(job)
    seen, added = {}, []
    with clustered(bench.place, job) as engine:
        command = bench.command(job, engine)
        for step in STEPS:
            if step == "one":
                added = bench.place.add_newest()
                bench.fill(added if job.from_bucket else ())
            before = busy()
            cost = measure.run(command, bench.place.work / "log", cwd=ROOT)
            others = max(0.0, busy() - before - cost.cpu)
            seen[step] = Seen(cost.wall, cost.cpu, others, cost.pss)
    for file in added:
        bench.drain(bench.key(file))
    bench.place.restore()
    bench.empty(job)
    return seen


def measured(bench, todo, rounds):
    """{job: {step: what was seen}}, in turns. A job that fails is said aloud and left out."""
    found = {job.name: {step: [] for step in STEPS} for job in todo}
    failed = {}
    for number in range(rounds):
        for job in todo:
            if job.name in failed:
                continue
            try:
                seen = one_round(bench, job)
            except measure.Failed as error:
                print(f"{job.name} is left out: {error}", file=sys.stderr)
                failed[job.name] = str(error).partition("\n")[0]
                continue
            for step, one in seen.items():
                found[job.name][step].append(one)
            told = ", ".join(
                f"{step} {one.wall:.2f} s ({one.cpu:.2f} + {one.elsewhere:.2f})" for step, one in seen.items()
            )
            print(f"{bench.place.size:,} round {number + 1} {job.name}: {told}", flush=True)
    return {name: steps for name, steps in found.items() if name not in failed}, failed


def one_size(size, given):
    """Measure one size; what is kept of it."""
    place = Place(given.data, size)
    place.data.mkdir(parents=True, exist_ok=True)
    place.ready()
    wanted = [job for job in JOBS if not given.only or job.name in given.only]
    todo = [job for job in wanted if job.most >= size]
    large = {job.name: f"takes too long for {size:,}" for job in wanted if job not in todo}
    with ExitStack() as stack:
        bench = Bench(place, stack)
        if any(job.from_bucket for job in todo):
            bench.fill(sorted(place.dumps.rglob("*.txt")))
        found, failed = measured(bench, todo, given.rounds)
    place.remove()
    rounded = {
        name: {step: [[round(figure, 3) for figure in one] for one in every] for step, every in steps.items()}
        for name, steps in found.items()
    }
    return {
        "size": size,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine.described(given.data),
        "left_out": large | failed,
        "says": {job.name: job.says for job in todo},
        "seen": rounded,
    }


def arguments(given):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beyond", description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=lambda text: list(map(size_of, text.split(","))), default=[10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", type=lambda text: set(text.split(",")), help="jobs; the results are not kept")
    parser.add_argument("--data", type=Path, default=ROOT / "benchmarks" / ".data")
    parser.add_argument("--results", type=Path, default=beyond_report.RESULTS)
    parser.add_argument("--docs", type=Path, default=beyond_report.DOCUMENT)
    found = parser.parse_args(given)
    if unknown := (found.only or set()) - {job.name for job in JOBS}:
        parser.error(f"{', '.join(sorted(unknown))}: no such job; there are {', '.join(job.name for job in JOBS)}")
    return found


def main(given=None):
    given = arguments(given)
    results = []
    for size in given.size:
        results.append(one_size(size, given))
        if not given.only:
            given.results.mkdir(parents=True, exist_ok=True)
            (given.results / f"{size}.json").write_text(json.dumps(results[-1], indent=1) + "\n")
            beyond_report.put(given.docs, beyond_report.kept(given.results))
    print(beyond_report.tables(results))


if __name__ == "__main__":
    main()
