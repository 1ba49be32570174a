"""A small client in a process of its own: threads that keep their connections.

Reads what to ask as JSON from standard input, writes what came back as JSON. It stands in for
`wrk` where a machine has none, and it is what asks when every answer must be looked at.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Ask:
    """What to ask: for so many `seconds`, or so many `times` a thread if that is not 0."""

    port: int
    path: str
    body: str
    headers: dict[str, str]
    threads: int
    seconds: float = 0.0
    times: int = 0


@dataclass(frozen=True)
class Told:
    """How many were answered 200 in how long; where each was recorded, if `times` was asked."""

    answered: int
    seconds: float
    places: list[tuple[int, str]]


def ask(wanted: Ask, *, again: bool = False) -> Told:
    """Ask from all threads at once. Raises if anything but 200 comes back; with `again`, a
    connection that fails is made again, and what failed is not counted.
    """
    found: list[list[tuple[int, str]]] = [[] for _ in range(wanted.threads)]
    done = [0] * wanted.threads
    failed: list[Exception] = []
    until = time.perf_counter() + wanted.seconds

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", wanted.port, timeout=30)
        try:
            while done[number] < wanted.times if wanted.times else time.perf_counter() < until:
                try:
                    connection.request("POST", wanted.path, wanted.body, wanted.headers)
                    reply = connection.getresponse()
                    text = reply.read()
                except (OSError, http.client.HTTPException):
                    if not again:
                        raise
                    connection.close()
                    continue
                if reply.status != 200:
                    raise AssertionError(f"answered {reply.status}")
                if wanted.times:
                    place = json.loads(text)["ledger"]
                    found[number].append((place["seq"], place["entry_hash"]))
                done[number] += 1
        except Exception as error:  # noqa: BLE001 - raised again where it is seen
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(n,)) for n in range(wanted.threads)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return Told(sum(done), time.perf_counter() - began, [place for one in found for place in one])


if __name__ == "__main__":
    told = ask(Ask(**json.load(sys.stdin)), again="--again" in sys.argv)
    json.dump(asdict(told), sys.stdout)
