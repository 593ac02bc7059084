"""report.html: one table with every method, Pareto plots, picture grids and leak matrices. Works without a network.

Pictures are files beside it, by relative paths. Whatever was typed by a person (subject names, class words, errors) is
escaped; there is no script. Not here: the numbers (summary.py), the drawings (charts.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from studio.engine.bench import charts
from studio.engine.bench import plan as plans
from studio.engine.bench.figures import FIGURES, UNTAUGHT, UNTAUGHT_TITLE, Figure
from studio.engine.bench.picture_sets import PictureSets
from studio.engine.bench.plan import BenchPlan, BenchSubject
from studio.engine.bench.prompts import bench_prompts

_GROUPS = {
    "drawings": "Drawings nobody trained on",
    "photographs": "Photographs",
    "library": "Subjects of the library",
}
_STYLE = """
:root{color-scheme:light dark;--paper:#fafaf8;--ink:#1c1e22;--faint:#6a6e76;--line:#d9dade;--card:#fff;--good:#0b6b4f}
@media(prefers-color-scheme:dark){:root{--paper:#191b1f;--ink:#e8e8e6;--faint:#a0a4ac;--line:#393c43;--card:#212429;
--good:#5cc9a3}}
*{box-sizing:border-box}body{margin:0 auto;max-width:1280px;padding:32px 24px 64px;background:var(--paper);
color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,sans-serif}
h1{font-size:28px;margin:0 0 4px}h2{font-size:21px;margin:40px 0 8px}h3{font-size:16px;margin:24px 0 6px}
p,li{max-width:76ch}.faint{color:var(--faint)}.scroll{overflow-x:auto}
table{border-collapse:collapse;background:var(--card);font-variant-numeric:tabular-nums}
th,td{border:1px solid var(--line);padding:5px 9px;text-align:right;vertical-align:top;white-space:nowrap}
th{font-weight:600}th[scope=row]{text-align:left}td.best{color:var(--good);font-weight:600}
td small{display:block;color:var(--faint);font-weight:400}
.grid td,.grid th{text-align:center;white-space:normal;padding:4px;vertical-align:middle;font-size:13px}
.grid th[scope=col]{width:132px;font-weight:400}.grid img{display:block;width:128px;height:128px;border-radius:4px}
.grid th[scope=row]{text-align:right;width:110px}
.grid .photos{min-width:278px}.grid .photos img{display:inline-block;margin:2px}
svg{display:block;width:100%;height:auto;background:var(--card);border:1px solid var(--line);border-radius:6px}
svg.plot{max-width:760px}svg text{font:12px system-ui,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}
svg .tick{fill:var(--faint);font-size:11px}svg .axis{font-size:13px}svg .grid{stroke:var(--line)}
svg .curve{fill:none;stroke-width:2}svg .best{fill:none;stroke-width:1.5}
svg .wanted{stroke:var(--ink);stroke-width:2}svg .value{font-size:11px}
.key span{display:inline-block;margin-right:18px}.key i{display:inline-block;width:11px;height:11px;border-radius:50%;
margin-right:6px}
"""


def html(plan: BenchPlan, told: Mapping[str, Any], sets: PictureSets) -> str:
    """The whole page. told: report.json."""
    titles = {UNTAUGHT: UNTAUGHT_TITLE} | {slug: about["title"] for slug, about in told["methods"].items()}
    parts = [
        "<!DOCTYPE html>\n",
        '<html lang="en"><head><meta charset="utf-8"/>',
        '<meta name="viewport" content="width=device-width,initial-scale=1"/>',
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'\"/>",
        f"<title>Methods side by side</title><style>{_STYLE}</style></head><body>",
        "<h1>Methods side by side</h1>",
        f'<p class="faint">{_head(plan, told)}</p>',
    ]
    for group, about in told["groups"].items():
        parts += _group(group, about, told, titles)
        for subject in plan.subjects:
            if subject.group == group:
                parts.append(_grid(plan, subject, titles, sets))
    parts += _leakage(told, titles)
    parts += _notes(plan, told)
    return "".join([*parts, "</body></html>\n"])


def _head(plan: BenchPlan, told: Mapping[str, Any]) -> str:
    trainings = len(told["trainings"])
    return escape(
        f"Base model {plan.backbone} ({plan.fingerprint[:12]}). Subjects: {len(plan.subjects)}. Trainings of each by "
        f"each method: {plan.seeds}, {trainings} in all. Pictures of each prompt: {plan.pictures}, drawn in "
        f"{plan.steps} steps with guidance {plan.guidance:g}. Likeness Studio {told['studio']}."
    )


def _group(group: str, about: Mapping[str, Any], told: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    out = [f"<h2>{escape(_GROUPS[group])}</h2>", f"<p>{escape(', '.join(about['subjects']))}.</p>"]
    if about["seen"]:
        out.append(
            "<p><strong>Seen:</strong> some of these subjects have fewer than four photos, so their likeness is "
            "measured against photos that were learned from, and flatters.</p>"
        )
    out.append(_table(about["methods"], titles))
    plot = charts.pareto(about["sweep"], titles)
    if plot:
        out.append("<h3>Likeness against prompt fit, strength by strength</h3>")
        keys = "".join(
            f'<span><i style="background:{charts.colour(number)}"></i>{escape(titles.get(method, method))}</span>'
            for number, method in enumerate(about["sweep"])
        )
        out.append(f'<p class="key">{keys}</p>{plot}')
        out.append(
            '<p class="faint">Numbers are strengths. Ringed: no other point is better in both. '
            "Drawn with the first seed of each prompt.</p>"
        )
    return out


def _table(methods: Mapping[str, Mapping[str, Any]], titles: Mapping[str, str]) -> str:
    shown = [figure for figure in FIGURES if any(figure.name in row for row in methods.values())]
    head = "".join(f'<th scope="col" title="{escape(f.what)}">{escape(_titled(f))}</th>' for f in shown)
    rows = []
    for method in methods:
        cells = "".join(_cell(figure, method, methods) for figure in shown)
        rows.append(f'<tr><th scope="row">{escape(titles.get(method, method))}</th>{cells}</tr>')
    return (
        f'<div class="scroll"><table><thead><tr><th scope="col">Method</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _titled(figure: Figure) -> str:
    arrow = {1: " ↑", -1: " ↓", 0: ""}[figure.better]
    unit = f" ({figure.unit})" if figure.unit else ""
    return figure.title + unit + arrow


def _cell(figure: Figure, method: str, methods: Mapping[str, Mapping[str, Any]]) -> str:
    value = methods[method].get(figure.name)
    if value is None:
        return "<td>–</td>"
    taught = [row[figure.name]["mean"] for name, row in methods.items() if name != UNTAUGHT and figure.name in row]
    is_best = (
        method != UNTAUGHT and len(taught) > 1 and value["mean"] == (max(taught) if figure.better > 0 else min(taught))
    )
    interval = ""
    if value["low"] is not None:
        interval = f"<small>{_number(value['low'], figure)} … {_number(value['high'], figure)}</small>"
    marked = ' class="best"' if is_best else ""
    return f"<td{marked}>{_number(value['mean'], figure)}{interval}</td>"


def _number(value: float, figure: Figure) -> str:
    """As it stands in report.json; bytes in groups of three."""
    return f"{value:,}".replace(",", " ") if figure.digits == 0 else f"{value:.{figure.digits}f}"


def _grid(plan: BenchPlan, subject: BenchSubject, titles: Mapping[str, str], sets: PictureSets) -> str:
    """Rows are methods, columns prompts, the photos first; all with the same seed."""
    prompts = bench_prompts(subject.kind)
    methods = [method for method in plan.methods if subject in plan.pupils(method)]
    keys = {UNTAUGHT: plans.untaught_key(subject)}
    keys |= {method: plans.taught_key(method, subject, plan.first_seed) for method in methods}
    head = "".join(f'<th scope="col">{escape(prompt.plain(subject.class_word))}</th>' for prompt in prompts)
    rows = []
    for number, (method, key) in enumerate(keys.items()):
        photos = ""
        if number == 0:
            shown = sets.files(plans.refs_key(subject, plan.first_seed))
            roles = [picture.prompt for picture in sets.read(plans.refs_key(subject, plan.first_seed)).pictures]
            pictures = "".join(
                _image(file, "held out for the score" if role == "report" else "learned from")
                for file, role in zip(shown, roles, strict=True)
            )
            photos = f'<td class="photos" rowspan="{len(keys)}">{pictures}</td>'
        drawn = sets.read(key).pictures[: len(prompts)]
        cells = "".join(
            f"<td>{_image(file, picture.prompt)}</td>" for file, picture in zip(sets.files(key), drawn, strict=False)
        )
        name = "Untaught" if method == UNTAUGHT else titles.get(method, method)
        rows.append(f'<tr>{photos}<th scope="row">{escape(name)}</th>{cells}</tr>')
    return (
        f"<h3>{escape(subject.name)}</h3>"
        f'<div class="scroll"><table class="grid"><thead><tr><th scope="col">the photos</th><th scope="col"></th>{head}'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _image(file: str, said: str) -> str:
    return f'<img src="{quote(file)}" alt="{escape(said)}" title="{escape(said)}" loading="lazy"/>'


def _leakage(told: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    out = [
        "<h2>What an artifact does to others</h2>",
        "<p>A row’s artifact acts while the column’s subject is drawn with its own artifact (or another class, or an "
        "empty prompt, with none). The number is how far the picture moves: 1 − cosine of the CLIP image tower, same "
        "prompt and seed. On the outlined diagonal the move is wanted; everywhere else it is leakage.</p>",
    ]
    shown = 0
    for method, table in told["leakage"].items():
        for name, label in (("change", "How far the picture moves"), ("pull", "How much liker to the row’s subject")):
            if table[name]:
                title = f"{titles.get(method, method)}: {label[0].lower()}{label[1:]}"
                out.append(f"<h3>{escape(title)}</h3>")
                out.append(charts.heat_map(table["rows"], table["columns"], table[name], title))
                shown += 1
    return out if shown else []


def _notes(plan: BenchPlan, told: Mapping[str, Any]) -> list[str]:
    names = {subject.key: subject.name for subject in plan.subjects}
    out = ["<h2>How it was measured</h2><ul>"]
    for figure in FIGURES:
        by = told["figures"][figure.name]["measured_by"]
        out.append(f"<li><strong>{escape(figure.title)}</strong>: {escape(figure.what)}{_by(by)}</li>")
    out.append(
        "<li>Small numbers: 95 % intervals, by bootstrap over subjects and, within each, over trainings. "
        "A single value has none.</li></ul>"
    )
    out += _list("Not measured", told["not_measured"])
    out += _list("Left out", [f"{one['method']}, {names[one['subject']]}: {one['why']}" for one in told["left_out"]])
    out += _list("Failed", [f"{one['method']}, {names[one['subject']]}: {one['why']}" for one in told["failed"]])
    changed = [
        f"{about['title']}: " + ", ".join(f"{key} = {value}" for key, value in about["changed"].items())
        for about in told["methods"].values()
        if about["changed"]
    ]
    out += _list("Settings that differ from the defaults", changed)
    return out


def _by(judge: str) -> str:
    return f' <span class="faint">({escape(judge)})</span>' if judge else ""


def _list(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    return [f"<h3>{escape(title)}</h3><ul>", *(f"<li>{escape(line)}</li>" for line in lines), "</ul>"]
