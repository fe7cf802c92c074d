package hostling.features;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.testing.Program;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The program in its own process, and a client for it. Ports are those written in its file. */
final class Server implements AutoCloseable {
    static final String DEMO = "the demo";
    static final int PORT = 8080;

    private static final int STARTS_MAX = 5;

    private final ProjectCopy project;
    private final boolean ownsProject;
    private final Program program;
    private final List<String> said;

    private Server(ProjectCopy project, boolean ownsProject, Program program, List<String> said) {
        this.project = project;
        this.ownsProject = ownsProject;
        this.program = program;
        this.said = said;
    }

    /** Serves a file of {@code test-data/site}, or the demo, out of a copy of the project. */
    static Server start(String file) throws IOException {
        for (int start = 1; ; start++) {
            ProjectCopy project = ProjectCopy.make();
            try {
                return start(project, true, file);
            } catch (PortTaken e) {
                project.close();                        // another process took the port after it was found free
                if (start == STARTS_MAX) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** Serves one more file of the same copy. */
    Server another(String file) throws IOException {
        return start(project, false, file);
    }

    private static Server start(ProjectCopy project, boolean ownsProject, String file) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "hostling.app.Main", "--quiet"));
        if (file.equals(DEMO)) {
            arguments.addAll(List.of("--port", String.valueOf(project.ports().of(PORT))));
        } else {
            arguments.remove("--quiet");
            arguments.addAll(List.of("-c", ProjectCopy.SITE.resolve(file).toString()));
        }
        Program program = Program.javaIn(project.folder(), arguments.toArray(String[]::new));
        List<String> said = new ArrayList<>();
        for (String line = program.line(); line != null; line = program.line()) {
            said.add(line);
            if (line.startsWith("Serving ")) {
                return new Server(project, ownsProject, program, said);
            }
        }
        program.close();
        if (said.toString().contains("can't listen on port")) {
            throw new PortTaken(said.toString());
        }
        throw new AssertionError("the server has not started: " + said);
    }

    /** The lines that the server printed, up to and including the one with its address. */
    List<String> said() {
        return said;
    }

    ProjectCopy project() {
        return project;
    }

    long pid() {
        return program.pid();
    }

    RawClient connect(int port) throws IOException {
        return new RawClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), project.ports().of(port)));
    }

    RawClient connect() throws IOException {
        return connect(PORT);
    }

    /** Sends these bytes on a new connection; returns the response. */
    Reply answer(String request) throws IOException {
        try (RawClient client = connect()) {
            return client.send(request).reply();
        }
    }

    Reply get(String path, String... fields) throws IOException {
        return answer(request("GET", path, "", fields));
    }

    /** Sends a request with a Content-Length for its content; returns the response. */
    Reply ask(String method, String path, String content, String... fields) throws IOException {
        return answer(request(method, path, content, fields));
    }

    /** A request as text, one character for each byte. It gets a Host field if there is none among these fields. */
    static String request(String method, String path, String content, String... fields) {
        boolean hasHost = Stream.of(fields).anyMatch(field -> field.toLowerCase(Locale.ROOT).startsWith("host:"));
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        Stream.of(fields).forEach(field -> request.append(field).append("\r\n"));
        request.append(hasHost ? "" : "Host: localhost\r\n");
        request.append(content.isEmpty() ? "" : "Content-Length: " + content.getBytes(ISO_8859_1).length + "\r\n");
        return request.append("\r\n").append(content).toString();
    }

    /** Sends a signal by its name without SIG, as a user does. */
    void signal(String name) throws Exception {
        int exitCode = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
        if (exitCode != 0) {
            throw new AssertionError("kill ended with " + exitCode);
        }
    }

    /** Tells the server to stop; returns its exit code. */
    int stop() throws InterruptedException {
        program.terminate();
        return program.exitCode();
    }

    @Override
    public void close() throws Exception {
        stop();
        program.close();
        if (ownsProject) {
            project.close();
        }
    }

    private static final class PortTaken extends IOException {
        private static final long serialVersionUID = 1L;

        PortTaken(String message) {
            super(message);
        }
    }
}
