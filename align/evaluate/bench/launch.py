"""``launch.py NOTE SECONDS COMMAND…``: runs a command and notes in NOTE what it took, as JSON.

A script of its own that imports next to nothing: Linux counts into the peak memory of a program
what the process that started it held, so that process has to be small. What the command says on
standard error goes to NOTE with the ending ``.err``; its output is thrown away. It is stopped, with
all that it started, after SECONDS.
"""

import json
import os
import signal
import sys
import time


def main(note: str, patience: float, command: list[str]) -> None:
    """Runs ``command``."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    begun = time.perf_counter()
    process = os.posix_spawnp(
        command[0],
        command,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, f"{note}.err", flags, 0o600),
        ],
        setpgroup=0,
    )
    stopped = []

    def stop(number: int, _: object) -> None:
        stopped.append(number)
        os.killpg(process, signal.SIGKILL)

    for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    signal.setitimer(signal.ITIMER_REAL, patience)
    _, status, used = os.wait4(process, 0)
    seconds = time.perf_counter() - begun
    signal.setitimer(signal.ITIMER_REAL, 0)
    taken = {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "status": os.waitstatus_to_exitcode(status),
        "late": signal.SIGALRM in stopped,
    }
    with open(note, "w", encoding="utf-8") as file:
        json.dump(taken, file)
    sys.exit(130 if {signal.SIGINT, signal.SIGTERM} & {*stopped} else 0)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
