"""The kinds of record of this register, as intake and the pages know them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saphan.intake.kinds import Kind
from saphan.kernel.languages import T
from saphan.registers.crossings import documents, rules, services
from saphan.registers.crossings.choices import (
    Direction,
    GateClass,
    Resident,
    TravelDocument,
    Vehicle,
)

type Words = Mapping[str, Any]

DIRECTIONS: Words = {
    Direction.ENTRY: pgettext_lazy("crossing", "entry"),
    Direction.EXIT: pgettext_lazy("crossing", "exit"),
}
RESIDENTS: Words = {
    Resident.BORDER: _("border resident"),
    Resident.OTHER: pgettext_lazy("class of traveller", "other"),
}
TRAVEL_DOCUMENTS: Words = {
    TravelDocument.PASSPORT: _("passport"),
    TravelDocument.BORDER_PASS: _("border pass"),
    TravelDocument.EXIT_ENTRY_PASS: _("exit and entry pass"),
    TravelDocument.IDENTITY_CARD: _("identity card"),
    TravelDocument.OTHER: _("another document"),
    TravelDocument.NOT_STATED: _("not stated"),
}
VEHICLES: Words = {
    Vehicle.NONE: pgettext_lazy("vehicle", "none"),
    Vehicle.BICYCLE: _("bicycle"),
    Vehicle.MOTORBIKE: _("motorbike"),
    Vehicle.CAR: _("car"),
    Vehicle.BUS: _("bus"),
    Vehicle.TRUCK: _("truck"),
    Vehicle.BOAT: _("boat"),
    Vehicle.OTHER: _("another vehicle"),
}
GATE_CLASSES: Words = {
    GateClass.INTERNATIONAL: _("international gate"),
    GateClass.MAIN: _("main (bilateral) gate"),
    GateClass.SECONDARY: _("secondary gate"),
    GateClass.OPENING: _("opening"),
}
"""How the codes of the closed lists read on pages."""

CLASSES = {
    "direction": DIRECTIONS,
    "resident": RESIDENTS,
    "travel_document": TRAVEL_DOCUMENTS,
    "vehicle": VEHICLES,
}
"""How figures name their classes."""

MOVEMENT_LABELS = {
    "gate": _("Gate"),
    "on": _("Day"),
    "at": _("Time"),
    "direction": _("Direction"),
    "resident": _("Class of traveller"),
    "travel_document": _("Travel document"),
    "nationality": _("Nationality"),
    "vehicle": _("Vehicle"),
    "aboard": _("Rode along"),
    "companions": _("Companions on the same document"),
    "minor": _("Under age"),
    "goods": _("Goods"),
}

TALLY_LABELS = {
    "gate": _("Gate"),
    "area": _("Area"),
    "on": _("Day"),
    "direction": _("Direction"),
    "resident": _("Class of traveller"),
    "count": _("Movements"),
    "travel_documents": _("By travel document"),
    "vehicles": _("Vehicles"),
    "companions": _("Companions"),
    "minors": _("Under age"),
    "root": _("Root over the movements"),
}

GATE_LABELS = {
    "gate": _("Gate"),
    "gate_class": _("Class of gate"),
    "since": _("In force from"),
    "opens": _("Opens"),
    "closes": _("Closes"),
    "decision": _("Decision number"),
    "decided_on": _("Day of the decision"),
    "note": _("Note"),
}

KINDS = (
    Kind(
        "crossings.movement",
        names=T(
            en="Movement through a gate",
            vi="Lượt xuất nhập cảnh",
            lo="ເທື່ອເຂົ້າ-ອອກເມືອງ",
        ),
        core=documents.Movement,
        person=documents.Traveller,
        record=services.record_movements,
        end=services.end_movement,
        why_not=rules.why_not_record_movement,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.gate} · {core.on:%d/%m/%Y} {core.at:%H:%M}",
        labels=MOVEMENT_LABELS,
        reads={
            "direction": DIRECTIONS.get,
            "resident": RESIDENTS.get,
            "travel_document": TRAVEL_DOCUMENTS.get,
            "vehicle": VEHICLES.get,
        },
        route="crossings:movement",
    ),
    Kind(
        "crossings.tally",
        names=T(
            en="Daily tally of a gate",
            vi="Bảng tổng hợp hằng ngày của cửa khẩu",
            lo="ບັນຊີສັງລວມປະຈຳວັນຂອງດ່ານ",
        ),
        core=documents.Tally,
        record=services.refuse_tally,
        end=services.refuse_tally,
        why_not=rules.why_not_tally,
        objections=services.OBJECTIONS,
        title=lambda core: (
            f"{core.gate} · {core.on:%d/%m/%Y} · "
            f"{DIRECTIONS[core.direction]}, {RESIDENTS[core.resident]}"
        ),
        labels=TALLY_LABELS,
        reads={"direction": DIRECTIONS.get, "resident": RESIDENTS.get},
        route="crossings:tally",
    ),
    Kind(
        "crossings.gate",
        names=T(
            en="Decision on a gate",
            vi="Quyết định về cửa khẩu",
            lo="ຂໍ້ຕົກລົງກ່ຽວກັບດ່ານ",
        ),
        core=documents.Gate,
        record=services.decide_gates,
        why_not=rules.why_not_decide_gate,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.gate} · {core.decision}",
        labels=GATE_LABELS,
        reads={"gate_class": GATE_CLASSES.get},
        route="crossings:gate-decision",
    ),
)
