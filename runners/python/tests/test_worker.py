"""The observations and the worker around them, on the Python that runs this file. Syntax of 2.7."""
import ctypes
import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import aliasing
import lifetimes
import observer
import values
import witness
import worker


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int)]


class Line(ctypes.Structure):
    _fields_ = [("a", Point), ("b", Point)]


def cells(*handles):
    return aliasing.observe(["h%d" % i for i in range(len(handles))], list(handles))["matrix"]


class AliasTest(unittest.TestCase):
    def test_a_nested_struct_is_a_part_of_its_parent_and_a_copy_is_not(self):
        line = Line((1, 2), (3, 4))
        copy = Point.from_buffer_copy(line.b)
        self.assertEqual([["=", "-8", "."], ["+8", "=", "."], [".", ".", "="]], cells(line, line.b, copy))

    def test_handles_without_memory_have_no_cells(self):
        self.assertEqual([["=", "-"], ["-", "-"]], cells(Point(), 5))

    def test_bytes_are_read_only_for_python_and_written_by_C(self):
        data = bytes(bytearray(b"some bytes"))
        pointer = ctypes.cast(ctypes.c_char_p(data), ctypes.POINTER(ctypes.c_char * 4))
        body = aliasing.observe(["data", "view"], [data, pointer.contents])
        self.assertEqual([["ro", "ro"], ["+0", "="]], body["matrix"])
        self.assertEqual([["=", "+0"], None], body["native"])
        self.assertEqual(["R0+0:10", "R0+0:4"], body["regions"])
        self.assertEqual(b"some bytes", data)

    def test_everything_is_restored(self):
        line = Line((1, 2), (3, 4))
        before = values.memory(line)
        cells(line, line.a, line.b)
        self.assertEqual(before, values.memory(line))

    def test_regions_are_found_by_either_direction(self):
        block = (ctypes.c_char * 16)()
        ends = [(ctypes.c_char * 8).from_buffer(block, at) for at in (0, 8)]
        body = aliasing.observe(["all", "low", "high"], [block] + ends)
        self.assertEqual(["R0+0:16", "R0+0:8", "R0+8:8"], body["regions"])
        self.assertEqual(".", body["matrix"][1][2])

    def test_identity_is_the_first_handle_that_is_the_same_object(self):
        point, other = Point(), Point()
        self.assertEqual([0, 1, 0], aliasing.observe(["a", "b", "c"], [point, other, point])["identity"])

    def test_partly_overlapping_views_are_no_contradiction_of_typed_writes(self):
        block = bytearray(16)
        body = aliasing.observe(["i", "h"], [(ctypes.c_int * 2).from_buffer(block), (ctypes.c_short * 3).from_buffer(block, 2)])
        self.assertEqual("-2", body["matrix"][0][1])
        self.assertNotIn("typed", body)

    def test_large_windows_are_probed_at_their_ends_and_at_powers_of_two(self):
        self.assertEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64, 92, 93, 94, 95, 96, 97, 98, 99], aliasing.probes(100))


class FaultyHandleTest(unittest.TestCase):
    """What a wrong runtime would show: windows that lie, made by hand."""

    def observe(self, *windows):
        original = aliasing.window
        aliasing.window = lambda handle: handle
        try:
            return aliasing.observe(["h%d" % i for i in range(len(windows))], list(windows))
        finally:
            aliasing.window = original

    def window(self, memory, start=0, size=None, write=None, address=None):
        size = len(memory) if size is None else size

        def store(at, byte):
            memory[start + at] = byte

        return aliasing.Window(size, lambda: bytearray(memory[start : start + size]), write or store, address)

    def test_a_handle_that_does_not_read_back_its_writes_is_unstable(self):
        self.assertEqual(["h0"], self.observe(self.window(bytearray(4), write=lambda at, byte: None))["unstable"])

    def test_a_write_that_reaches_only_some_bytes_of_another_is_partial(self):
        near, far = bytearray(4), bytearray(4)

        def store(at, byte):
            near[at] = byte
            if at < 2:
                far[at] = byte

        self.assertEqual("=!partial", self.observe(self.window(near, write=store), self.window(far))["matrix"][0][1])

    def test_a_write_that_lands_here_and_there_is_irregular(self):
        near, far = bytearray(4), bytearray(4)

        def store(at, byte):
            near[at] = byte
            far[3 - at] = byte

        self.assertEqual("irregular", self.observe(self.window(near, write=store), self.window(far))["matrix"][0][1])

    def test_addresses_that_overlap_without_sharing_disagree(self):
        body = self.observe(self.window(bytearray(4), address=100), self.window(bytearray(4), address=102))
        self.assertEqual([["h0", "h1"], ["h1", "h0"]], body["address-disagrees"])

    def test_addresses_apart_that_share_disagree(self):
        memory = bytearray(4)
        body = self.observe(self.window(memory, address=100), self.window(memory, address=200))
        self.assertEqual([["h0", "h1"], ["h1", "h0"]], body["address-disagrees"])


class CachingTest(unittest.TestCase):
    """What a runtime would show that keeps values beside the memory."""

    def typed(self, read, write):
        original = aliasing.leaf_of
        aliasing.leaf_of = lambda handle: (read, write)
        try:
            return aliasing.observe(["v"], [ctypes.c_int(7)])["typed"]
        finally:
            aliasing.leaf_of = original

    def test_a_setter_that_does_not_reach_memory_contradicts_the_bytes(self):
        self.assertEqual([["."]], self.typed(lambda: 7, lambda value: None))

    def test_a_getter_that_does_not_look_at_memory_is_stale(self):
        held = [7]
        self.assertEqual([["stale"]], self.typed(lambda: held[0], lambda value: held.__setitem__(0, value)))


class LifetimeTest(unittest.TestCase):
    def answer(self, make, let_go):
        subject, owner = make()
        watched = lifetimes.watch(["s"], [subject], [owner[0]])
        let_go(owner)
        return lifetimes.judge(watched, lifetimes.press(watched))["subjects"][0][1]

    def test_a_nested_struct_keeps_its_parent(self):
        def make():
            owner = [(Line * 20)()]
            return owner[0][3], owner

        self.assertEqual("kept", self.answer(make, lambda owner: owner.pop()))

    def test_memory_by_address_dangles(self):
        def make():
            owner = [(Line * 20)()]
            return (Line * 20).from_address(ctypes.addressof(owner[0])), owner

        self.assertEqual("dangling", self.answer(make, lambda owner: owner.pop()))

    def test_a_copy_is_a_copy(self):
        def make():
            owner = [(Line * 20)()]
            return (Line * 20).from_buffer_copy(owner[0]), owner

        self.assertEqual("copied", self.answer(make, lambda owner: owner.pop()))

    def test_without_a_dangling_decoy_nothing_is_proven(self):
        watched = lifetimes.watch(["s"], [Point()], [])
        watched.subjects[0].shared = True
        self.assertEqual("kept?", lifetimes.judge(watched, [])["subjects"][0][1])

    def test_unmapped_memory_reads_as_nothing(self):
        self.assertIsNone(lifetimes.safe_read(8, 4))

    def test_the_control_knows_both_answers(self):
        self.assertEqual({"dangling": "dangling", "kept": "kept"}, lifetimes.control())


class ValueTest(unittest.TestCase):
    def test_values_are_tagged_and_show_no_address(self):
        class Mixed(ctypes.Structure):
            _fields_ = [("p", ctypes.c_void_p), ("s", ctypes.c_char_p), ("q", ctypes.POINTER(Point))]

        value = Mixed(1234, None, ctypes.pointer(Point()))
        self.assertEqual(
            [
                ["p", {"t": "address"}],
                ["s", {"t": "null"}],
                ["q", {"t": "data", "type": "P*", "v": {"t": "address"}}],
            ],
            values.encode(value, [(Point, "P")])["v"],
        )
        self.assertEqual(("00" * 24, "00" * 24), values.masked_memory(value))

    def test_the_mask_hides_padding_and_shows_bits(self):
        class Padded(ctypes.Structure):
            _fields_ = [("c", ctypes.c_char), ("i", ctypes.c_int), ("b", ctypes.c_uint, 3)]

        self.assertEqual("ff000000" "ffffffff" "07000000", values.hexadecimal(values.mask(Padded)))

    def test_text_and_numbers(self):
        encode = lambda value: values.encode(value, [])
        self.assertEqual({"t": "text", "v": "\\u20ac\\n"}, encode(u"\u20ac\n"))
        self.assertEqual({"t": "int", "v": "-36893488147419103232"}, encode(-(2**65)))
        self.assertEqual({"t": "f64", "v": "8000000000000000"}, encode(-0.0))
        self.assertEqual({"t": "complex", "v": ["3ff0000000000000", "c000000000000000"]}, encode(1 - 2j))
        self.assertEqual("i4[2][3]", values.type_name(ctypes.c_int * 2 * 3, []))

    def test_exceptions_have_the_names_of_python_3(self):
        try:
            open("/no/such/file")
        except EnvironmentError as error:
            self.assertEqual("OSError", values.class_names(error)[-1])


class WitnessTest(unittest.TestCase):
    def test_calls_are_read_with_what_they_were_inside(self):
        text = "E outer\nA 01\nE inner\nA 02\nR 03\nR\nE last\nA 04\n"
        self.assertEqual(
            [
                {"function": "outer", "phase": "returned", "arguments": ["01"], "result": None},
                {"function": "inner", "phase": "returned", "arguments": ["02"], "result": "03"},
                {"function": "last", "phase": "entered", "arguments": ["04"], "result": None},
            ],
            witness.calls(text),
        )

    def test_the_step_is_in_the_file(self):
        descriptor, path = tempfile.mkstemp()
        os.close(descriptor)
        try:
            record = witness.Witness(path)
            record.reset()
            record.mark(7)
            with open(path, "rb") as file:
                start = file.read(16)
            self.assertEqual((b"TSWITNS1", b"\x07\0\0\0"), (start[:8], start[8:12]))
        finally:
            os.remove(path)


class WorkerTest(unittest.TestCase):
    def run_case(self, body, isolation="fork"):
        """The messages of one program, through a pipe as a forked child needs it."""
        working = worker.Worker()
        working.fixtures, working.forks = observer.Fixtures(None), True
        reader, writer = os.pipe()

        def emit(answers):
            for answer in answers:
                observer.write_all(writer, (json.dumps(answer) + "\n").encode("ascii"))

        source = "def case(_h, _c):\n" + "".join("    %s\n" % line for line in body.splitlines())
        working.take({"m": "run", "key": "k", "python": source, "isolation": isolation}, emit)
        os.close(writer)
        return [json.loads(line) for line in observer.read_all(reader).decode("ascii").splitlines()]

    def test_begin_comes_first_and_end_last(self):
        for isolation in ("shared", "fork"):
            kinds = [answer["m"] for answer in self.run_case('_h.observe("a", 1)\n_h.observe("a", 2)', isolation)]
            self.assertEqual(["begin", "observation", "observation", "end"], kinds)

    def test_repeats_of_a_key_are_told_apart(self):
        answers = self.run_case('_h.observe("a", 1)\n_h.observe("a", 2)')
        self.assertEqual(["a", "a@2"], [answer["name"] for answer in answers[1:3]])

    def test_a_crash_keeps_what_was_seen_and_names_the_signal(self):
        answers = self.run_case('_h.observe("a", 1)\n_c.string_at(8)\n_h.observe("b", 2)')
        self.assertEqual(["begin", "observation", "end"], [answer["m"] for answer in answers])
        self.assertEqual(("crashed", "SIGSEGV"), (answers[-1]["outcome"], answers[-1]["detail"]["signal"]))

    def test_leaving_without_an_end_is_a_crash_without_a_signal(self):
        end = self.run_case("import os\nos._exit(3)")[-1]
        self.assertEqual(("crashed", None), (end["outcome"], end["detail"].get("signal")))

    def test_an_exception_outside_an_attempt_ends_the_program(self):
        end = self.run_case('_h.step = 4\nraise KeyError("gone")')[-1]
        self.assertEqual(("raised", 4, ["KeyError", "LookupError"]), (end["outcome"], end["detail"]["step"], end["detail"]["raised"]))

    def test_a_missing_fixture_is_no_fault_of_the_runtime(self):
        self.assertEqual("precondition-unmet", self.run_case('_h.function("no_such_symbol_at_all")')[-1]["outcome"])

    def test_output_is_evidence(self):
        self.assertEqual("seen\n", self.run_case('import sys\nsys.stdout.write("seen\\n")')[-1]["output"])

    def test_what_callbacks_raise_is_seen(self):
        answers = self.run_case("@_c.CFUNCTYPE(_c.c_int)\ndef f():\n    raise ValueError\nf()\n_h.observe('u', _h.unraised())")
        self.assertEqual([{"t": "text", "v": "ValueError"}], answers[1]["body"]["value"]["v"])

    def test_a_callback_gives_the_step_back(self):
        answers = self.run_case(
            "@_c.CFUNCTYPE(_c.c_int)\ndef f():\n    with _h.calling('f'):\n        _h.step = 9\n        return 1\n"
            "_h.step = 3\nf()\n_h.observe('a', 1)"
        )
        self.assertEqual(3, answers[1]["step"])

    def test_an_attempt_lets_go_of_what_its_exception_held(self):
        answers = self.run_case(
            "import weakref\nclass Held(object):\n    def fail(self):\n        raise ValueError\n"
            "held = Held()\nseen = weakref.ref(held)\ntry:\n    held.fail()\nexcept Exception:\n    _h.raised(0, 'k')\n"
            "held = None\n_h.collect()\n_h.observe('gone', seen() is None)"
        )
        self.assertEqual({"t": "bool", "v": True}, answers[2]["body"]["value"])


if __name__ == "__main__":
    unittest.main()
