package hostling.project.arch.planted.wire;

/** Whoever has the array can change it. Static arrays and arrays outside records are allowed. */
// breaks records-hold-no-arrays
record HoldsAnArray(String name, byte[] value) {
    private static final byte[] CRLF = {'\r', '\n'};

    int size() {
        return value.length + CRLF.length;
    }
}
