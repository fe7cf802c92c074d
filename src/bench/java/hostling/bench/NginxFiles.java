package hostling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx with our configuration. */
record NginxFiles(String name, int port, boolean openFileCache) {
    List<String> command() throws IOException {
        Path folder = Workplace.FOLDER.resolve(name).toAbsolutePath();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("nginx.conf"), configuration(folder));
        return List.of(Workplace.find("nginx").orElseThrow().toString(), "-p", folder.toString(), "-c",
                folder.resolve("nginx.conf").toString(), "-e", folder.resolve("error.log").toString());
    }

    private String configuration(Path folder) throws IOException {
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        String cache = openFileCache ? "open_file_cache max=1000 inactive=60s; open_file_cache_valid 2s;" : "";
        return """
                %s
                daemon off;
                worker_processes 1;
                worker_rlimit_nofile %d;
                pid %s/nginx.pid;
                error_log %s/error.log;
                events { worker_connections %d; }
                http {
                    types { text/html html; text/css css; text/javascript js; image/png png; }
                    charset utf-8;
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    keepalive_requests 1000000000;
                    keepalive_timeout 300s;
                    client_max_body_size 0;
                    client_body_temp_path %s/body;
                    proxy_temp_path %s/proxy;
                    fastcgi_temp_path %s/fastcgi;
                    uwsgi_temp_path %s/uwsgi;
                    scgi_temp_path %s/scgi;
                    %s
                    server {
                        listen 127.0.0.1:%d backlog=1024;
                        location / { root %s; }
                        location = %s { root %s; tcp_nopush off; }
                        location /uploads/ { root %s; %s }
                    }
                }
                """.formatted(user, Procfs.openFilesMax(), folder, folder, Procfs.openFilesMax() - 100, folder, folder,
                folder, folder, folder, cache, port, Workplace.SITE.toAbsolutePath(), Site.PIPELINED,
                Workplace.SITE.toAbsolutePath(), Workplace.FOLDER.toAbsolutePath(), dav());
    }

    private static String dav() {
        try {
            return Shell.run("nginx", "-V").contains("http_dav_module") ? "dav_methods PUT DELETE;" : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
