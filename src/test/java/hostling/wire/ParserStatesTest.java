package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.tutor.Freshness;
import hostling.wire.Arrows.Arrow;
import hostling.wire.ParserStates.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code www/parser-states.json}, which the explorer draws, is the parser as it is: nothing is missing, and nothing in it is
 * old. {@code mvn test -Dtest=ParserStatesTest -Ddocs.update=true} writes the file again.
 */
class ParserStatesTest {
    private static final Path FILE = Path.of("www/parser-states.json");
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");
    /** Two readers pass their own violation to a field section, in their constructors. The others are of another parser. */
    private static final Set<Violation> WITHOUT_METHOD = EnumSet.of(Violation.FIELDS_TOO_LARGE, Violation.FIELDS_TOO_MANY,
            Violation.TRAILERS_TOO_LARGE, Violation.TRAILERS_TOO_MANY, Violation.PROXY_HEADER_MISSING, Violation.PROXY_HEADER_SYNTAX);

    private static Arrows arrows;

    @BeforeAll
    static void watchTheParser() {
        arrows = Arrows.ofAllBytes();
    }

    private static List<Machine> machines() {
        return ParserStates.MACHINES;
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyStateHasAPlace(Machine machine) {
        assertEquals(new TreeSet<>(machine.stateNames()), new TreeSet<>(machine.places().keySet()));
    }

    /** An arrow without a bend is straight, so no arrow can be missing; but a bend could be of no arrow. */
    @ParameterizedTest
    @MethodSource("machines")
    void everyBendIsOfAnArrow(Machine machine) {
        Set<String> all = arrows.of(machine.name()).stream().map(Arrow::toString).collect(Collectors.toSet());
        assertTrue(all.containsAll(machine.bends().keySet()));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void theArrowsAreThoseOfTheChapter(Machine machine) throws IOException {
        assertEquals(ParserDiagramTest.drawn(machine.diagram()).keySet(), arrows.of(machine.name()));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyStateHasLinesOfJava(Machine machine) {
        for (String state : machine.stateNames()) {
            assertFalse(ParserStates.cases(machine, state).isEmpty() && ParserStates.methods(machine, state).isEmpty(),
                    () -> machine.name() + "." + state);
        }
    }

    @Test
    void everyViolationIsInAMethod() throws IOException {
        Set<Violation> without = EnumSet.noneOf(Violation.class);
        for (Violation violation : Violation.values()) {
            if (ParserStates.refusing(violation).isEmpty()) {
                without.add(violation);
            }
        }
        assertEquals(WITHOUT_METHOD, without);
    }

    @ParameterizedTest
    @CsvSource({"RequestParser, START, case START        -> start();, RequestParser.start",
            "RequestLineReader, METHOD, case METHOD -> method(in);, RequestLineReader.method",
            "FieldSectionReader, VALUE, case VALUE -> value(in);, FieldSectionReader.value",
            "ChunkedBody, SIZE, case SIZE -> size(in);, ChunkedBody.size"})
    void theLinesAreThoseThatTakeTheByte(String name, String state, String line, String method) {
        Machine machine = machines().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        assertEquals(line, ParserStates.cases(machine, state).get(0).text().strip());
        assertEquals(List.of(method), ParserStates.methods(machine, state));
    }

    @Test
    void theFileIsUpToDate() throws IOException {
        String json = new ParserStates(arrows).json();
        if (UPDATE) {
            Files.writeString(FILE, json);
        }
        Freshness.require(json, Files.readString(FILE), FILE + " has lines of the parser that have changed",
                "mvn test -Dtest=ParserStatesTest -Ddocs.update=true");
    }
}
