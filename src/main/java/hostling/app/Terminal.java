package hostling.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a person watches standard output, and in colour. */
final class Terminal {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");
    /** From this version on, {@link System#console} is there without a terminal, too. */
    private static final int CONSOLE_ALWAYS = 22;

    private Terminal() { }

    /** Whether standard output is a terminal, as far as Java can tell: without the folder /proc, only if input is one too. */
    static boolean isStandardOutput() {
        Optional<Path> opened = link(STANDARD_OUTPUT);
        return opened.isPresent() ? isTerminal(opened.get())
                : Runtime.version().feature() < CONSOLE_ALWAYS && System.console() != null;
    }

    private static Optional<Path> link(Path path) {
        try {
            return Optional.of(Files.readSymbolicLink(path));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();                    // this is not Linux
        }
    }

    /** Whether this is the path of a terminal. */
    static boolean isTerminal(Path path) {
        return DEVICE.matcher(path.toString()).matches();
    }

    /** Whether the user wants colours and the terminal has them. */
    static boolean showsColours() {
        return showsColours(System.getenv());
    }

    /** As above, by the variables NO_COLOR (which need only be there, and not empty) and TERM. */
    static boolean showsColours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }
}
