"""A resolution as the record that ``timeline tag`` writes: a contract, to which fields may be added, never retyped."""

from __future__ import annotations

from typing import Any

from timeline.model import Alternative, Resolution


def timex_record(resolution: Resolution) -> dict[str, Any]:
    """The fields of one time expression in the order of the contract; offsets are code points of the text."""
    interval = resolution.interval
    return {
        "start": resolution.start,
        "end": resolution.end,
        "text": resolution.text,
        "type": resolution.type,
        "value": resolution.value,
        "mod": resolution.mod,
        "rule": resolution.rule,
        "earliest": interval.earliest if interval else None,
        "latest": interval.latest if interval else None,
        "grain": interval.grain.label if interval else None,
        "edtf": resolution.edtf,
        "direction": resolution.direction,
        "confidence": resolution.confidence,
        "said": resolution.said,
        "alternatives": [_alternative(alternative) for alternative in resolution.alternatives],
        "why": resolution.why,
        "quant": resolution.quant,
        "freq": resolution.freq,
        "day_confidence": resolution.sure_of_day,
    }


def _alternative(alternative: Alternative) -> dict[str, Any]:
    interval = alternative.interval
    return {
        "value": alternative.value,
        "earliest": interval.earliest if interval else None,
        "latest": interval.latest if interval else None,
        "edtf": alternative.edtf,
        "direction": alternative.direction,
        "confidence": alternative.confidence,
        "why": alternative.why,
    }
