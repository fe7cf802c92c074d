package hostling.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Puts a compressed file, such as {@code style.css.gz}, beside each larger text of the demo, for {@code mvn package}. The
 * server sends it to clients that accept gzip. Only the jar has such files: the folder {@code www} of the project, which a
 * reader changes and reloads, stays as it is.
 */
final class CompressedPages {
    private static final Set<String> EXTENSIONS = Set.of("css", "html", "js", "json", "svg");
    /** What the server lists: there, the compressed files would be seen. */
    private static final String LISTED = "files";
    /** A smaller text fits one packet of the network, together with the head of the response. */
    private static final int BYTES_MIN = 1_200;

    private CompressedPages() { }

    /** @param arguments the folder with the pages, a copy that is being packed */
    public static void main(String[] arguments) throws IOException {
        make(Path.of(arguments[0]));
    }

    static void make(Path folder) throws IOException {
        List<Path> texts;
        try (Stream<Path> files = Files.walk(folder)) {
            texts = files.filter(Files::isRegularFile).filter(CompressedPages::isText)
                    .filter(file -> !folder.relativize(file).startsWith(LISTED)).toList();
        }
        for (Path text : texts) {
            byte[] content = Files.readAllBytes(text);
            if (content.length >= BYTES_MIN) {
                write(text, compressed(content));
            }
        }
    }

    /** A compressed file that is older than the text would not be sent: it gets the same time. */
    private static void write(Path text, byte[] compressed) throws IOException {
        FileTime time = Files.getLastModifiedTime(text);
        Path beside = text.resolveSibling(text.getFileName() + ".gz");
        Files.write(beside, compressed);
        Files.setLastModifiedTime(beside, time);
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
