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
 * Reads a configuration file, {@code docs/hostling.toml} for instance, which describes all there is. All mistakes in it
 * are told at once:
 *
 * <pre>{@code
 * Loaded loaded = ConfigurationFile.read(Path.of("hostling.toml"), programFolders);
 * loaded.problems().forEach(System.err::println);
 * loaded.configuration().ifPresent(…);
 * }</pre>
 */
public final class ConfigurationFile {
    private static final long BYTES_MAX = 1L << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfigurationFile() { }

    /**
     * Reads a file. Relative paths in it begin at its folder.
     *
     * @param programFolders where interpreters of scripts are looked for; where there are none, they are not looked for
     * @throws IOException where there is no such file, it can't be read or it has more than 1 MiB; nothing that is in a
     *                     file leads to an exception
     */
    public static LoadResult read(Path file, List<Path> programFolders) throws IOException {
        if (!Files.exists(file)) {
            throw new FileSystemException(file.toString(), null, "is not there");
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is not a file");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new FileSystemException(file.toString(), null, "is larger than 1 MiB, so it is no configuration");
        }
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        return parse(Files.readAllBytes(file), file.toString(), folder, programFolders);
    }

    /**
     * Reads a text.
     *
     * @param name           what it is called in messages
     * @param base           where relative paths in it begin
     * @param programFolders where interpreters of scripts are looked for; where there are none, they are not looked for
     */
    public static LoadResult parse(String text, String name, Path base, List<Path> programFolders) {
        return parse(text, name, new FileChecks(base, programFolders), new TreeSet<>());
    }

    /** As above, and tells which keys could have been there. */
    static LoadResult parse(String text, String name, FileChecks disk, SortedSet<String> knownKeys) {
        SourceText source = new SourceText(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        Diagnostics problems = new Diagnostics(name);
        Optional<Configuration> configuration = TomlSyntax.parse(source, problems)
                .flatMap(file -> new ConfigurationReader(new Section(file, source, problems, knownKeys), problems, disk)
                        .read());
        return new LoadResult(configuration, problems.sorted());
    }

    private static LoadResult parse(byte[] bytes, String name, Path base, List<Path> programFolders) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        text.flip();
        if (!result.isError()) {
            return parse(text.toString(), name, base, programFolders);
        }
        Diagnostics problems = new Diagnostics(name);
        problems.add(new SourceText(text.toString()).placeAt(text.length()), "", DiagnosticKind.NOT_UTF8);
        return new LoadResult(Optional.empty(), problems.sorted());
    }
}
