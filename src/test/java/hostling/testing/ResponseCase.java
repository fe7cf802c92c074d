package hostling.testing;

import hostling.cases.CaseFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * One case of {@code test-data/responses}: what an application gives for one or more responses on a connection, and the bytes that a
 * client has to get. The README in that folder says how a case is written.
 *
 * @param location     file and line of the heading
 * @param chapter      where to read about it: a file of {@code docs}, with an anchor
 * @param source       file and line, so that an IDE can jump there
 * @param requirements the ids of the requirements that it shows
 * @param script       the lines of what the application gives
 * @param bytes        what the client has to get
 */
public record ResponseCase(String heading, String id, String location, String chapter, URI source, List<String> requirements,
                           List<String> script, byte[] bytes) {
    private static final String SCRIPT = "response";
    private static final String BYTES = "bytes";
    private static final Path FOLDER = Path.of("test-data/responses");

    /** All cases of {@code test-data/responses}. */
    public static List<ResponseCase> all() {
        return readAll(FOLDER);
    }

    /**
     * All cases of a folder.
     *
     * @throws hostling.cases.CaseFormatException if the format of one of them is wrong
     */
    public static List<ResponseCase> readAll(Path folder) {
        return CaseFile.readAll(folder, Set.of(SCRIPT, BYTES)).stream().map(ResponseCase::of).toList();
    }

    private static ResponseCase of(CaseFile.Section section) {
        return new ResponseCase(section.heading(), section.attributes().get("id"), section.location(), section.chapter(),
                section.source(), section.requirements(), script(section), section.bytes(BYTES));
    }

    private static List<String> script(CaseFile.Section section) {
        CaseFile.Block block = section.blocks().get(SCRIPT);
        int line = block.firstLine();
        for (String each : block.lines()) {
            try {
                ResponseScript.check(each);
            } catch (IllegalArgumentException e) {
                throw section.error(line, e.getMessage());
            }
            line++;
        }
        if (!ResponseScript.isEnd(block.lines().isEmpty() ? "" : block.lines().get(block.lines().size() - 1))) {
            throw section.error(line, "a response ends with then open or then close");
        }
        return block.lines();
    }

    /** The same case with other bytes. */
    public ResponseCase withBytes(byte[] changed) {
        return new ResponseCase(heading, id, location, chapter, source, requirements, script, changed);
    }

    @Override
    public String toString() {
        return id;
    }
}
