from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from saphan.config.processes import Service, Supervisor

ROOT = Path(__file__).parents[2]
WAITS = "import time\nwhile True: time.sleep(0.05)"
STUBBORN = f"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n{WAITS}"


def python(name: str, code: str) -> Service:
    return Service(name, (sys.executable, "-c", code))


def eventually(holds: Callable[[], bool], *, seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.02)
    return False


def pid(service: Service) -> int:
    return service.process.pid if service.process else 0


def test_a_dead_process_is_started_again() -> None:
    said: list[str] = []
    service = python("web", WAITS)
    supervisor = Supervisor([service], say=said.append)

    def kill_once() -> None:
        assert eventually(lambda: pid(service) > 0)
        first = pid(service)
        os.kill(first, signal.SIGKILL)
        eventually(lambda: pid(service) not in {0, first})
        supervisor.stop()

    killer = threading.Thread(target=kill_once)
    killer.start()
    supervisor.run()
    killer.join()

    assert said == ["web ended with -9; starts again in 0.5 s"]
    assert service.deaths == 1


def test_a_process_that_keeps_dying_waits_longer_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    service = python("signer", "raise SystemExit(3)")
    waits = []

    for _ in range(8):
        service.look()
        if service.process:
            service.process.wait()
        service.look()
        waits.append(service.due - now[0])
        now[0] = service.due

    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_stopping_ends_every_process() -> None:
    services = [python("web", WAITS), python("worker", WAITS)]
    supervisor = Supervisor(services, say=lambda _: None)
    for service in services:
        service.start()

    supervisor.stop()
    supervisor.run()

    assert [service.process.poll() for service in services if service.process] == [-15, -15]


def test_a_process_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saphan.config.processes.GRACE", 0.2)
    service = python("worker", f"print('ready', flush=True)\n{STUBBORN}")
    supervisor = Supervisor([service], say=lambda _: None)
    service.start()
    assert eventually(lambda: ignores_term(pid(service)))

    supervisor.stop()
    supervisor.run()

    assert service.process
    assert service.process.poll() == -9


def ignores_term(process: int) -> bool:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    ignored = next(line for line in lines if line.startswith("SigIgn"))
    return bool(int(ignored.split()[1], 16) & 1 << signal.SIGTERM - 1)


def test_children_do_not_outlive_a_killed_supervisor() -> None:
    code = (
        "import sys; from saphan.config.processes import Service\n"
        f"child = Service('web', (sys.executable, '-c', {WAITS!r})); child.start()\n"
        f"print(child.process.pid, flush=True)\n{WAITS}"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout
    child = int(parent.stdout.readline())

    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert eventually(lambda: not Path(f"/proc/{child}/cwd").exists())
