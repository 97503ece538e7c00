"""Touchstone's worker for every Python: runs lowered programs and says what it saw. The protocol is in ../PROTOCOL.md.

Syntax of 2.7, standard library only. `run_request` is all of it but the channel, so that a host may embed it.
"""
import ctypes
import json
import os
import sys
import time

import fingerprint
import lifetimes
import observer
import values
import witness

PROTOCOL = 1
NO_END = 70  # how a forked child leaves when it could not say how its program ended

clock = getattr(time, "perf_counter", time.time)


class Worker(object):
    """One conversation: `hello` first, then programs. Answers go out by emit(objects), a list at a time."""

    def __init__(self):
        self.fixtures = self.record = self.broken = None
        self.forks = False

    def take(self, message, emit, other=None):
        """Answers one message. False after `bye`."""
        kind = message.get("m")
        if kind == "hello":
            self.hello(message, emit)
        elif kind == "run":
            self.run(message, emit, other)
        elif kind != "bye":
            raise ValueError("unknown message %r" % (kind,))
        return kind != "bye"

    def hello(self, message, emit):
        self.forks = message.get("fork", True) and hasattr(os, "fork")
        if message.get("witness"):
            os.environ["TOUCHSTONE_WITNESS"] = message["witness"]
            self.record = witness.Witness(message["witness"])
        try:
            self.fixtures = observer.Fixtures(message["fixtures"])
        except Exception:  # each runtime has its own way to say that a library will not load
            self.broken = "the fixture library does not load: %s" % values.message_of(sys.exc_info()[1])
        ready = {
            "m": "ready",
            "protocol": PROTOCOL,
            "takes": ["python"],
            "runtime": fingerprint.describe(bool(message.get("poisoned")), self.forks),
        }
        if message.get("poisoned"):
            ready["control"] = self.control()
        if self.broken:
            ready["problem"] = self.broken
        emit([ready])

    def control(self):
        """In a forked child where there is fork: the known dangling memory may hurt whoever looks at it."""
        return observer.Observer(None, None, None, self.forks).isolated(lifetimes.control)

    def run(self, message, emit, other):
        key = message["key"]
        emit([{"m": "begin", "key": key}])
        if self.broken:
            emit([end_of(key, "precondition-unmet", {"message": self.broken})])
            return
        if self.record is not None:
            self.record.reset()
        if not self.forks or message.get("isolation") == "shared":
            # One write for all: a program that may share a process is not expected to kill it.
            answers = []
            self.execute(message, answers.append, other)
            emit(answers)
        else:
            self.run_forked(message, emit)

    def run_forked(self, message, emit):
        started = clock()
        child = os.fork()
        if child == 0:
            status = NO_END
            try:
                self.execute(message, lambda answer: emit([answer]), None)
                status = 0
            finally:
                os._exit(status)
        status = wait(child)
        if status == 0:
            return
        detail = {"message": "the process exited with %d and no end" % os.WEXITSTATUS(status)}
        if os.WIFSIGNALED(status):
            detail = {"signal": observer.signal_name(os.WTERMSIG(status))}
        if self.record is not None:
            detail["step"] = self.record.step()
            detail["witness"] = self.record.text()
        emit([end_of(message["key"], "crashed", detail, microseconds=(clock() - started) * 1e6)])

    def execute(self, message, emit, other):
        key = message["key"]

        def observe(step, name, body):
            emit({"m": "observation", "key": key, "step": step, "name": name, "body": body})

        case = load(message["python"])
        watching = observer.Observer(observe, self.fixtures, self.record, self.forks, other)
        started = clock()
        with watching:
            outcome, detail = outcome_of(case, watching)
        took = (clock() - started) * 1e6
        watching.finish()
        emit(end_of(key, outcome, detail, watching.output.text(), took))


def load(source):
    names = {}
    # Not inheriting: a __future__ import of this file is none of the program's.
    exec(compile(source, "<case>", "exec", 0, True), names)
    return names["case"]


def outcome_of(case, watching):
    try:
        case(watching, ctypes)
        return "completed", {}
    except observer.Unmet as problem:
        return "precondition-unmet", {"message": values.message_of(problem)}
    except observer.Unsupported as problem:
        return "unsupported", {"message": values.message_of(problem)}
    except Exception as error:
        detail = {"step": watching.step, "raised": values.class_names(error), "message": values.message_of(error)}
        return "raised", detail


def end_of(key, outcome, detail, output="", microseconds=0.0):
    return {"m": "end", "key": key, "outcome": outcome, "detail": detail, "output": output, "microseconds": microseconds}


def wait(child):
    while True:
        try:
            return os.waitpid(child, 0)[1]
        except OSError as problem:  # 2.7 does not retry an interrupted call
            if problem.errno != 4:
                raise


_embedded = Worker()


def run_request(text, emit, other=None):
    """For hosts that embed Python: one line of the protocol in, emit(line) for each line out, without its line break."""

    def emit_each(answers):
        for answer in answers:
            emit(json.dumps(answer))

    return _embedded.take(json.loads(text), emit_each, other)


def no_core_files():
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except Exception:  # only a convenience: a crash is faster without one
        pass


def lines(descriptor):
    rest = b""
    while True:
        part = os.read(descriptor, 65536)
        if not part:
            return
        found = (rest + part).split(b"\n")
        rest = found.pop()
        for line in found:
            yield line


def main(arguments):
    options = dict(zip(arguments[::2], arguments[1::2]))
    source, sink = int(options["--in"]), int(options["--out"])
    worker = Worker()
    no_core_files()

    def emit(answers):
        observer.write_all(sink, "".join(json.dumps(answer) + "\n" for answer in answers).encode("ascii"))

    for line in lines(source):
        if not worker.take(json.loads(line.decode("ascii")), emit):
            return


if __name__ == "__main__":
    main(sys.argv[1:])
