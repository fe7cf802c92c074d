package hostling.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads a configuration file; {@code docs/hostling.toml} is an example with every key. All errors in the file are
 * reported at once:
 *
 * <pre>{@code
 * LoadResult loaded = ConfigurationFile.read(Path.of("hostling.toml"), programFolders);
 * loaded.diagnostics().forEach(problem -> System.err.println(problem.withExcerpt()));
 * loaded.configuration().ifPresent(…);
 * }</pre>
 */
public final class ConfigurationFile {
    private static final long BYTES_MAX = 1L << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfigurationFile() { }

    /**
     * Reads a file. Relative paths in it are resolved against its folder.
     *
     * @param programFolders the folders to search for script interpreters; if empty, interpreters are not searched for
     * @throws IOException if the file does not exist, can't be read or is larger than 1 MiB; no content of a file causes
     *                     an exception
     */
    public static LoadResult read(Path file, List<Path> programFolders) throws IOException {
        if (!Files.exists(file)) {
            throw new FileSystemException(file.toString(), null, "does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is not a file");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new FileSystemException(file.toString(), null, "is larger than 1 MiB, so it is not a configuration");
        }
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        return parse(Files.readAllBytes(file), file.toString(), folder, programFolders);
    }

    /**
     * Reads a text.
     *
     * @param name           its name in diagnostics
     * @param base           the folder against which relative paths are resolved
     * @param programFolders the folders to search for script interpreters; if empty, interpreters are not searched for
     */
    public static LoadResult parse(String text, String name, Path base, List<Path> programFolders) {
        return parse(text, name, new FileChecks(base, programFolders), new TreeSet<>());
    }

    /** As above; adds every key that the reader knows to {@code knownKeys}. */
    static LoadResult parse(String text, String name, FileChecks fileChecks, SortedSet<String> knownKeys) {
        SourceText source = new SourceText(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        Diagnostics diagnostics = new Diagnostics(name, source);
        Optional<Configuration> configuration = TomlSyntax.parse(source, diagnostics)
                .flatMap(file -> new ConfigurationReader(new Section(file, source, diagnostics, knownKeys), diagnostics,
                        fileChecks).read());
        return new LoadResult(configuration, diagnostics.sorted());
    }

    private static LoadResult parse(byte[] bytes, String name, Path base, List<Path> programFolders) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        text.flip();
        if (!result.isError()) {
            return parse(text.toString(), name, base, programFolders);
        }
        SourceText source = new SourceText(text.toString());
        Diagnostics diagnostics = new Diagnostics(name, source);
        diagnostics.add(source.positionAt(text.length()), "", DiagnosticKind.NOT_UTF8);
        return new LoadResult(Optional.empty(), diagnostics.sorted());
    }
}
