#!/usr/bin/env python3
"""Checks a Guiping log with nothing but Python: chain, seals, times, and places that others have seen.

It says the same as `guiping log verify`, from an own reading of the rules in docs/evidence.md, so that nobody has to
trust the program about its own log. Python 3.8 or newer, standard library only.

    guiping_check.py LOG [--seal-key FILE] [--receipt FILE ...] [--seen SEQ:HASH ...] [--json]

LOG is a JSONL export (`guiping log export --format jsonl`), a `.glog` file or a copy of log.db. Never point it at the log.db of a running
counter: an old SQLite may harm it. A receipt's signature is checked with openssl, see docs/evidence.md.
Exit status: 0 every log is ok, 1 not, 2 wrong usage, 3 could not read.
"""
import argparse
import functools
import hashlib
import hmac
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import urllib.parse

ZERO = "0" * 64
SEAL_ENTRIES, SEAL_MS = 256, 600_000
SLACK_MS, NOTED_WITHIN_MS = 5_000, 60_000
# No key gets farther from the one at hand: a seal may say that it is of any epoch.
FARTHEST_EPOCHS = 500_000
GRAVITY = ["damaged", "edited", "tail-missing", "forked", "unsealed", "time-odd"]


def is_sqlite(path):
    with open(path, "rb") as file:
        return file.read(16) == b"SQLite format 3\0"


@functools.lru_cache(maxsize=None)
def opened(path):
    """A connection on a copy of log.db, which is not changed. Entries may stand in a -wal beside it: SQLite would take that
    in, so it reads copies of both."""
    wal, uri = path + "-wal", "file:%s?mode=ro"
    if os.path.exists(wal) and os.path.getsize(wal):
        folder = tempfile.TemporaryDirectory()
        opened.folders.append(folder)
        for part in (path, wal):
            shutil.copy(part, os.path.join(folder.name, "log.db" + part[len(path):]))
        path = os.path.join(folder.name, "log.db")
    else:
        uri += "&immutable=1"
    db = sqlite3.connect(uri % urllib.parse.quote(path), uri=True)
    # What is not UTF-8 is not what was hashed.
    db.text_factory = lambda text: text.decode("utf-8", "replace")
    return db


opened.folders = []


def rows_of(path):
    """Yields (log, seq, prev, hash, body) in the order of log and seq."""
    if is_sqlite(path):
        query = "select log_id, seq, hex(prev), hex(hash), body from entry order by log_id, seq"
        for log, seq, prev, digest, body in opened(path).execute(query):
            yield log, seq, prev.lower(), digest.lower(), body
        return
    with open(path, encoding="utf-8-sig") as file:
        for count, line in enumerate(file, 1):
            try:
                row = json.loads(line) if line.strip() else {}
                # A .glog has lines of its own around the entries.
                if "body" in row:
                    texts = [row[name] for name in ("log_id", "prev", "hash", "body")]
                    if not (all(isinstance(text, str) for text in texts) and whole(row["seq"])):
                        raise ValueError("not an entry")
                    yield row["log_id"], row["seq"], row["prev"], row["hash"], row["body"]
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError("line %d: %s" % (count, error)) from error


def anchors_of(path):
    """Where a copy of log.db says that each log begins after older entries have left it; None for what does not say."""
    if not is_sqlite(path):
        return None
    db = opened(path)
    if not db.execute("select 1 from sqlite_master where name = 'anchor'").fetchone():
        return {}
    return {log: (seq, head.lower()) for log, seq, head in
            db.execute("select log_id, seq, hex(hash) from anchor order by seq")}


def number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def whole(value):
    return number(value) and value == int(value) and abs(value) < 2**53


def no_json(name):
    raise ValueError("%s is not JSON" % name)


def look(body):
    """The fields of an entry that the checks read, or None for what is no entry."""
    try:
        value = json.loads(body, parse_constant=no_json)
    except ValueError:
        return None
    if not isinstance(value, dict):
        return None
    texts = all(isinstance(value.get(name), str) for name in ("kind", "id", "boot"))
    return value if texts and number(value.get("at")) and number(value.get("mono")) else None


def mac(key, text):
    return hmac.new(bytes.fromhex(key), text.encode(), hashlib.sha256).hexdigest()


class Seals:
    """Are the seals there, in order, close enough together, and, with a key, made by it?"""

    def __init__(self, keys, must_seal):
        self.keys = {key["series"]: dict(key) for key in keys}
        self.any_key, self.promised = bool(keys), must_seal
        self.last, self.first, self.told, self.count, self.checked, self.leap = None, 0, False, 0, 0, 0

    def once(self, why, seq):
        if self.told:
            return None
        self.told = True
        return "unsealed", why, seq

    def seal(self, log, seq, prev, entry):
        before = self.last
        self.count += 1
        series, epoch = entry.get("series"), entry.get("epoch")
        place, head, made = entry.get("seq"), entry.get("head"), entry.get("mac")
        form = all(isinstance(text, str) for text in (series, head, made)) and number(place)
        form = form and whole(epoch) and epoch >= 1
        if not form:
            series, epoch = "", 0
        self.last = {"series": series, "epoch": epoch, "boot": entry["boot"], "mono": entry["mono"], "entries": 0}
        if not form or place != seq - 1 or head != prev:
            return "edited", "seal", seq
        same = before is not None and before["series"] == series
        key = self.keys.get(series)
        if key is None and (self.any_key or (before and not same)):
            return self.once("series", seq)
        self.leap += max(0, epoch - key["epoch"] - 1) if key else 0
        if self.leap >= FARTHEST_EPOCHS:
            return "edited", "seal", seq
        if key is not None and epoch >= key["epoch"]:
            while key["epoch"] < epoch:
                key["key"] = mac(key["key"], "evolve")
                key["epoch"] += 1
            text = "guiping-seal/1\n%s\n%d\n%d\n%s" % (log, epoch, place, head)
            if not hmac.compare_digest(mac(key["key"], text).encode(), made.encode("utf-8", "replace")):
                return "edited", "seal", seq
            self.checked += 1
        if same and epoch <= before["epoch"]:
            return "edited", "epoch", seq
        if same and epoch > before["epoch"] + 1:
            return "tail-missing", "epoch", seq
        return None

    def step(self, log, seq, prev, entry):
        if entry["kind"] == "log.sealed":
            return self.seal(log, seq, prev, entry)
        if entry["kind"] == "log.enrolled" and "seals" in entry:
            self.promised = True
        # What has left was sealed, and so must be the rest.
        if entry["kind"] == "log.pruned" and entry.get("seal"):
            self.promised = True
        if entry["kind"] != "log.opened" and not self.first:
            self.first = seq
        last = self.last
        if last is None:
            return None
        missing = last["entries"] >= SEAL_ENTRIES
        if "side" not in entry:
            missing = missing or last["boot"] != entry["boot"] or entry["mono"] - last["mono"] >= SEAL_MS
        last["entries"] += 1
        return self.once("no-seal", seq) if missing else None

    def end(self):
        return self.once("no-seal", self.first) if self.promised and not self.last and self.first else None


class Times:
    """Can these times have been so? A jump of the wall clock that nothing noted is odd."""

    def __init__(self):
        self.past, self.boot, self.mono, self.base, self.jump, self.told = set(), None, 0, 0, None, False

    def odd(self, why, seq):
        if self.told:
            return None
        self.told = True
        return "time-odd", why, seq

    def step(self, seq, entry):
        if "side" in entry:
            return None
        boot, mono, offset = entry["boot"], entry["mono"], entry["at"] - entry["mono"]
        if boot != self.boot:
            again = boot in self.past
            if self.boot is not None:
                self.past.add(self.boot)
            self.boot, self.mono, self.base, self.jump = boot, mono, offset, None
            return self.odd("mono", seq) if again else None
        if mono < self.mono - SLACK_MS:
            return self.odd("mono", seq)
        self.mono = max(self.mono, mono)
        kind = entry["kind"]
        if kind == "app.resumed" or (kind == "clock.observed" and entry.get("source") == "jump"):
            self.base, self.jump = offset, None
            return None
        if abs(offset - self.base) > SLACK_MS:
            self.jump = self.jump or (seq, mono)
        else:
            self.base, self.jump = offset, None
        late = self.jump and mono - self.jump[1] > NOTED_WITHIN_MS
        return self.odd("wall", self.jump[0]) if late else None


class Judge:
    """The verdict on one log."""

    def __init__(self, log, keys, seen, must_seal, anchor):
        self.log, self.seq, self.head, self.cut, self.found = log, 0, ZERO, None, []
        # What the first entry follows: nothing, or entries that have left, which one among the rest must say.
        self.start, self.vouched, self.anchor = None, True, anchor
        self.seen, self.seals, self.times = seen, Seals(keys, must_seal), Times()

    def link(self, seq, prev, digest, body, entry):
        want = self.seq + 1
        if seq != want:
            return "edited", "gap", want
        if entry is None:
            return "damaged", "body", want
        if prev != self.head:
            return "edited", "prev", want
        text = "guiping-log/1\n%s\n%d\n%s\n%s" % (self.log, seq, prev, body)
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            return "edited", "hash", want
        return None

    def step(self, seq, prev, digest, body):
        entry = look(body)
        if self.start is None:
            if seq > 1:
                self.seq, self.head, self.vouched = seq - 1, prev, False
            self.start = (self.seq, self.head)
        self.cut = self.cut or self.link(seq, prev, digest, body, entry)
        if self.cut:
            return
        self.seq, self.head = seq, digest
        if entry["kind"] == "log.pruned" and (entry.get("to"), entry.get("head")) == self.start:
            self.vouched = True
        if any(place == seq and not digest.startswith(known) for place, known in self.seen):
            self.found.append(("forked", "place", seq))
        for found in (self.seals.step(self.log, seq, prev, entry), self.times.step(seq, entry)):
            if found:
                self.found.append(found)

    def report(self):
        found = list(self.found)
        start = self.start or (0, ZERO)
        if self.anchor is not None and self.anchor != start:
            found.append(("edited", "anchor", start[0] + 1))
        if any(place == start[0] and not start[1].startswith(known) for place, known in self.seen):
            found.append(("forked", "place", start[0]))
        if any(place > self.seq for place, _ in self.seen):
            found.append(("tail-missing", "beyond", self.seq + 1))
        end = self.seals.end()
        found += [end] if end else []
        lost = not self.cut and not self.vouched
        gap = ("edited", "gap", 1) if lost else None
        first = self.cut or gap or next((f for grave in GRAVITY for f in found if f[0] == grave), None)
        verdict, why, bad = first or ("ok", "", None)
        return {
            "logId": self.log, "verdict": verdict, "why": why, "entries": 0 if lost else self.seq,
            "head": ZERO if lost else self.head, "pruned": 0 if lost else start[0],
            "firstBad": bad, "seals": self.seals.count, "checkedSeals": self.seals.checked,
        }


def is_noise(path):
    """Neither a database nor text: a log.db that lost its first page, for one."""
    with open(path, "rb") as file:
        return b"\0" in file.read(512) and not is_sqlite(path)


def glog_place(path):
    """(log, seq, hash) up to which a .glog was written, as its first line says: a file that was cut is missed so."""
    if is_sqlite(path):
        return []
    with open(path, encoding="utf-8-sig") as file:
        line = file.readline()
    try:
        header = json.loads(line) if line.startswith('{"glog":') else {}
    except ValueError:
        return []  # Whoever reads the entries names the line.
    place = [header.get(name) for name in ("log_id", "to", "head")]
    return [place] if whole(place[1]) and isinstance(place[2], str) else []


def places_of(options):
    """(log or None, seq, hash) of everything that was seen elsewhere."""
    yield from glog_place(options.log)
    for path in options.receipt:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        facts = dict(re.findall(r"^(log|entries|head): (\S+)$", text, re.M))
        if len(facts) < 3:
            raise ValueError("%s is not a receipt" % path)
        yield facts["log"], int(facts["entries"]), facts["head"]
    for seq, digest in options.seen:
        yield None, seq, digest


def seen_place(text):
    found = re.fullmatch(r"(\d+)[:-]([0-9a-fA-F]{8,64})", text)
    if not found:
        raise argparse.ArgumentTypeError("%s is no code from a screen, e.g. 1234-8f3a21c0" % text)
    return int(found.group(1)), found.group(2).lower()


UNREADABLE = {"logId": "", "verdict": "damaged", "why": "unreadable", "entries": 0, "head": "", "pruned": 0,
              "firstBad": None, "seals": 0, "checkedSeals": 0}


def judged(options, keys):
    """The reports of all logs in the file; of a database that cannot be read to its end, the one that says so."""
    if is_noise(options.log):
        return [UNREADABLE]
    places, judges = list(places_of(options)), {}
    try:
        anchors = anchors_of(options.log)
        for log, seq, prev, digest, body in rows_of(options.log):
            if log not in judges:
                seen = [(at, known) for name, at, known in places if name in (None, log)]
                anchor = None if anchors is None else anchors.get(log, (0, ZERO))
                judges[log] = Judge(log, keys, seen, options.must_seal or bool(keys), anchor)
            judges[log].step(seq, prev, digest, body)
    except sqlite3.DatabaseError as error:
        # Of these, OperationalError is the machine's trouble (or no log of Guiping's), and says nothing of the file.
        if isinstance(error, sqlite3.OperationalError):
            raise
        return [UNREADABLE]
    if not judges:
        raise ValueError("no entry in it")
    return [judge.report() for judge in judges.values()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log")
    parser.add_argument("--seal-key", help="the counter's keys: guiping hall seal-key --counter ID")
    parser.add_argument("--receipt", action="append", default=[], help="the text of a receipt")
    parser.add_argument("--seen", action="append", default=[], type=seen_place,
                        help="a code from the screen, e.g. 1234-8f3a21c0")
    parser.add_argument("--must-seal", action="store_true", help="the counter is known to seal its log")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    keys = []
    if options.seal_key:
        with open(options.seal_key, encoding="utf-8") as file:
            keys = json.load(file)
    reports = judged(options, keys)
    for report in reports:
        if options.json:
            print(json.dumps(report))
        else:
            if report["why"] == "unreadable":
                print("damaged       the file cannot be read to its end")
                continue
            # A file may call its log anything, and a terminal obeys some of it.
            report["logId"] = re.sub(r"[^\x20-\x7e]", "?", report["logId"])
            gone = "" if not report["pruned"] else "  (up to entry %(pruned)d they have left)" % report
            bad = "" if report["firstBad"] is None else "  from entry %d (%s)" % (report["firstBad"], report["why"])
            print("%(verdict)-12s  %(logId)s  %(entries)d entries, head %(head)s" % report + gone + bad)
            print("              %(seals)d seals, %(checkedSeals)d checked" % report)
    sys.exit(0 if all(report["verdict"] == "ok" for report in reports) else 1)


if __name__ == "__main__":
    try:
        main()
    except (OSError, KeyError, ValueError, AttributeError, TypeError, RecursionError, sqlite3.Error) as error:
        print("cannot read: %s" % error, file=sys.stderr)
        sys.exit(3)
