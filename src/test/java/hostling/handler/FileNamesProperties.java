package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.PathNames;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Safe file names, whatever name a client sends. */
class FileNamesProperties {
    @Property
    void aSafeNameIsPlainAndStaysSafe(@ForAll String given) {
        FileNames.safe(given).ifPresent(name -> {
            assertTrue(PathNames.isPlainName(name));
            assertTrue(FileNames.isSafe(name));
            assertTrue(name.getBytes(UTF_8).length <= FileNames.NAME_BYTES_MAX);
        });
    }
}
