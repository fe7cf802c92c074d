package hostling.project.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.book.Programs;
import hostling.config.ConfigurationFile;
import hostling.config.ConfigurationSummary;
import hostling.config.Diagnostic;
import hostling.config.LoadResult;
import hostling.examine.Examiner;
import hostling.examine.NoServerException;
import hostling.examine.Selection;
import hostling.examine.Target;
import hostling.examine.TextReport;
import hostling.project.docs.Chapter.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does what a terminal would do with the commands of the documentation, on a machine that has nothing but a JDK. */
final class Terminal {
    private static final String PRINTF = "\\$ printf '([^']*)' \\| ";
    private static final Pattern TO_A_SERVER = Pattern.compile(PRINTF + "nc -N 127\\.0\\.0\\.1 (8080|9000)");
    private static final Pattern TO_OD = Pattern.compile(PRINTF + "od (-c|-An -tx1)");
    private static final Pattern CURL = Pattern.compile("\\$ curl (.*)http://127\\.0\\.0\\.1:(8080|9000)(/\\S*)");
    private static final Pattern PROGRAM = Pattern.compile("\\$ (?:printf '([^']*)' \\| )?java src/test/java/hostling/book/(\\w+)\\.java(?: (.*))?");
    private static final Pattern EXAMINE =
            Pattern.compile("\\$ java -jar target/hostling\\.jar examine http://127\\.0\\.0\\.1:8080/ --only (\\S+)");
    private static final Pattern CHECK = Pattern.compile("\\$ java -jar target/hostling\\.jar --check -c (\\S+)");
    private static final String OF_A_PROGRAM = "9000";

    private final int demoPort;

    /** A command that can be run. */
    interface Typed {
        /** What it prints. */
        String print() throws Exception;
    }

    private interface Sent {
        String to(int port) throws IOException;
    }

    /** @param demoPort where the demo listens; the documentation says 8080 */
    Terminal(int demoPort) {
        this.demoPort = demoPort;
    }

    /** The command of a console; empty if only a person can type it. */
    Optional<Typed> typed(Console console) {
        String command = console.lines().get(0);
        Matcher toAServer = TO_A_SERVER.matcher(command);
        Matcher curl = CURL.matcher(command);
        Matcher toOd = TO_OD.matcher(command);
        Matcher program = PROGRAM.matcher(command);
        Matcher examine = EXAMINE.matcher(command);
        Matcher check = CHECK.matcher(command);
        if (toAServer.matches()) {
            byte[] request = bytes(toAServer.group(1));
            return Optional.of(() -> at(toAServer.group(2), console, port -> new String(exchange(port, request), UTF_8)).replace("\r", ""));
        } else if (curl.matches()) {
            Curl typed = new Curl(curl.group(1), curl.group(3));
            return Optional.of(() -> at(curl.group(2), console, port -> typed.shown(exchange(port, typed.request()))).replace("\r", ""));
        } else if (toOd.matches()) {
            return Optional.of(() -> toOd.group(2).equals("-c") ? OctalDump.characters(bytes(toOd.group(1))) : OctalDump.hex(bytes(toOd.group(1))));
        } else if (program.matches()) {
            byte[] input = program.group(1) == null ? new byte[0] : bytes(program.group(1));
            String[] arguments = program.group(3) == null ? new String[0] : Curl.words(program.group(3));
            return Optional.of(() -> Programs.print(program.group(2), input, arguments));
        } else if (examine.matches()) {
            return Optional.of(() -> examined(examine.group(1)));
        }
        return check.matches() ? Optional.of(() -> checked(check.group(1))) : Optional.empty();
    }

    private String at(String port, Console console, Sent sent) throws IOException {
        if (!port.equals(OF_A_PROGRAM)) {
            return sent.to(demoPort);
        }
        try (Programs.Running server = Programs.start(console.program())) {
            return sent.to(server.port());
        }
    }

    private static byte[] exchange(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        }
    }

    /** The bytes that printf makes of its format. */
    private static byte[] bytes(String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher part = Pattern.compile("\\\\x([0-9a-f]{2})|\\\\([rnt0\\\\])|(%%)|([^\\\\%]+)").matcher(format);
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            if (part.group(1) != null) {
                bytes.write(Integer.parseInt(part.group(1), 16));
            } else if (part.group(2) != null) {
                bytes.write("\r\n\t\0\\".charAt("rnt0\\".indexOf(part.group(2))));
            } else {
                bytes.writeBytes((part.group(3) == null ? part.group(4) : "%").getBytes(UTF_8));
            }
        }
        if (end < format.length()) {
            throw new IllegalArgumentException("printf: " + format.substring(end));
        }
        return bytes.toByteArray();
    }

    private String examined(String check) throws NoServerException {
        List<String> lines = new ArrayList<>();
        TextReport text = new TextReport(lines::add, false, TextReport.Detail.CHECKS);
        Target demo = new Target(new InetSocketAddress("127.0.0.1", demoPort), "127.0.0.1:8080", "/", Map.of());
        text.end(new Examiner(demo, new Selection(Set.of(), Set.of(check))).examine("http://127.0.0.1:8080/", text::stage));
        return String.join("\n", lines);
    }

    private static String checked(String file) throws IOException {
        LoadResult loaded = ConfigurationFile.read(Path.of(file), List.of());
        List<String> lines = new ArrayList<>(loaded.diagnostics().stream().map(Diagnostic::withExcerpt).toList());
        if (loaded.isWhole()) {
            lines.add(file + " is good.");
            lines.addAll(ConfigurationSummary.of(loaded.configuration().orElseThrow()));
        }
        return String.join("\n", lines);
    }
}
