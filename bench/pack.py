"""The talks pack from the demo's records: four formats, three languages and the minutes."""

from __future__ import annotations

from collections.abc import Iterator

from bench.measuring import Measure, timed
from bench.stage import Stage
from demo.workbooks import write
from saphan.config import scenario
from saphan.talks import services


def pack(stage: Stage) -> Iterator[Measure]:
    """Import the demo's workbooks as its users would, then make the whole pack."""
    folder = stage.node.folder / "workbooks"
    write(folder)
    importing, done = timed(lambda: list(scenario.imports(folder, say=lambda _line: None)))
    secretary, setting = scenario.actor("thu-ky"), services.of_this_node()
    seconds, files = timed(
        lambda: list(services.make_pack(scenario.TALKS, by=secretary, setting=setting))
    )
    yield Measure(
        "the whole talks pack",
        seconds,
        "s",
        target=20,
        detail={
            "files": len(files),
            "megabytes": sum(len(each.data) for each in files) / 2**20,
            "records": sum(each.sealed for each in done),
            "importing_them": importing,
        },
    )
