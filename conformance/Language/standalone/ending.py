

if __name__ == "__main__":
    observer = Observer(os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "libtouchstone.so"))
    try:
        case(observer, ctypes)
        outcome = "completed"
    except Exception as error:
        outcome = "raised at step %d: %s: %s" % (observer.step, type(error).__name__, error)
    sys.stdout.write(json.dumps({"outcome": outcome, "observations": observer.seen}, indent=1) + "\n")
