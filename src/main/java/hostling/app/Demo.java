package hostling.app;

import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import hostling.config.LoadResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The configuration of the demo, which is part of the program. */
final class Demo {
    private static final String RESOURCE = "demo.toml";

    private Demo() { }

    /**
     * The demo of these pages.
     *
     * @param www            the folder {@code www} of the project
     * @param programFolders where interpreters of scripts are looked for
     * @throws IOException where the pages are not those of the demo
     */
    static Configuration configuration(Path www, List<Path> programFolders) throws IOException {
        Path folder = www.toAbsolutePath().getParent();
        try (InputStream in = Demo.class.getResourceAsStream(RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            LoadResult loaded = ConfigurationFile.parse(text, RESOURCE, folder, programFolders);
            if (!loaded.isWhole()) {
                throw new IOException("this is not the folder of the demo: " + www + " (" + loaded.problems().get(0)
                        + ")");
            }
            return loaded.configuration().orElseThrow();
        }
    }
}
