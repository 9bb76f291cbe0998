"""Compares the reports of runs against the same service, and tells their figures.

usage: verdicts.py REPORT.json…

The exit code is 1 if a requirement has not the same verdict in all of them.
"""

import json
import sys


def verdicts(report):
    """Verdict by requirement, those that follow from the catalogue included."""
    requirements = report["requirements"] + report["generated"]["requirements"]
    return {it["id"]: it["verdict"] for it in requirements}


def figures(report):
    def counted(summary):
        return ", ".join(f"{n} {verdict}" for verdict, n in summary.items() if n)

    run = report["run"]
    n_requirements = sum(report["summary"].values())
    return (
        f"run {run['id']} of {run['started'][:10]}: "
        f"{n_requirements} requirements: {counted(report['summary'])}; "
        f"generated: {counted(report['generated']['summary'])}; "
        f"{run['requests']} requests in {run['seconds']:.1f} s, "
        f"{60 * n_requirements / run['seconds']:.0f} requirements a minute; "
        f"exit {report['exit']['code']}"
    )


def main(paths):
    runs = []
    for path in paths:
        with open(path) as file:
            report = json.load(file)
        print(figures(report), flush=True)
        runs.append(verdicts(report))
    ids = sorted(set().union(*runs))
    n_differing = 0
    for id in ids:
        seen = {}
        for run in runs:
            verdict = run.get(id, "not played")
            seen[verdict] = seen.get(verdict, 0) + 1
        if len(seen) > 1:
            n_differing += 1
            print(f"differs: {id}: " + ", ".join(f"{n} times {it}" for it, n in seen.items()))
    if len(runs) > 1:
        print(f"{len(runs)} runs, {len(ids)} requirements, {n_differing} of them differ")
    return 1 if n_differing else 0


sys.exit(main(sys.argv[1:]))
