package hostling.wire;

import hostling.handler.Json;
import hostling.wire.Arrows.Arrow;
import hostling.wire.SourceFile.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what the explorer draws: the states of each machine with their places, the arrows with the bytes that take them, and
 * the lines of Java that take a byte or refuse it. Only the places are written by hand.
 */
final class ParserStates {
    /**
     * A machine.
     *
     * @param name    the class
     * @param title   what it reads
     * @param diagram its diagram in chapter 2, which has a label for each arrow
     * @param loop    the method that looks at the state
     * @param methods those that take the bytes in every state, besides those that the loop calls
     * @param within  the states of other machines within which it works
     * @param states  all its states
     * @param places  the middle of the box of each state, in units of a drawing of 340 units in width
     * @param bends   how far the middle of an arrow is moved to its right; other arrows are straight
     */
    record Machine(String name, String title, String diagram, String loop, List<String> methods, List<String> within, Enum<?>[] states,
            Map<String, List<Integer>> places, Map<String, Integer> bends) {
        List<String> stateNames() {
            return Stream.of(states).map(Enum::toString).toList();
        }
    }

    static final List<Machine> MACHINES = List.of(
            new Machine("RequestParser", "The request", "head", "head", List.of(), List.of(""), RequestParser.State.values(),
                    Map.of("START", List.of(150, 24), "START_LF", List.of(280, 24), "REQUEST_LINE", List.of(280, 104),
                            "FIELDS", List.of(150, 104), "BODY", List.of(40, 64)),
                    Map.of()),
            new Machine("RequestLineReader", "The request line, within REQUEST_LINE", "line", "read", List.of(), List.of("REQUEST_LINE"),
                    RequestLineReader.State.values(), Map.of("METHOD", List.of(48, 24), "TARGET", List.of(170, 24),
                            "VERSION", List.of(290, 24), "LINE_LF", List.of(290, 94)),
                    Map.of()),
            new Machine("FieldSectionReader", "Field lines, within FIELDS and TRAILERS", "fields", "read",
                    List.of(), List.of("FIELDS", "TRAILERS"), FieldSectionReader.State.values(),
                    Map.of("LINE_START", List.of(48, 24), "NAME", List.of(170, 24), "VALUE_START", List.of(280, 24),
                            "VALUE", List.of(280, 104), "LINE_LF", List.of(165, 104), "SECTION_LF", List.of(48, 104)),
                    Map.of()),
            new Machine("ChunkedBody", "Chunks, within BODY", "chunks", "next", List.of(), List.of("BODY"), ChunkedBody.State.values(),
                    Map.of("SIZE", List.of(46, 24), "EXTENSIONS", List.of(250, 24), "SIZE_LF", List.of(180, 94),
                            "DATA", List.of(150, 164), "TRAILERS", List.of(295, 164), "DATA_LF", List.of(46, 164)),
                    Map.of()),
            new Machine("ChunkExtensionReader", "Extensions of a chunk, within EXTENSIONS", "extensions", "after",
                    List.of("ChunkExtensionReader.read"), List.of("EXTENSIONS"), ChunkExtensionReader.State.values(),
                    Map.of("SIZE_END", List.of(60, 24), "BEFORE_SEMICOLON", List.of(255, 24),
                            "BEFORE_NAME", List.of(150, 100), "NAME", List.of(45, 180), "AFTER_NAME", List.of(125, 244),
                            "BEFORE_VALUE", List.of(65, 320), "TOKEN", List.of(205, 250), "QUOTED", List.of(170, 390),
                            "VALUE_END", List.of(285, 320), "ESCAPED", List.of(170, 460)),
                    Map.of("BEFORE_NAME --> NAME", 9, "NAME --> BEFORE_NAME", 9, "QUOTED --> ESCAPED", -28,
                            "ESCAPED --> QUOTED", -28, "VALUE_END --> BEFORE_SEMICOLON", -22)));

    /** Where the content of a known length is read: the loop of the head ends before it. */
    private static final List<String> FIXED_BODY = List.of("RequestParser.content", "FixedBody.next");
    private static final Path SOURCES = Path.of("src/main/java/hostling/wire");
    /** They name violations, but are no part of the parser of requests. */
    private static final List<String> NOT_READERS = List.of("Violation", "ParserTrace", "ProxyHeaderParser");

    private final Arrows arrows;
    /** The methods that are shown, by class and name. */
    private final Map<String, Excerpt> methods = new TreeMap<>();

    ParserStates(Arrows arrows) {
        this.arrows = arrows;
    }

    /** The case of a state in the loop of its machine; none for BODY, which has no case. */
    static List<Excerpt> cases(Machine machine, String state) {
        return state.equals("BODY") ? List.of() : new SourceFile(machine.name()).arms(machine.loop(), state);
    }

    /** The methods that take the bytes in a state, by class and name. */
    static List<String> methods(Machine machine, String state) {
        SourceFile source = new SourceFile(machine.name());
        List<String> names = new ArrayList<>(state.equals("BODY") ? FIXED_BODY : machine.methods());
        cases(machine, state).stream().flatMap(each -> source.calls(each).stream())
                .forEach(name -> names.add(machine.name() + "." + name));
        return names;
    }

    /** The methods that refuse for this reason, by class and name. Some reasons are only passed on, by a constructor. */
    static List<String> refusing(Violation violation) throws IOException {
        Pattern name = Pattern.compile("\\bViolation\\." + violation + "\\b");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.map(file -> file.getFileName().toString().replace(".java", "")).sorted()
                    .filter(each -> !NOT_READERS.contains(each))
                    .forEach(each -> new SourceFile(each).methodsWith(name).forEach(method -> found.add(each + "." + method)));
        }
        return found;
    }

    String json() throws IOException {
        List<String> machines = new ArrayList<>();
        for (Machine machine : MACHINES) {
            machines.add(json(machine));
        }
        List<String> refusals = new ArrayList<>();
        for (Violation violation : Violation.values()) {
            refusals.add("    \"" + violation + "\": " + shown(refusing(violation)));
        }
        String sources = methods.entrySet().stream().map(method -> "    \"" + method.getKey() + "\": "
                + json(method.getKey().replaceAll("\\..*", ""), method.getValue())).collect(Collectors.joining(",\n"));
        return "{\n  \"machines\": [\n" + String.join(",\n", machines) + "\n  ],\n  \"refusals\": {\n"
                + String.join(",\n", refusals) + "\n  },\n  \"methods\": {\n" + sources + "\n  }\n}\n";
    }

    private String json(Machine machine) throws IOException {
        Map<Arrow, String> labels = ParserDiagramTest.drawn(machine.diagram());
        String states = machine.stateNames().stream().map(state -> json(machine, state)).collect(Collectors.joining(",\n"));
        String drawn = arrows.of(machine.name()).stream().map(arrow -> "      {\"from\": \"" + arrow.from() + "\", \"to\": \""
                + arrow.to() + "\", \"bytes\": " + Json.string(label(machine, arrow, labels.get(arrow))) + ", \"bend\": "
                + machine.bends().getOrDefault(arrow.toString(), 0) + "}").collect(Collectors.joining(",\n"));
        return "    {\"name\": \"" + machine.name() + "\", \"title\": " + Json.string(machine.title()) + ", \"within\": "
                + strings(machine.within()) + ",\n    \"states\": [\n" + states + "],\n    \"arrows\": [\n" + drawn + "]}";
    }

    private String json(Machine machine, String state) {
        String cases = cases(machine, state).stream().map(each -> json(machine.name(), each)).collect(Collectors.joining(", "));
        return "      {\"name\": \"" + state + "\", \"place\": " + machine.places().get(state) + ", \"cases\": [" + cases
                + "], \"methods\": " + shown(methods(machine, state)) + "}";
    }

    /** The bytes, as the grammar names them; with the chapter's condition, where they alone do not decide. */
    private String label(Machine machine, Arrow arrow, String fromChapter) {
        String bytes = ByteNames.of(arrows.bytes(machine.name(), arrow)).replace("`", "");
        if (bytes.isEmpty()) {
            throw new AssertionError(arrow + ": the bytes that take it have no name");
        }
        return fromChapter.startsWith(bytes + ", ") ? fromChapter : bytes;
    }

    private String shown(List<String> names) {
        for (String name : names) {
            String[] parts = name.split("\\.");
            methods.put(name, new SourceFile(parts[0]).method(parts[1]).orElseThrow());
        }
        return strings(names);
    }

    private static String json(String className, Excerpt excerpt) {
        return "{\"file\": \"" + new SourceFile(className).path() + "\", \"line\": " + excerpt.first() + ", \"lines\": "
                + strings(excerpt.aligned()) + "}";
    }

    private static String strings(List<String> texts) {
        return texts.stream().map(Json::string).collect(Collectors.joining(", ", "[", "]"));
    }
}
