package hostling.config;

/**
 * A position in a file.
 *
 * @param line   from 1
 * @param column from 1, counted in characters (code points)
 */
record SourcePosition(int line, int column) implements Comparable<SourcePosition> {
    static final SourcePosition START = new SourcePosition(1, 1);

    @Override
    public int compareTo(SourcePosition other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
