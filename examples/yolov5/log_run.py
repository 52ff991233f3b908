#!/usr/bin/env python3
"""Logs finished YOLOv5 trainings to Runboard: curves, parameters, final values and pictures.

    pip install -r requirements.txt
    python log_run.py --project helmets runs/train/exp runs/train/exp2

Each directory becomes an experiment of that name. It holds what YOLOv5 left: `results.csv`, and where
they are there, `opt.yaml`, `hyp.yaml` and pictures such as `confusion_matrix.png`.
"""

import argparse
import csv
import json
import operator
import os
from pathlib import Path
from urllib.parse import quote

import requests
import yaml

PICTURES = (".png", ".jpg", ".jpeg")
# What YOLOv5 itself calls the best epoch: a weighted sum of its two mean average precisions.
FITNESS = {"metrics/mAP_0.5": 0.1, "metrics/mAP_0.5:0.95": 0.9}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", nargs="+", type=Path, metavar="DIRECTORY")
    parser.add_argument("--project", default="yolov5", help="default: %(default)s")
    parser.add_argument("--server", default="http://127.0.0.1:7878", help="default: %(default)s")
    options = parser.parse_args()
    api = Api(options.server)
    api.send("/projects", {"name": options.project}, taken_is_fine=True)
    for run in options.runs:
        log_run(api, options.project, run)
        print(f"{run} is {options.project}/{run.resolve().name}")


def log_run(api, project, run):
    curves = read_curves(run / "results.csv")
    options = read_yaml(run / "opt.yaml")
    # Newer versions keep the hyperparameters among the options, older ones only beside them.
    parameters = {**options, "hyp": options.get("hyp") or read_yaml(run / "hyp.yaml")}
    created = api.send(
        f"/projects/{quote(project, safe='')}/experiments",
        {"name": run.resolve().name, "parameters": parameters},
    )
    experiment = f"/experiments/{created['id']}"
    epochs = curves.pop("epoch")
    for name, value in final_values(epochs, curves).items():
        api.send(f"{experiment}/logs", {"name": name, "type": "VALUE", "data": value})
    for name, values in curves.items():
        data = {"steps": epochs, "values": values}
        api.send(f"{experiment}/logs", {"name": name, "type": "LINE", "data": data})
    for picture in sorted(run.iterdir()):
        if picture.suffix.lower() in PICTURES:
            api.upload(f"{experiment}/images", f"pictures/{picture.stem}", picture)
    for settings in sorted(run.glob("*.yaml")):
        api.upload(f"{experiment}/artifacts", settings.name, settings)
    api.send(experiment, {"status": status(epochs, curves, options)}, method="PATCH")


def read_curves(path):
    """Returns the columns by name; the file pads names and numbers with spaces."""
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = ([cell.strip() for cell in row] for row in csv.reader(file) if row)
    return {name: [float(cell) for cell in column] for name, column in zip(header, zip(*rows))}


def best_row(curves):
    """Returns the row of the best epoch; None if the file lacks the metrics that say which it is."""
    if not FITNESS.keys() <= curves.keys():
        return None
    metrics = zip(*(curves[name] for name in FITNESS))
    fitness = [sum(map(operator.mul, row, FITNESS.values())) for row in metrics]
    return fitness.index(max(fitness))


def final_values(epochs, curves):
    """Returns the numbers of the best epoch by name."""
    best = best_row(curves)
    if best is None:
        return {}
    names = ["metrics/mAP_0.5", "metrics/mAP_0.5:0.95", "metrics/precision", "metrics/recall"]
    values = {f"best {name.removeprefix('metrics/')}": curves[name][best] for name in names if name in curves}
    return {"best epoch": int(epochs[best]), **values}


def status(epochs, curves, options):
    """Returns how the training ended: it ran all its epochs, ran out of patience, or was stopped."""
    best, patience = best_row(curves), options.get("patience", 0)
    ran_out_of_patience = best is not None and 0 < patience <= len(epochs) - 1 - best
    ended = ran_out_of_patience or len(epochs) >= options.get("epochs", 0)
    return "success" if ended else "canceled"


def read_yaml(path):
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


class Api:
    def __init__(self, server):
        self._root = f"{server.rstrip('/')}/api/v1"
        self._session = requests.Session()
        if token := os.environ.get("RUNBOARD_TOKEN"):
            self._session.headers["Authorization"] = f"Bearer {token}"

    def send(self, path, body, method="POST", taken_is_fine=False):
        answer = self._session.request(method, self._root + path, data=json.dumps(body))
        if taken_is_fine and answer.status_code == requests.codes.conflict:
            return None
        return checked(answer)

    def upload(self, path, name, file):
        with open(file, "rb") as content:
            form = {"name": name}
            return checked(self._session.post(self._root + path, data=form, files={"file": content}))


def checked(answer):
    """Returns the answer's JSON, or ends the program with the server's reason."""
    if not answer.ok:
        raise SystemExit(f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text}")
    return answer.json()


if __name__ == "__main__":
    main()
