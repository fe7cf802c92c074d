package hostling.testing.tutor;

import java.util.Map;

/** The states of the parser in words: what is expected next. */
final class StateWords {
    private static final Map<String, String> REQUEST = Map.of(
            "START", "the first byte of a request",
            "START_LF", "the LF of an empty line before the request",
            "BODY", "content of the length that Content-Length gives");
    private static final Map<String, String> REQUEST_LINE = Map.of(
            "METHOD", "the method, or the space after it",
            "TARGET", "the request target, or the space after it",
            "VERSION", "the version, or the CR after it",
            "LINE_LF", "the LF that ends the request line");
    private static final Map<String, String> FIELDS = Map.of(
            "LINE_START", "the first byte of a field line, or the CR of the empty line",
            "NAME", "the name of a field, or the colon after it",
            "VALUE_START", "white space before the value of a field, or the value",
            "VALUE", "the value of a field, or the CR after it",
            "LINE_LF", "the LF that ends a field line",
            "SECTION_LF", "the LF of the empty line that ends the section");
    private static final Map<String, String> CHUNKS = Map.of(
            "SIZE", "the hexadecimal digits of a chunk size, or what ends it",
            "SIZE_LF", "the LF after a chunk size",
            "DATA", "the data of a chunk, or the CR after it",
            "DATA_LF", "the LF after the data of a chunk");
    private static final Map<String, String> EXTENSIONS = Map.of(
            "SIZE_END", "an extension, or the CR after the size",
            "BEFORE_SEMICOLON", "the semicolon before an extension, or white space",
            "BEFORE_NAME", "the name of an extension, or white space",
            "NAME", "the name of an extension, or what ends it",
            "AFTER_NAME", "an equals sign, a semicolon, or white space",
            "BEFORE_VALUE", "the value of an extension, or white space",
            "TOKEN", "the value of an extension, or what ends it",
            "QUOTED", "a quoted value, or the quotation mark that ends it",
            "ESCAPED", "the byte after a backslash",
            "VALUE_END", "what follows a quoted value");

    private StateWords() { }

    /**
     * A state with its words: {@code BODY/SIZE, which expects …}.
     *
     * @param state as {@link hostling.wire.ParserTrace} names it
     */
    static String of(String state) {
        String[] path = state.split("/");
        String last = path[path.length - 1];
        Map<String, String> machine = path.length == 1 ? REQUEST : switch (path[path.length - 2]) {
            case "REQUEST_LINE" -> REQUEST_LINE;
            case "BODY" -> CHUNKS;
            case "EXTENSIONS" -> EXTENSIONS;
            default -> FIELDS;
        };
        String words = machine.get(last);
        return words == null ? state : state + ", which expects " + words
                + (state.startsWith("BODY/TRAILERS") ? ", in the trailer section" : "");
    }
}
