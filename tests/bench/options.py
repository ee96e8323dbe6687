"""What can be chosen on the bench's command line."""

import argparse
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How it is measured.

    Attributes:
        seconds: of each load.
        rounds: how often each load is repeated; medians count.
        workers, threads: of each server.
        connections: at which answers from memory are asked for.
        only: measures the kinds of pages whose names contain it, and nothing else.
        ports: the first and last that servers may take, on 127.0.0.1.
    """

    seconds: float
    rounds: int
    workers: int
    threads: int
    connections: int
    only: str
    ports: tuple[int, int]

    @staticmethod
    def add_to(parser: argparse.ArgumentParser) -> None:
        """Let a command line say them."""
        parser.add_argument("--seconds", type=float, default=3, help="of each load (3)")
        parser.add_argument("--rounds", type=int, default=3, help="of each load (3)")
        parser.add_argument("--workers", type=int, default=2, help="of each server (2)")
        parser.add_argument("--threads", type=int, default=8, help="of each worker (8)")
        parser.add_argument("--connections", type=int, default=32, help="for hits (32)")
        parser.add_argument("--only", default="", help="kinds of pages that contain this")
        parser.add_argument(
            "--ports", type=int, nargs=2, default=(8170, 8189), metavar=("FIRST", "LAST")
        )

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> "Options":
        return cls(
            seconds=arguments.seconds,
            rounds=arguments.rounds,
            workers=arguments.workers,
            threads=arguments.threads,
            connections=arguments.connections,
            only=arguments.only,
            ports=(arguments.ports[0], arguments.ports[1]),
        )

    def arguments(self) -> list[str]:
        """Return them as a command line's words."""
        return [
            "--seconds", str(self.seconds), "--rounds", str(self.rounds),
            "--workers", str(self.workers), "--threads", str(self.threads),
            "--connections", str(self.connections), "--only", self.only,
            "--ports", *map(str, self.ports),
        ]  # fmt: skip
