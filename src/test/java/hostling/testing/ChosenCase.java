package hostling.testing;

import hostling.cases.RequestCase;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The one case that is run if {@code -Dcase=ID} is given; all, if it is not. */
public final class ChosenCase {
    private static final String ID = System.getProperty("case", "");
    private static final boolean IS_KNOWN = ID.isEmpty() || ids().anyMatch(ID::equals);

    private ChosenCase() { }

    private static Stream<String> ids() {
        Path data = Path.of("test-data");
        return Stream.of(RequestCase.readAll(data.resolve("requests")).stream().map(RequestCase::id),
                RequestCase.readAllWithSources(data.resolve("hostile")).stream().map(RequestCase::id),
                ResponseCase.all().stream().map(ResponseCase::id)).flatMap(ids -> ids);
    }

    /**
     * Whether the case with this id is run.
     *
     * @throws IllegalArgumentException if one is chosen that is not there: a typing error must not pass
     */
    public static boolean includes(String id) {
        if (!IS_KNOWN) {
            throw new IllegalArgumentException("no case of test-data has the id " + ID);
        }
        return ID.isEmpty() || ID.equals(id);
    }
}
