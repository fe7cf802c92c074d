package hostling.project.arch.planted.wire;

/** Whoever has it can change it. What is static, or in no record, is another matter. */
// breaks records-hold-no-arrays
record HoldsAnArray(String name, byte[] value) {
    private static final byte[] CRLF = {'\r', '\n'};

    int size() {
        return value.length + CRLF.length;
    }
}
