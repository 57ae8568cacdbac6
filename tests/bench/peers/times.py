"""What `times` tells, with pandas and numpy. times.py FOLDER"""
import os
import sys

import numpy as np
import pandas as pd

YEAR = 365.25
OPEN = 10**9
GRADES = ["inadequate", "requires improvement", "good", "outstanding"]


def to_days(dates):
    """Whole days; a date that is missing lies far ahead."""
    days = dates.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), OPEN, days.astype(np.int64))


def find_episodes(path):
    """From the first of a run of bad ratings to the first of a run of better ones, or the end."""
    ratings = pd.read_csv(path, usecols=["council", "inspected", "judgement", "grade"],
                          dtype={"judgement": "category", "grade": "category"},
                          parse_dates=["inspected"])
    ratings = ratings[(ratings["judgement"] == "overall") & ratings["grade"].isin(GRADES)]
    codes, names = pd.factorize(ratings["council"])
    day = to_days(ratings["inspected"])
    bad = (ratings["grade"] == "inadequate").to_numpy()
    order = np.lexsort((day, codes))
    council, day, bad = codes[order], day[order], bad[order]

    turn = np.ones(len(day), bool)
    turn[1:] = (council[1:] != council[:-1]) | (bad[1:] != bad[:-1])
    as_of = day.max()
    council, day, bad = council[turn], day[turn], bad[turn]
    improved = np.zeros(len(day), bool)
    improved[:-1] = council[:-1] == council[1:]
    end = np.where(improved, np.append(day[1:], as_of), as_of)
    episodes = pd.DataFrame({"council": council, "origin": day, "days": end - day,
                             "event": improved})[bad]
    return episodes[episodes["days"] > 0], names


def cut(episodes, names, path):
    """Each where the model changes, and whole."""
    spells = pd.read_csv(path, usecols=["council", "model", "start", "end"],
                         dtype={"model": "category"}, parse_dates=["start", "end"])
    spells["council"] = pd.Index(names).get_indexer(spells["council"])
    spells["start"], spells["end"] = to_days(spells["start"]), to_days(spells["end"])
    parts = episodes.merge(spells, on="council")
    until = parts["end"] - parts["origin"]
    segments = pd.DataFrame({
        "model": parts["model"],
        "start": (parts["start"] - parts["origin"]).clip(lower=0),
        "stop": np.minimum(until, parts["days"]),
        "event": parts["event"] & (parts["days"] <= until)})
    segments = segments[segments["start"] < segments["stop"]]
    whole = pd.DataFrame({"model": "(all)", "start": 0, "stop": episodes["days"],
                          "event": episodes["event"]})
    yield from segments.groupby("model", observed=True)
    yield "(all)", whole


def estimate(start, stop, event):
    """Kaplan and Meier's curve with delayed entry: times, and the survival from each on."""
    n_days = stop.max() + 1
    entered = np.cumsum(np.bincount(start, minlength=n_days))
    ended = np.bincount(stop, minlength=n_days)
    deaths = np.bincount(stop[event], minlength=n_days)
    times = np.flatnonzero(ended)
    at_risk = entered[times - 1] - (np.cumsum(ended) - ended)[times]
    return times, np.cumprod(1 - deaths[times] / at_risk)


def find_median(times, survival):
    """The rule of R's print.survfit."""
    below = np.flatnonzero(survival < 0.5 + 1.5e-8)
    if len(below) == 0:
        return np.nan
    first = below[0]
    further = np.flatnonzero(survival < survival[first])
    if abs(survival[first] - 0.5) < 1.5e-8 and len(further) > 0:
        return (times[first] + times[further[0]]) / 2
    return times[first]


def describe(model, segments):
    """A row of the table. Nothing is said from the day on which the curve falls to 0 before the
    last has entered, nor of days after the last, unless it has fallen to 0."""
    start, stop = segments["start"].to_numpy(), segments["stop"].to_numpy()
    event = segments["event"].to_numpy()
    times, survival = estimate(start, stop, event)
    fallen = times[survival <= 0]
    is_emptied = len(fallen) > 0 and start.max() >= fallen[0]
    blank = fallen[0] if is_emptied else OPEN if len(fallen) > 0 else times[-1] + 0.1
    row = {"model": model, "segments": len(stop), "events": event.sum(),
           "median_years": np.nan if is_emptied else find_median(times, survival) / YEAR}
    for years in (1, 2, 3, 5):
        n = np.searchsorted(times, years * YEAR, side="right")
        s = survival[n - 1] if n > 0 else 1
        row[f"improved_{years}y"] = 1 - s if years * YEAR < blank else np.nan
    return row


def main():
    folder = sys.argv[1]
    episodes, names = find_episodes(os.path.join(folder, "ratings.csv"))
    groups = cut(episodes, names, os.path.join(folder, "models.csv"))
    table = pd.DataFrame([describe(model, segments) for model, segments in groups])
    table.to_csv(sys.stdout, index=False)


main()
