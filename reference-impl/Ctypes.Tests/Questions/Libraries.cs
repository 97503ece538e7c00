namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // Texts that name the program itself, of symbols missing in it, are not asked for: it is another program here.
    private static Theme Libraries { get; } =
        new(
            "libraries",
            "m = CDLL('libm.so.6')",
            [
                new(
                    "A1",
                    "A symbol by attribute is one function, by item a new one each time, and has its name",
                    "libc.abs is libc.abs, libc['abs'] is libc['abs'], libc['abs'] is libc.abs",
                    "libc.abs.__name__, libc['labs'].__name__",
                    "CFUNCTYPE(c_int)(5).__name__",
                    "libc.abs.restype is c_int, libc.abs.argtypes, libc.abs.errcheck",
                    "f = libc.abs; f.restype = c_long; libc.abs.restype is c_long, libc['abs'].restype is c_int",
                    "libc.abs._objects, libc.abs._b_base_, libc.abs._b_needsfree_"
                ),
                new(
                    "A1",
                    "A library has a name and a handle, whatever its mode",
                    "libc._name, m._name",
                    "CDLL(None)._handle == libc._handle, CDLL('libm.so.6')._handle == m._handle, libc._handle == m._handle",
                    "CDLL('libm.so.6', RTLD_GLOBAL)._name, CDLL('libm.so.6', mode=RTLD_LOCAL)._name, RTLD_LOCAL, RTLD_GLOBAL",
                    "CDLL('libm.so.6', mode=4)._handle == m._handle"
                ),
                new(
                    "A1",
                    "A library that cannot be opened is an OSError that says why",
                    "told(lambda: CDLL('nonesuch.so'))",
                    "told(lambda: CDLL('/nonesuch/x.so'))",
                    "told(lambda: CDLL('/dev/null'))",
                    "told(lambda: CDLL('libm\\0.so'))",
                    "CDLL('nonesuch.so')"
                ),
                new(
                    "A1",
                    "A symbol that is missing is an AttributeError",
                    "libc.nonesuch",
                    "libc['nonesuch']",
                    "told(lambda: m.nonesuch)[0]",
                    "told(lambda: libc.__foo__)",
                    "libc.__foo__"
                ),
                new(
                    "J4",
                    "Exported data is found by its name, and is the library's own memory",
                    "c_int.in_dll(libc, 'nonesuch')",
                    "bool(c_void_p.in_dll(libc, 'environ')), c_int.in_dll(libc, 'optind').value, c_int.in_dll(libc, 'optind')._objects",
                    "o = c_int.in_dll(libc, 'optind'); o.value = 5; p = c_int.in_dll(libc, 'optind'); v = p.value; o.value = 1; v, p.value"
                ),
                new(
                    "B5",
                    "An ordinal is no name of a symbol",
                    "told(lambda: CFUNCTYPE(c_int)((5, libc)))"
                ),
                new(
                    "A2",
                    "A handle that is open already is used, whatever the name",
                    "CDLL(None, handle=m._handle)._name, CDLL('foo', handle=m._handle)._name",
                    "CDLL('foo', handle=m._handle).abs is m.abs",
                    "f = CDLL('foo', handle=libc._handle).abs; f(-5)"
                ),
                // What besides a string names a library is a host's own affair: a path object is Python's.
                new(
                    "A3",
                    "winmode is taken, and is nothing outside Windows",
                    "CDLL('libm.so.6', winmode=0)._handle == m._handle, CDLL('libm.so.6', winmode=8)._name"
                ),
                new(
                    "A4",
                    "Functions of PyDLL work as others, and their type has the flag that keeps the lock",
                    "p = PyDLL(None); p.abs(-5), p.abs is p.abs, type(p.abs)._flags_, type(libc.abs)._flags_, type(libe.abs)._flags_",
                    "p = PyDLL('libm.so.6'); p._handle == m._handle, told(lambda: PyDLL('nonesuch.so')), tries(lambda: p.nonesuch)"
                ),
                new(
                    "C2",
                    "PYFUNCTYPE makes function types with that flag",
                    "F = PYFUNCTYPE(c_int, c_int); F._flags_, F(('abs', PyDLL(None)))(-5), PYFUNCTYPE(c_int, c_int) is F"
                ),
                new(
                    "C2",
                    "A function of such a type is called back, and reports an error, as any other",
                    "f = PYFUNCTYPE(c_int, c_int)(lambda x: x + 1); f(4), f.restype is c_int, PYFUNCTYPE(c_int, c_int) is CFUNCTYPE(c_int, c_int)",
                    "f = PYFUNCTYPE(None)(lambda: fail('ValueError')); f(), unraised"
                ),
                new(
                    "A5",
                    "cdll keeps a library that was found by item, and LoadLibrary opens it again",
                    "cdll['libm.so.6'] is cdll['libm.so.6'], cdll.LoadLibrary('libm.so.6') is cdll.LoadLibrary('libm.so.6')",
                    "cdll['libc.so.6'].abs(-5), cdll.LoadLibrary('libc.so.6')._name",
                    "told(lambda: cdll['nonesuch.so'])",
                    "told(lambda: cdll.LoadLibrary('nonesuch.so'))",
                    "told(lambda: cdll['_nonesuch.so'])"
                ),
                new(
                    "A6",
                    "find_library gives a name that can be loaded, or None",
                    "find_library('c'), find_library('m'), find_library('nonesuch'), find_library('libc.so.6'), find_library('')",
                    "find_library('m') is not None, CDLL(find_library('m'))._handle == m._handle"
                ),
            ]
        );
}
