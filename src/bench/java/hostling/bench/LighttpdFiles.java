package hostling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** lighttpd with our configuration. It has one thread. */
record LighttpdFiles(int port) {
    /** The maximum of lighttpd. After that many requests it closes the connection, and the client opens a new one. */
    private static final int KEEP_ALIVE_REQUESTS_MAX = 65_535;

    List<String> command() throws IOException {
        Path folder = Files.createDirectories(Workplace.FOLDER.resolve("lighttpd").toAbsolutePath());
        Path configuration = folder.resolve("lighttpd.conf");
        Files.writeString(configuration, configuration(folder));
        return List.of(Workplace.find("lighttpd").orElseThrow().toString(), "-D", "-f", configuration.toString());
    }

    private String configuration(Path folder) throws IOException {
        return """
                server.document-root = "%s"
                server.bind = "127.0.0.1"
                server.port = %d
                server.listen-backlog = 1024
                server.max-fds = %d
                server.max-connections = %d
                server.max-keep-alive-requests = %d
                server.max-keep-alive-idle = 300
                server.event-handler = "linux-sysepoll"
                server.network-backend = "sendfile"
                server.errorlog = "%s/error.log"
                mimetype.assign = (".html" => "text/html; charset=utf-8", ".css" => "text/css; charset=utf-8",
                        ".js" => "text/javascript; charset=utf-8", ".png" => "image/png")
                """.formatted(Workplace.SITE.toAbsolutePath(), port, Procfs.openFilesMax(), Procfs.openFilesMax() - 100,
                KEEP_ALIVE_REQUESTS_MAX, folder);
    }
}
