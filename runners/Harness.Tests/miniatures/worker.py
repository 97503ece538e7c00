"""Workers in miniature: each program's name says how the worker is to behave, rightly or wrongly."""
import json
import mmap
import os
import signal
import struct
import sys
import threading
import time

IN = int(sys.argv[sys.argv.index("--in") + 1])
OUT = int(sys.argv[sys.argv.index("--out") + 1])
REQUESTS = os.fdopen(IN, "r")


def raw(data):
    while data:
        data = data[os.write(OUT, data):]


def say(**message):
    raw(json.dumps(message).encode("ascii") + b"\n")


def begin(key):
    say(m="begin", key=key)


def observe(key, name, value, step=0):
    say(m="observation", key=key, step=step, name=name, body={"kind": "value", "value": {"t": "text", "v": value}})


def end(key, outcome="completed", **rest):
    say(m="end", key=key, outcome=outcome, detail=rest.pop("detail", {}), output="", microseconds=1.5, **rest)


def mark(step, text):
    with open(WITNESS, "r+b") as file:
        with mmap.mmap(file.fileno(), 1 << 20) as memory:
            memory[8:12] = struct.pack("<i", step)
            memory[16:24] = struct.pack("<Q", len(text))
            memory[64:64 + len(text)] = text


def right(key, name):
    begin(key)
    observe(key, "who", name)
    end(key)


def speaks_in_halves(key, name):
    begin(key)
    observe(key, "who", u"\ud800 \udc00\ud83d\ude00 \\ud800 \ud7ff")
    end(key, outcome="raised", detail={"message": u"\udfff"})


def exits_without_end(key, name):
    begin(key)
    os._exit(0)


def exits_with_3(key, name):
    begin(key)
    os._exit(3)


def garbage(key, name):
    begin(key)
    raw(b"Segmentation fault, or so they say\n")


def nul_bytes(key, name):
    begin(key)
    raw(b"\0\0\0{}\0\n")


def says_a_name_twice(key, name):
    begin(key)
    raw(b'{"m":"observation","key":"%s","step":0,"name":"n","body":{"kind":"value","kind":"bytes"}}\n' % key.encode())


def deep_nesting(key, name):
    begin(key)
    raw(b'{"m":"observation","key":"%s","step":0,"name":"n","body":' % key.encode() + b'{"a":' * 5000 + b"1" + b"}" * 5001 + b"\n")


def huge_line(key, name):
    begin(key)
    raw(b"x" * (9 << 20))


def wrong_key(key, name):
    begin(key)
    observe("00" * 16, "who", "a lie")
    end("00" * 16)


def observes_twice(key, name):
    begin(key)
    observe(key, "who", "one")
    observe(key, "who", "two")
    end(key)


def ends_without_begin(key, name):
    end(key)


def invents_an_outcome(key, name):
    begin(key)
    end(key, outcome="splendid")


def answers_late(key, name):
    right(key, name)
    threading.Timer(0.1, lambda: observe(key, "who", "from the past")).start()


def ends_twice(key, name):
    right(key, name)
    end(key)


def dies_at_2(key, name):
    begin(key)
    observe(key, "first", name, step=0)
    os.write(2, b"about to die\n")
    mark(2, b"E take_point\nA 0100000002000000\n")
    os.kill(os.getpid(), signal.SIGSEGV)


def dies_before_begin(key, name):
    os.kill(os.getpid(), signal.SIGABRT)


def once(name):
    """True the first time, in whatever process."""
    path = os.path.join(os.environ["MINIATURE_STATE"], name)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def dies_among_others(key, name):
    if once(name):
        os.kill(os.getpid(), signal.SIGSEGV)
    right(key, name)


def hangs(key, name):
    begin(key)
    mark(1, b"E never\n")
    time.sleep(1000)


def ignores_the_request(key, name):
    pass


def leaks_a_child(key, name):
    begin(key)
    if os.fork() == 0:
        time.sleep(1000)
    open(os.path.join(os.environ["MINIATURE_STATE"], "leader"), "w").write(str(os.getpid()))
    time.sleep(1000)


def dies_and_leaves_a_child(key, name):
    begin(key)
    if os.fork() == 0:
        time.sleep(1000)
    os.kill(os.getpid(), signal.SIGKILL)


def closes_its_channel(key, name):
    begin(key)
    os.close(OUT)
    time.sleep(1000)


def shouts(key, name):
    begin(key)
    for _ in range(64):
        os.write(2, b"!" * 65536)
    end(key)


def crashes_in_a_fork(key, name):
    begin(key)
    mark(4, b"E forked\n")
    end(key, outcome="crashed", detail={"signal": "SIGBUS"})


def tells_its_surroundings(key, name):
    begin(key)
    for variable in sorted(os.environ):
        observe(key, variable, os.environ[variable])
    observe(key, "descriptors", " ".join(sorted(os.listdir("/proc/self/fd"), key=int)))
    observe(key, "process", str(os.getpid()))
    observe(key, "isolation", REQUEST["isolation"])
    observe(key, "forms", " ".join(sorted({"program", "python"} & set(REQUEST))))
    end(key)


def ready(hello):
    mood = os.environ.get("MINIATURE_START", "")
    if mood == "exit":
        os.write(2, b"the fixture does not load\n")
        os._exit(1)
    if mood == "garbage":
        raw(b"Python 2.5 is too old\n")
    if mood == "silence":
        time.sleep(1000)
    if mood == "second-time-exit" and not once("started"):
        os._exit(1)
    answer = {
        "m": "ready",
        "protocol": 7 if mood == "protocol" else 1,
        "takes": ["python"],
        "runtime": {
            "name": "", "implementation": "miniature", "version": "3.9.1", "build": "", "path": "", "system": "linux",
            "architecture": "x86_64", "libc": "", "dataModel": "LP64", "byteOrder": "little",
            "abilities": os.environ.get("MINIATURE_ABILITIES", "fork").split(),
        },
        "control": json.loads(os.environ.get("MINIATURE_CONTROL", "null")) if hello["poisoned"] else None,
    }
    if mood == "problem":
        answer["problem"] = "the fixture library does not load: no such file"
    return answer


HELLO = json.loads(REQUESTS.readline())
WITNESS = HELLO["witness"]
say(**ready(HELLO))
for line in REQUESTS:
    REQUEST = json.loads(line)
    if REQUEST["m"] == "bye":
        break
    behaviour = REQUEST["python"]
    globals()[behaviour](REQUEST["key"], behaviour)
