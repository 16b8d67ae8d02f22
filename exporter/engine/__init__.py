"""Maps pure work over slices (DESIGN.md decision 8).

    mapping      in order, a few slices ahead, and whatever happens to a worker: `Engine`
    crew         what can work: who does it, and what it means that one of them is killed
    processes    processes of this machine
    cluster      workers of a Dask cluster; connection.py finds them, remote.py is what they do
    alike        what all of them must have in common, so that the same bytes come of it

What comes out does not depend on who does the work, nor on how many: results come in the order of their slices, and
only the process that asks ever touches the store or the tree.
"""

from exporter.config.schema import Engine as EngineSettings
from exporter.engine.mapping import AHEAD, ENOUGH, Engine
from exporter.engine.processes import Processes, workers

__all__ = ["AHEAD", "ENOUGH", "Engine", "Processes", "engine_of", "local", "workers"]


def local(number: int) -> Engine:
    """Processes of this machine; with one, all work is done in the process that asks."""
    return Engine(Processes(number))


def engine_of(config: EngineSettings) -> Engine:
    """What [engine] of the configuration says.

    Raises:
        ExporterError: it says `dask`, and what that needs is not installed.
        ConfigError: a certificate cannot be used.
    """
    near = Processes(workers(config.workers))
    if config.kind == "local":
        return Engine(near)
    from exporter.engine.cluster import Cluster

    return Engine(near, Cluster(config))
