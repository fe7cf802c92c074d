package hostling.bench.exam;

import hostling.bench.Shell;
import hostling.bench.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers that are examined, as far as they are installed, each with its usual settings and the same folder. */
final class ExaminedServers {
    private static final String NODE_PROGRAM = "src/bench/node/files.js";

    private final Path folder;
    private final Path site;

    ExaminedServers(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        this.site = Files.createDirectories(this.folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<!DOCTYPE html>\n<title>A page</title>\n<p>A page of a hundred bytes or so.\n");
        Files.writeString(site.resolve("hello.txt"), "Hello, examiner.\n");
    }

    List<ExaminedServer> all() throws IOException, InterruptedException {
        List<ExaminedServer> all = new ArrayList<>();
        all.add(new ExaminedServer("hostling", "Hostling", "the demo",
                Map.of("echo", "/echo/body"), port -> List.of(Workplace.java(), "-jar", Workplace.JAR.toString(), "--quiet", "-p",
                String.valueOf(port))));
        add(all, "nginx", "nginx", "-v", "nginx/(\\S+)", "a folder, and nothing else set", this::nginx);
        add(all, "apache2", "Apache", "-v", "Apache/(\\S+)", "the modules that Debian turns on, and a folder", this::apache);
        add(all, "lighttpd", "lighttpd", "-v", "lighttpd/(\\S+)", "a folder, and nothing else set", this::lighttpd);
        add(all, "h2o", "h2o", "-v", "version (\\S+)", "a folder, and nothing else set", this::h2o);
        all.add(new ExaminedServer("jetty", "Jetty " + Workplace.version("jetty-server"), "`ResourceHandler`, and `/echo`",
                Map.of("echo", "/echo"), port -> List.of(Workplace.java(), "-cp", Workplace.classPath(), JettyFiles.class.getName(),
                String.valueOf(port), site.toString())));
        newestJava().ifPresent(java -> all.add(new ExaminedServer("jwebserver", "the JDK's jwebserver " + java.getFileName().toString()
                .replaceAll("\\D*(\\d+).*", "$1"), "a folder", Map.of(), port -> List.of(java.resolve("bin/jwebserver").toString(), "-p",
                String.valueOf(port), "-d", site.toString(), "-o", "none"))));
        if (Workplace.has("node")) {
            all.add(new ExaminedServer("node", "Node " + version("v(\\S+)", "node", "--version"), "`http.createServer` with 40 lines that "
                    + "serve a folder, and `/echo`", Map.of("echo", "/echo"),
                    port -> List.of("node", NODE_PROGRAM, String.valueOf(port), site.toString())));
        }
        if (Workplace.has("python3")) {
            all.add(new ExaminedServer("python", "Python " + version("Python (\\S+)", "python3", "--version"), "`python3 -m http.server`",
                    Map.of(), port -> List.of("python3", "-m", "http.server", String.valueOf(port), "--bind", "127.0.0.1", "-d",
                    site.toString())));
        }
        return all;
    }

    private void add(List<ExaminedServer> all, String program, String title, String option, String pattern, String what,
                     ExaminedServer.Launch launch) throws IOException, InterruptedException {
        if (Workplace.has(program)) {
            all.add(new ExaminedServer(program, title + " " + version(pattern, program, option), what, Map.of(), launch));
        }
    }

    private static String version(String pattern, String... command) throws IOException, InterruptedException {
        return Shell.run(command).replaceAll("(?s).*?" + pattern + ".*", "$1");
    }

    /** The newest Java that is installed beside the one that runs this. */
    private static Optional<Path> newestJava() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/jwebserver"))).sorted().findFirst();
        }
    }

    private List<String> nginx(int port) throws IOException {
        Path home = Files.createDirectories(folder.resolve("nginx"));
        return List.of("nginx", "-c", write(home.resolve("nginx.conf"), """
                %s
                daemon off;
                pid %s/nginx.pid;
                error_log %s/error.log;
                events { }
                http {
                    include /etc/nginx/mime.types;
                    access_log off;
                    client_body_temp_path %s/body;
                    proxy_temp_path %s/proxy;
                    fastcgi_temp_path %s/fastcgi;
                    uwsgi_temp_path %s/uwsgi;
                    scgi_temp_path %s/scgi;
                    server { listen 127.0.0.1:%d; root %s; }
                }
                """.formatted(isRoot() ? "user root;" : "", home, home, home, home, home, home, home, port, site)));
    }

    private List<String> apache(int port) throws IOException {
        Path home = Files.createDirectories(folder.resolve("apache"));
        return List.of("env", "APACHE_RUN_DIR=" + home, "APACHE_PID_FILE=" + home + "/pid", "APACHE_LOG_DIR=" + home,
                "APACHE_RUN_USER=www-data", "APACHE_RUN_GROUP=www-data", "APACHE_LOCK_DIR=" + home,
                Workplace.find("apache2").orElseThrow().toString(), "-D", "FOREGROUND", "-f", write(home.resolve("apache.conf"), """
                ServerRoot /etc/apache2
                ServerName localhost
                DefaultRuntimeDir %s
                PidFile %s/pid
                ErrorLog %s/error.log
                User www-data
                Group www-data
                IncludeOptional mods-enabled/*.load
                IncludeOptional mods-enabled/*.conf
                Listen 127.0.0.1:%d
                DocumentRoot %s
                <Directory %s>
                    Require all granted
                </Directory>
                """.formatted(home, home, home, port, site, site)));
    }

    private List<String> lighttpd(int port) throws IOException {
        Path home = Files.createDirectories(folder.resolve("lighttpd"));
        return List.of(Workplace.find("lighttpd").orElseThrow().toString(), "-D", "-f", write(home.resolve("lighttpd.conf"), """
                server.document-root = "%s"
                server.bind = "127.0.0.1"
                server.port = %d
                server.errorlog = "%s/error.log"
                index-file.names = ("index.html")
                mimetype.assign = (".html" => "text/html", ".txt" => "text/plain")
                """.formatted(site, port, home)));
    }

    private List<String> h2o(int port) throws IOException {
        Path home = Files.createDirectories(folder.resolve("h2o"));
        return List.of(Workplace.find("h2o").orElseThrow().toString(), "-m", "worker", "-c", write(home.resolve("h2o.yaml"), """
                %s
                error-log: %s/error.log
                pid-file: %s/h2o.pid
                listen:
                  host: 127.0.0.1
                  port: %d
                hosts:
                  default:
                    paths:
                      /:
                        file.dir: %s
                """.formatted(isRoot() ? "user: root" : "", home, home, port, site)));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return file.toString();
    }
}
