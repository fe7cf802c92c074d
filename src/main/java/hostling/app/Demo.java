package hostling.app;

import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import hostling.config.LoadResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The configuration of the demo, a resource of the program. */
final class Demo {
    private static final String RESOURCE = "demo.toml";

    private Demo() { }

    /**
     * The demo configuration for these pages.
     *
     * @param www            the folder {@code www} of the project
     * @param programFolders the folders to search for script interpreters
     * @throws IOException if the folder does not hold the demo's pages
     */
    static Configuration configuration(Path www, List<Path> programFolders) throws IOException {
        Path folder = www.toAbsolutePath().getParent();
        try (InputStream in = Demo.class.getResourceAsStream(RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            LoadResult loaded = ConfigurationFile.parse(text, RESOURCE, folder, programFolders);
            if (!loaded.isWhole()) {
                throw new IOException("this is not the folder of the demo: " + www + " (" + loaded.diagnostics().get(0)
                        + ")");
            }
            return loaded.configuration().orElseThrow();
        }
    }
}
