package hostling.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the file that a target names in a folder: in the way that comes to mind first, and in one that does not lead out of it. */
public final class Paths {
    private static final List<String> FILES = List.of("site/hello.txt", "site/1+1.txt", "site/my notes.txt", "site/pictures/cat.txt",
            "site/.password", "site-secret/plan.txt", "secret.txt");
    private static final List<String> TARGETS = List.of("/hello.txt", "/pictures/cat.txt?size=big", "/my%20notes.txt", "/1+1.txt",
            "/pictures/../hello.txt", "/../secret.txt", "/..%2fsecret.txt", "/../site-secret/plan.txt",
            "/%2e%2e/site-secret/plan.txt", "/up/secret.txt", "/.password", "/hello.txt%00.png");

    /** What the decoder puts in the place of bytes that are not UTF-8. */
    private static final char NOT_UTF_8 = '\ufffd';

    private Paths() { }

    // region: naive
    /** Decode, append it to the folder, tidy up, and see whether it still begins with the folder. */
    static Optional<Path> naive(Path root, String target) {
        String decoded = URLDecoder.decode(target.split("\\?")[0], UTF_8);
        Path path = Path.of(root + decoded).normalize();
        boolean isInside = path.toString().startsWith(root.toString());
        return isInside && Files.exists(path) ? Optional.of(path) : Optional.empty();
    }
    // endregion

    // region: names
    /** The names in the path of a target: it is cut at its slashes, and after that each segment is decoded, once. */
    static List<String> names(String target) {
        String path = target.split("\\?")[0];
        List<String> names = new ArrayList<>();
        for (String segment : Stream.of(path.split("/")).skip(1).toList()) {       // before the first slash is nothing
            String name = decoded(segment);
            if (name.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
        return names;
    }

    /** A plus sign stays one: only in forms it is a space. What can't be decoded becomes the empty text. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
    // endregion

    // region: right
    /** The real path of what a target names; empty if there is nothing that a client may see. */
    static Optional<Path> right(Path root, String target) {
        List<String> names = names(target);
        if (!names.stream().allMatch(Paths::isPlain)) {
            return Optional.empty();
        }
        try {
            Path real = root.resolve(String.join("/", names)).toRealPath();        // as it is after all links
            return real.startsWith(root) && !isHidden(root.relativize(real)) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();                                               // there is nothing
        }
    }

    /** Whether every system reads it as the name of one file, and it is not hidden. */
    private static boolean isPlain(String name) {
        return !name.isEmpty() && !name.startsWith(".")
                && name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\' || c == NOT_UTF_8);
    }

    private static boolean isHidden(Path path) {
        for (Path name : path) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
    // endregion

    /** Makes a folder with traps, and prints which files some targets name. Each argument is a target; without one there are some. */
    public static void main(String[] arguments) throws IOException {
        Path top = Files.createTempDirectory("paths").toRealPath();
        try {
            makeFiles(top);
            System.out.printf("%-30s %-22s %s%n", "target", "naive", "right");
            for (String target : arguments.length > 0 ? List.of(arguments) : TARGETS) {
                Path root = top.resolve("site");
                System.out.printf("%-30s %-22s %s%n", target, named(top, () -> naive(root, target)), named(top, () -> right(root, target)));
            }
        } finally {
            delete(top);
        }
    }

    /** A folder to serve, with a link that leads out of it, and what is beside it. */
    static void makeFiles(Path top) throws IOException {
        for (String file : FILES) {
            Files.createDirectories(top.resolve(file).getParent());
            Files.writeString(top.resolve(file), file + "\n");
        }
        Files.createSymbolicLink(top.resolve("site/up"), Path.of(".."));
    }

    private interface Search {
        Optional<Path> result();
    }

    private static String named(Path top, Search search) {
        try {
            return search.result().map(path -> top.relativize(path).toString()).orElse("-");
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static void delete(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
