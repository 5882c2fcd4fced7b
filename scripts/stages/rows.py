"""rows.py: the frame of a stage in Python, standard library alone (docs/FORMAT.md, docs/STAGES.md).

A stage is a function from a document to new rows:

    from rows import Stage

    def shout(document):
        for sent in document["sent"]:
            if sent["text"].endswith("!"):
                yield "x-shout", sent["sent"]

    Stage("shout", "1.0", cols={"x-shout": ["doc", "sent"]}).run(shout)

Rows that came in are copied byte for byte; the stage's own follow them, before `end`. Where a
document has rows of a type in `cols` already, the stage adds none of it.
"""
import os
import signal
import subprocess
import sys

CONTRACT = {
    "doc": "doc source url published lang bytes title author",
    "par": "doc par kind begin end map text",
    "edit": "doc edit kind action begin end before after",
    "sent": "doc sent par begin end map text",
    "tok": "doc sent tok begin end form lemma upos xpos mwt",
    "ent": "doc ent sent first last begin end type score text",
    "sum": "doc rank sent begin end score text",
    "key": "doc rank score type text id",
}
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def unescape(field):
    if "\\" not in field:
        return field
    out, at = [], 0
    while at < len(field):
        if field[at] == "\\" and at + 1 < len(field):
            # `before` of an edit row has bytes as \xHH: they stay as they are written.
            out.append(ESCAPES.get(field[at + 1], field[at:at + 2]))
            at += 2
        else:
            out.append(field[at])
            at += 1
    return "".join(out)


def escape(field):
    return (str(field).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r"))


class Map:
    """From places in a row's text (counted in characters, as Python does) to raw byte ranges."""

    def __init__(self, row):
        self.text = row["text"]
        begin, end = int(row["begin"]), int(row["end"])
        self.offset = [0]  # bytes before each character
        for c in self.text:
            self.offset.append(self.offset[-1] + len(c.encode()))
        if row["map"]:
            self.runs = [tuple(int(n) for n in run.split(":")) for run in row["map"].split(",")]
        else:
            self.runs = [(0, begin, end - begin)]

    def raw(self, first, last):
        """The raw range of text[first:last]; last > first."""
        return self._place(self.offset[first], False), self._place(self.offset[last] - 1, True)

    def slice(self, first, last):
        """The map of text[first:last], counted from its begin; empty where it is all verbatim."""
        begin, end = self.offset[first], self.offset[last]
        runs = []
        for run in self.runs:
            text, raw, length = run[:3]
            low, high = max(text, begin), min(text + length, end)
            if low >= high and not (length == 0 and begin < text < end):  # what was taken out inside stays told
                continue
            if len(run) == 4:
                runs.append(f"{low - begin}:{raw}:{high - low}:{run[3]}")
            else:
                runs.append(f"{low - begin}:{raw + low - text}:{high - low}")
        return ",".join(runs) if len(runs) > 1 or runs and runs[0].count(":") == 3 else ""

    def _place(self, byte, is_end):
        for run in self.runs:
            text, raw, length = run[:3]
            if text <= byte < text + length:
                if len(run) == 4:  # a replaced run stands for all of its raw range
                    return raw + run[3] if is_end else raw
                return raw + byte - text + is_end
        raise ValueError("a place outside of the map")


def output_of(command, text, is_talkative=False):
    """
    What a program prints when it gets the text; where it fails, this stage ends with its exit code. What a
    talkative one says on stderr is left out.
    """
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a program that does not read to the end
    try:
        done = subprocess.run(command, input=text, encoding="utf-8", stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL if is_talkative else None)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        sys.exit(78)
    finally:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if done.returncode:
        print(f"{command[0]}: exit code {done.returncode}", file=sys.stderr)
        sys.exit(done.returncode if done.returncode > 0 else 70)
    return done.stdout


class Document(dict):
    """Rows by type, each a dict by column; `facts` is the doc row."""

    status = ""

    def __missing__(self, kind):
        return []


class Stage:
    def __init__(self, name, version, cols, model="", options="", replaces=()):
        self.name, self.version, self.model, self.options = name, version, model, options
        self.cols, self.replaces = cols, set(replaces)
        self.columns = {kind: names.split() for kind, names in CONTRACT.items()}
        self.columns["end"] = ["doc", "status", "rows"]

    def run(self, function, source=None, target=None):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        source = source or open(0, encoding="utf-8", errors="surrogateescape", newline="\n")
        target = target or open(1, "w", encoding="utf-8", newline="\n")
        try:
            self._run(function, source, target)
        except OSError as error:
            print(f"{self.name}: <stdout>: {error.strerror}", file=sys.stderr)
            os._exit(74)  # what is buffered cannot be written either

    def _run(self, function, source, target):
        self.seen, self.documents, self.total = set(), 0, 0  # of the output
        part = [0, 0]  # documents and rows since the last #eof, as they came in
        document, kept, is_whole = None, [], False
        for line in source:
            fields = line.rstrip("\n").split("\t")
            kind = fields[0]
            if not line.endswith("\n") or "\r" in line:
                self._fail("a row that is cut off or ends in CR")
            if not self.seen and kind != "#copydesk":
                self._fail("no header, expected #copydesk first")
            if kind == "#eof":
                if document is not None or not self._matches(fields[1:3], part):
                    self._fail(f"#eof says {fields[1:3]}, found {part}")
                part, is_whole = [0, 0], True
                continue
            is_whole = False
            if kind.startswith("#"):
                self._header(target, line, fields)
                continue
            if not self.total:
                self._own_header(target)
            part[1] += 1
            if kind == "doc":
                if document is not None:
                    self._fail(f"document {document.facts['doc']}: no end row")
                document, kept, came = Document(), [], 0
                part[0] += 1
            if document is None:
                self._fail(f"{kind} row outside a document")
            came += 1
            if any("\udc80" <= c <= "\udcff" for c in line):  # a byte that is no UTF-8: the row is left out
                kept.append("\t".join(["err", document.facts["doc"], self.name, "E_UTF8", "", "", kind + " row"]) + "\n")
                document.status = "partial"
                continue
            row = dict(zip(self.columns.get(kind, []), map(unescape, fields[1:])))
            if kind == "doc":
                document.facts = row
            if kind != "end":
                document.setdefault(kind, []).append(row)
                if kind not in self.replaces:
                    kept.append(line)
                continue
            if not self._matches([row["rows"]], [came]):
                self._fail(f"document {row['doc']}: found {came} rows, its end says {row['rows']}")
            self._finish(target, document, kept, fields, function)
            document = None
        if document is not None:
            self._fail(f"document {document.facts['doc']}: cut off, no end row")
        if not is_whole:
            self._fail("no #eof row: the stream was cut off")
        if not self.total:
            self._own_header(target)
        target.write(f"#eof\t{self.documents}\t{self.total}\n")
        target.flush()

    def _finish(self, target, document, kept, end, function):
        had = {kind for kind in document if kind in self.cols and kind not in self.replaces}
        for new in function(document) or ():
            if new[0] not in had:
                kept.append("\t".join([new[0], document.facts["doc"], *map(escape, new[1:])]) + "\n")
        if document.status and end[2] == "ok":
            end[1 + self.columns["end"].index("status")] = document.status
        end[1 + self.columns["end"].index("rows")] = str(len(kept) + 1)
        kept.append("\t".join(end) + "\n")
        target.writelines(kept)
        target.flush()
        self.documents += 1
        self.total += len(kept)

    def _header(self, target, line, fields):
        if fields[0] == "#copydesk" and fields[1].split(".")[0] != "1":
            self._fail(f"contract version {fields[1]}, expected 1")
        if fields[0] == "#cols":
            self.columns[fields[1]] = fields[2:]
        if line not in self.seen:
            self.seen.add(line)
            target.write(line)

    def _own_header(self, target):
        lines = ["\t".join(["#stage", self.name, self.version, self.model, self.options]) + "\n"]
        errors = {} if "err" in self.columns else {"err": "doc stage code begin end message"}
        for kind, names in {**self.cols, **errors}.items():
            names = names.split() if isinstance(names, str) else names
            lines.append("\t".join(["#cols", kind, *names]) + "\n")
        for line in lines:
            self._header(target, line, line[:-1].split("\t"))

    def _matches(self, fields, counts):
        return all(field in ("", str(count)) for field, count in zip(fields, counts))

    def _fail(self, what):
        print(f"{self.name}: <stdin>: {what}", file=sys.stderr)
        sys.exit(65)
