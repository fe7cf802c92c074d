package hostling.bench;

import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.peer.ActiveJPeer;
import hostling.bench.peer.BareFileLoop;
import hostling.bench.peer.BareLoop;
import hostling.bench.peer.JdkPeer;
import hostling.bench.peer.JettyPeer;
import hostling.bench.peer.MicrohttpPeer;
import hostling.bench.peer.NettyPeer;
import hostling.bench.peer.UndertowPeer;
import hostling.bench.peer.VertxPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All servers, in the order of the tables. */
final class Contestants {
    private static final Set<Can> PAGE = Set.of(Can.JAVA, Can.PAGE);
    private static final Set<Can> FILES = Set.of(Can.JAVA, Can.PAGE, Can.FILES);

    /** The arguments of Java before the jar, as in the README. */
    private static final String OPTIONS = "@src/main/jvm/options";

    private final List<String> jvm;

    Contestants(Settings settings) {
        this.jvm = settings.jvm();
    }

    List<Contestant> all() throws IOException, InterruptedException {
        List<Contestant> all = new ArrayList<>();
        all.add(new Contestant("hostling", "Hostling", "as in README: `java @src/main/jvm/options -jar "
                + "target/hostling.jar --quiet DIR`", Set.of(Can.JAVA, Can.PAGE, Can.FILES, Can.UPLOADS),
                (port, mode, file) -> hostling(List.of(OPTIONS), port, mode)));
        all.add(new Contestant("hostling-plain", "Hostling, plain",
                "the same with the arguments of the other Java servers", Set.of(Can.JAVA, Can.REST),
                (port, mode, file) -> hostling(jvm, port, mode)));
        for (int workers = 1; workers <= 2; workers++) {
            String number = String.valueOf(workers);
            all.add(new Contestant("workers-" + number, "Hostling, workers = " + number,
                    "as in README, with `--workers " + number + "`", Set.of(Can.JAVA, Can.SHARE),
                    (port, mode, file) -> java(List.of(OPTIONS), "-jar", Workplace.JAR.toString(), "--quiet",
                            "--workers", number, "-p", String.valueOf(port), Workplace.SITE.toString())));
        }
        if (Workplace.has("nginx")) {
            String version = Shell.run("nginx", "-v").replaceAll("(?s).*nginx/(\\S+).*", "$1");
            Set<Can> can = Shell.run("nginx", "-V").contains("http_dav_module")
                    ? Set.of(Can.PAGE, Can.FILES, Can.UPLOADS) : Set.of(Can.PAGE, Can.FILES);
            all.add(new Contestant("nginx", "nginx", version + ": one worker, sendfile, tcp_nopush, no access log", can,
                    (port, mode, file) -> new NginxFiles("nginx", port, false).command()));
            all.add(new Contestant("nginx-cached", "nginx, open_file_cache",
                    version + ": the same with open_file_cache", can,
                    (port, mode, file) -> new NginxFiles("nginx-cached", port, true).command()));
        }
        if (Workplace.has("lighttpd")) {
            String version = Shell.run("lighttpd", "-v").replaceAll("(?s)lighttpd/(\\S+).*", "$1");
            all.add(new Contestant("lighttpd", "lighttpd", version + ": sendfile, no access log", Set.of(Can.PAGE, Can.FILES),
                    (port, mode, file) -> new LighttpdFiles(port).command()));
        }
        if (Workplace.has("h2o")) {
            String version = Shell.run("h2o", "-v").replaceAll("(?s).*?version (\\S+).*", "$1");
            all.add(new Contestant("h2o", "h2o", version + ": one thread, no access log", Set.of(Can.PAGE, Can.FILES),
                    (port, mode, file) -> new H2oFiles(port).command()));
        }
        all.add(peer("floor", "bare loop", "reads, counts empty lines, writes a constant", PAGE, BareLoop.class));
        all.add(new Contestant("floor-file", "bare loop, transferTo", "the same with one file",
                Set.of(Can.JAVA, Can.ONE_FILE),
                (port, mode, file) -> command(BareFileLoop.class, port, Workplace.SITE + file)));
        all.add(peer("netty", "Netty", "netty-codec-http", FILES, NettyPeer.class));
        all.add(peer("undertow", "Undertow", "undertow-core", FILES, UndertowPeer.class));
        all.add(peer("vertx", "Vert.x", "vertx-core", FILES, VertxPeer.class));
        all.add(peer("jetty", "Jetty", "jetty-server", FILES, JettyPeer.class));
        all.add(peer("activej", "ActiveJ", "activej-http", PAGE, ActiveJPeer.class));
        all.add(peer("microhttp", "microhttp", "microhttp", PAGE, MicrohttpPeer.class));
        all.add(peer("jdk", "JDK HttpServer", "com.sun.net.httpserver", FILES, JdkPeer.class));
        return all;
    }

    private Contestant peer(String name, String title, String artifact, Set<Can> can, Class<?> program) {
        String version = Workplace.version(artifact);
        return new Contestant(name, title, version.equals("?") ? artifact : artifact + " " + version, can,
                (port, mode, file) -> command(program, port, Workplace.SITE.toString()));
    }

    private List<String> command(Class<?> program, int port, String served) {
        return java(jvm, "-cp", Workplace.classPath(), program.getName(), String.valueOf(port), served);
    }

    private static List<String> hostling(List<String> options, int port, Mode mode) throws IOException {
        if (mode == Mode.PLAIN) {
            return java(options, "-jar", Workplace.JAR.toString(), "--quiet", "-p", String.valueOf(port),
                    Workplace.SITE.toString());
        }
        Path configuration = Workplace.FOLDER.resolve("hostling.toml");
        Files.writeString(configuration, String.join("\n",
                "[server]",
                "connections = 20000",
                "[timeouts]",
                "keep-alive = \"300 s\"",
                "[[host]]",
                "listen = \"127.0.0.1:" + port + "\"",
                "[[host.route]]",
                "path = \"/\"",
                "root = \"site\"",
                "[[host.route]]",
                "path = \"/uploads/\"",
                "[host.route.uploads]",
                "folder = \"uploads\"",
                "file = \"1 GiB\"",
                "overwrite = true", ""));
        return java(options, "-jar", Workplace.JAR.toString(), "--quiet", "-c", configuration.toString());
    }

    private static List<String> java(List<String> options, String... rest) {
        List<String> command = new ArrayList<>();
        command.add(Workplace.java());
        command.addAll(options);
        command.addAll(List.of(rest));
        return command;
    }
}
