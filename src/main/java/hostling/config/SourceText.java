package hostling.config;

import org.tomlj.TomlPosition;

/** The text of a file by lines and columns. */
final class SourceText {
    private final String text;
    private final int[][] lines;

    /** @param text all of it; a byte order mark at its start is no part of it */
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

    /** A position as tomlj tells it, moved into the file where it lies outside: in an escape it counts wrong. */
    SourcePosition place(TomlPosition position) {
        int line = Math.max(1, Math.min(position.line(), lines.length));
        return new SourcePosition(line, Math.max(1, Math.min(position.column(), lines[line - 1].length + 1)));
    }

    /** The place of a character of the text, counted as Java does. */
    SourcePosition placeAt(int index) {
        int lineStart = text.lastIndexOf('\n', index - 1) + 1;
        int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
        return new SourcePosition(line, 1 + text.codePointCount(lineStart, index));
    }

    /** The first place from this one on at which there is neither white space nor a comment: where a value begins. */
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

    /** What stands in the line from here on. */
    String rest(SourcePosition from) {
        int[] line = lines[from.line() - 1];
        return new String(line, from.column() - 1, line.length - from.column() + 1).stripTrailing();
    }

    /** The whole line. */
    String line(SourcePosition place) {
        return rest(new SourcePosition(place.line(), 1));
    }
}
