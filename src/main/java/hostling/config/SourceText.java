package hostling.config;

import org.tomlj.TomlPosition;

/** The text of a file, accessible by line and column. */
final class SourceText {
    private final String text;
    private final int[][] lines;

    /** @param text the whole text, without a byte order mark */
    SourceText(String text) {
        this.text = text;
        String[] split = text.split("\n", -1);
        this.lines = new int[split.length][];
        for (int i = 0; i < split.length; i++) {
            lines[i] = split[i].codePoints().toArray();
        }
    }

    String text() {
        return text;
    }

    /** A position from tomlj. It is clamped to the text, because tomlj miscounts inside escapes. */
    SourcePosition position(TomlPosition position) {
        int line = Math.max(1, Math.min(position.line(), lines.length));
        return new SourcePosition(line, Math.max(1, Math.min(position.column(), lines[line - 1].length + 1)));
    }

    /** The position of an index of the text in Java's count (UTF-16 code units). */
    SourcePosition positionAt(int index) {
        int lineStart = text.lastIndexOf('\n', index - 1) + 1;
        int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
        return new SourcePosition(line, 1 + text.codePointCount(lineStart, index));
    }

    /** The first position from this one on that is neither white space nor in a comment: the start of a value. */
    SourcePosition skipBlanks(SourcePosition from) {
        int column = from.column();
        for (int line = from.line(); line <= lines.length; line++) {
            int[] characters = lines[line - 1];
            while (column <= characters.length && Character.isWhitespace(characters[column - 1])) {
                column++;
            }
            if (column <= characters.length && characters[column - 1] != '#') {
                return new SourcePosition(line, column);
            }
            column = 1;
        }
        return from;
    }

    /** The rest of the line from this position on. */
    String rest(SourcePosition from) {
        int[] line = lines[from.line() - 1];
        return new String(line, from.column() - 1, line.length - from.column() + 1).stripTrailing();
    }

    /** The whole line. */
    String line(SourcePosition position) {
        return rest(new SourcePosition(position.line(), 1));
    }
}
