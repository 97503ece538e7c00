# What Sqlite.cs does, with Python's own binding of the same library. What a function of SQL raises is each language's own.
import binascii
import sqlite3
import sys

def text(value):
    if isinstance(value, bytes):
        return binascii.hexlify(value).decode()
    return "%.2f" % value if isinstance(value, float) else str(value)

def show(line):
    sys.stdout.buffer.write((line + "\n").encode("utf-8"))

def attempt(sql, *values):
    try:
        database.execute(sql, values).fetchall()
    except sqlite3.Error as error:
        # SQLITE_CONSTRAINT and SQLITE_ERROR: older versions of the module hide the number.
        show("%d: %s" % (19 if isinstance(error, sqlite3.IntegrityError) else 1, error))

database = sqlite3.connect(":memory:")
database.execute("create table fox (id integer primary key, name text unique, weight real, tail blob)")
for row in [("F\u00fcchslein", 2.5, b"\x01\x00\xff"), ("Reineke", None, None), ("Volpe", 7, b"")]:
    database.execute("insert into fox (name, weight, tail) values (?, ?, ?)", row)
rows = database.execute("select * from fox where id >= ? order by id", (1,))
show("|".join(column[0] for column in rows.description))
for row in rows:
    show("|".join(text(value) for value in row))
database.create_function("shout", 1, lambda value: value.upper() + "!")
for row in database.execute("select shout(name) from fox where weight > ?", (1.0,)):
    show(row[0])
attempt("insert into fox (name) values (?)", "Volpe")
attempt("select name from nowhere")
