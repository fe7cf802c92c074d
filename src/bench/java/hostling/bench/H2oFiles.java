package hostling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** h2o with our configuration and one thread. */
record H2oFiles(int port) {
    List<String> command() throws IOException {
        Path folder = Files.createDirectories(Workplace.FOLDER.resolve("h2o").toAbsolutePath());
        Path configuration = folder.resolve("h2o.yaml");
        Files.writeString(configuration, configuration(folder));
        return List.of(Workplace.find("h2o").orElseThrow().toString(), "-m", "worker", "-c", configuration.toString());
    }

    private String configuration(Path folder) throws IOException {
        String user = System.getProperty("user.name").equals("root") ? "user: root" : "";
        return """
                %s
                num-threads: 1
                max-connections: %d
                error-log: %s/error.log
                pid-file: %s/h2o.pid
                http1-request-timeout: 300
                listen:
                  host: 127.0.0.1
                  port: %d
                file.mime.addtypes:
                  "text/html; charset=utf-8": .html
                  "text/css; charset=utf-8": .css
                  "text/javascript; charset=utf-8": .js
                hosts:
                  default:
                    paths:
                      /:
                        file.dir: %s
                """.formatted(user, Procfs.openFilesMax() - 100, folder, folder, port, Workplace.SITE.toAbsolutePath());
    }
}
