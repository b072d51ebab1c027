"""What was measured, as Markdown, with the goals beside it."""

from __future__ import annotations

from typing import Any

HEAD = (
    "| operation | floor p50 ms | p50 ms | p95 ms | × floor | × in CPU time | statements | KB | goals |",
    "|---|---|---|---|---|---|---|---|---|",
)
Found = dict[str, Any]


def one(title: str, found: Found) -> str:
    """The operations of one database, then what is measured once."""
    asked = found["asked"]
    lines = [f"## {title}", "", *HEAD, *map(_line, found["operations"]), ""]
    if found["operations"]:
        lines += [f"Searched for: {asked['common']}, and {asked['rare']}.", ""]
    if found["tables"]:
        lines += ["| whole | measured | goal |", "|---|---|---|", *_whole(found), ""]
    if found.get("crowd"):
        lines += _crowd(found["crowd"])
    return "\n".join(lines)


def _line(measured: Found) -> str:
    ratio, goal = measured["p50"] / measured["floor"], measured["goal"]
    times = f"{measured['floor']:.2f} | {measured['p50']:.1f} | {measured['p95']:.1f}"
    times += f" | {ratio:.1f} | {measured['cpu']:.1f}"
    kilobytes = measured["size"] / 1024
    asked = (
        (goal["ratio"], ratio, "× floor"),
        (goal["tail"], measured["p95"] / measured["p50"], "× p50"),
        (goal["statements"], measured["statements"], "statements"),
        (goal["kilobytes"], kilobytes, "KB"),
    )
    return (
        f"| {measured['name']} | {times} | {measured['statements']} | {kilobytes:.0f} | {_verdict(asked)} |"
    )


def _verdict(asked: tuple[tuple[float | None, float, str], ...]) -> str:
    missed = [
        f"{value:.1f} > {limit:g} {what}"
        for limit, value, what in asked
        if limit is not None and value > limit
    ]
    return f"missed: {', '.join(missed)}" if missed else "met"


def _whole(found: Found) -> list[str]:
    table, start = found["tables"], found["start"]
    ratio, first = table["csv"] / table["csv floor"], 1000 * table["csv first byte"]
    workbook, letter = table["xlsx"] / table["csv"], 1000 * found["letter"]
    csv_took = f"{table['csv']:.1f} s, in CPU time {table['csv work']:.2f}"
    xlsx_took = f"{table['xlsx']:.1f} s, in CPU time {table['xlsx work']:.1f}"
    rows = [
        ("CSV, × floor", f"{ratio:.2f} ({csv_took})", "≤ 1.3", ratio <= 1.3),
        ("CSV, first byte", f"{first:.0f} ms", "≤ 200 ms", first <= 200),
        ("CSV, memory", f"{table['csv memory']:.0f} MB", "≤ 64 MB", table["csv memory"] <= 64),
        ("XLSX, × CSV", f"{workbook:.1f} ({xlsx_took})", "≤ 8", workbook <= 8),
        ("XLSX, memory", f"{table['xlsx memory']:.0f} MB", "≤ 64 MB", table["xlsx memory"] <= 64),
        ("letter of one page", f"{letter:.0f} ms", "≤ 400 ms", letter <= 400),
        ("audit and clocks, of a transition", f"{found['share']:.0%}", "≤ 15 %", found["share"] <= 0.15),
        ("cold start", f"{start['seconds']:.1f} s", "≤ 2.5 s", start["seconds"] <= 2.5),
        ("memory of a worker", f"{start['megabytes']:.0f} MB", "≤ 160 MB", start["megabytes"] <= 160),
        (
            "loaded before it is used",
            ", ".join(start["loaded"]) or "nothing",
            "nothing",
            not start["loaded"],
        ),
    ]
    return [f"| {name} | {value} | {goal}: {'met' if met else 'missed'} |" for name, value, goal, met in rows]


def _crowd(found: Found) -> list[str]:
    """Many at once; how much two workers gain is asked where there are two."""
    alone, (least, *more) = found["alone"], found["rates"]
    paused, at_once = found["paused"] / alone, found["at once"] / alone
    rows = [
        ("answers that failed", str(len(found["faults"])), "none", not found["faults"]),
        ("p95, a second between pages", f"{paused:.1f} × ({found['paused']:.0f} ms)", "≤ 10", paused <= 10),
        ("p95, no pause", f"{at_once:.1f} × ({found['at once']:.0f} ms)", "≤ 10", at_once <= 10),
        *(
            (
                "throughput, × of one worker",
                f"{rate / least:.2f} ({rate:.0f} a second)",
                "≥ 1.7 where two cores are free",
                rate >= 1.7 * least,
            )
            for rate in more
        ),
    ]
    who = (
        f"{found['clients']} clients at once, workers: {found['workers']}, p50 of one client: {alone:.0f} ms"
    )
    told = [f"| {name} | {text} | {goal}: {'met' if met else 'missed'} |" for name, text, goal, met in rows]
    return [
        f"{who}.",
        "",
        "| many at once | × p50 of one client | goal |",
        "|---|---|---|",
        *told,
        *found["faults"][:1],
        "",
    ]


def growth(engine: str, found: dict[int, Found]) -> str:
    """How much longer everything takes in the largest database than in the smallest."""
    least, most = min(found), max(found)
    small = {measured["name"]: measured for measured in found[least]["operations"]}
    lines = [f"## {engine}, from {least:,} to {most:,}", "", "| operation | growth | of the floor | goal |"]
    lines.append("|---|---|---|---|")
    for large in found[most]["operations"]:
        before, goal = small[large["name"]], large["goal"]["growth"]
        ours, floor = large["p50"] / before["p50"], large["floor"] / before["floor"]
        told = f"≤ {goal:g} × {'met' if ours <= goal else 'missed'}"
        lines.append(f"| {large['name']} | {ours:.2f} × | {floor:.2f} × | {told} |")
    return "\n".join([*lines, ""])
