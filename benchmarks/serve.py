"""How many conditional requests a second `exporter serve` answers with 304, against starlette's StaticFiles.

    python -m benchmarks.serve [SECONDS]

Both run under the same uvicorn (httptools, uvloop, no access log), each in a process of its own, on the same tree; this
process asks over keep-alive connections. They take turns, so that what else the machine does hits both; each round is
shown, with the load, and besides answers a second the CPU time of the server for one, which other load disturbs less.
Exits with 1 if the ratio of the medians of answers a second is below 4.
"""

import asyncio
import multiprocessing
import os
import socket
import statistics
import sys
import tempfile
import time
from email.utils import formatdate
from pathlib import Path

import uvloop

from exporter.config.schema import Config, Output, Serve, Site

CLIENTS = 32
ROUNDS = 5
WANTED = 4.0


def ours(root, port):
    from exporter import serve

    site = Site(title="Bench", url="http://localhost/")
    config = Config(site=site, output=Output(directory=root), serve=Serve(port=port))
    serve.run(config)


def static_files(root, port):
    import uvicorn
    from starlette.staticfiles import StaticFiles

    uvicorn.run(
        StaticFiles(directory=root), port=port, log_level="error", access_log=False, http="httptools", loop="uvloop"
    )


class Client(asyncio.Protocol):
    """Asks again as soon as it has its answer."""

    def __init__(self, request):
        self.request, self.answers = request, 0

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        assert data.startswith(b"HTTP/1.1 304"), data
        self.answers += data.count(b"\r\n\r\n")
        self.transport.write(self.request)


async def asked(port, request, seconds):
    """Answers a second."""
    loop = asyncio.get_running_loop()
    clients = [(await loop.create_connection(lambda: Client(request), "127.0.0.1", port)) for _ in range(CLIENTS)]
    before, start = sum(client.answers for _, client in clients), time.perf_counter()
    await asyncio.sleep(seconds)
    rate = (sum(client.answers for _, client in clients) - before) / (time.perf_counter() - start)
    for transport, _ in clients:
        transport.abort()
    return rate


def etag_of(port):
    for _ in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port)) as one:
                one.sendall(b"HEAD /feed.atom HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\n\r\n")
                head = one.recv(65536)
                return next(line[6:] for line in head.split(b"\r\n") if line.lower().startswith(b"etag: "))
        except OSError:
            time.sleep(0.1)
    raise SystemExit("no answer")


def cpu_of(pid):
    """Seconds of CPU that a process has used, in all its threads (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    with tempfile.TemporaryDirectory() as root:
        feed = Path(root, "feed.atom")
        feed.write_bytes(b"<feed>" + b"an entry of a feed, as they are\n" * 8000 + b"</feed>")
        print(f"a feed of {feed.stat().st_size:,} bytes, written {formatdate(feed.stat().st_mtime, usegmt=True)}")
        time.sleep(2.1)  # until it has rested: before that, each request reads it anew
        ports = {target: free_port() for target in (ours, static_files)}
        processes = [multiprocessing.Process(target=target, args=(root, port)) for target, port in ports.items()]
        for process in processes:
            process.start()
        try:
            rates, costs = ({target: [] for target in ports} for _ in range(2))
            requests = {
                target: b"GET /feed.atom HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\nif-none-match: %b\r\n\r\n"
                % etag_of(port)
                for target, port in ports.items()
            }
            for number in range(ROUNDS):
                for target, process in zip(ports, processes, strict=True):
                    before = cpu_of(process.pid)
                    rate = uvloop.run(asked(ports[target], requests[target], seconds))
                    rates[target].append(rate)
                    costs[target].append((cpu_of(process.pid) - before) / (rate * seconds) * 1e6)
                shown = ", ".join(f"{each.__name__} {rates[each][-1]:,.0f}" for each in ports)
                ratio = rates[ours][-1] / rates[static_files][-1]
                print(f"round {number + 1}: {shown}, ratio {ratio:.1f}; load {os.getloadavg()[0]:.1f}")
        finally:
            for process in processes:
                process.terminate()
                process.join()
    for target, found in rates.items():
        median, least, most = statistics.median(found), min(found), max(found)
        print(f"{target.__name__:>12}: {median:8,.0f} 304s a second ({least:,.0f} to {most:,.0f})")
        print(f"{'':>12}  {statistics.median(costs[target]):8.0f} us of CPU each")
    ratio = statistics.median(rates[ours]) / statistics.median(rates[static_files])
    cost = statistics.median(costs[static_files]) / statistics.median(costs[ours])
    print(f"{'ratio':>12}: {ratio:8.1f} in answers a second, {cost:.1f} in CPU")
    return ratio < WANTED


if __name__ == "__main__":
    sys.exit(main())
