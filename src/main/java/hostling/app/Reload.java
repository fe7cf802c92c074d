package hostling.app;

import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import hostling.config.LoadResult;
import hostling.log.ErrorLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the configuration file again and applies it; if anything is wrong with it, the old configuration stays. The
 * logs are reopened in both cases. It runs on the loop's thread: reading a small file takes no longer than serving one.
 *
 * @param file      the configuration file, if there is one
 * @param overrides the command-line options that override the file
 * @param server    the server to reconfigure
 */
record Reload(Optional<Path> file, Overrides overrides, ConfiguredServer server) implements Runnable {
    @Override
    public void run() {
        try {
            if (file.isPresent()) {
                read(file.get());
            } else {
                errorLog().info("there is no configuration file to reload: only the logs are reopened");
            }
        } catch (IOException e) {
            errorLog().error("the old configuration stays: " + e.getMessage(), null);
        } finally {
            server.reopenLogs();
        }
    }

    private void read(Path path) throws IOException {
        errorLog().debug("SIGHUP: reloading " + path);
        LoadResult loaded = ConfigurationFile.read(path, ProgramSearch.folders());
        loaded.diagnostics().forEach(problem -> errorLog().warning(problem.toString()));
        if (!loaded.isWhole()) {
            errorLog().warning(path + " has errors: the old configuration stays");
            return;
        }
        server.reload(withAsManyWorkers(overrides.over(loaded.configuration().orElseThrow())));
        errorLog().info(path + " is reloaded and in effect");
    }

    private Configuration withAsManyWorkers(Configuration next) {
        if (next.server().workers() != server.workers()) {
            errorLog().warning("server.workers: a reload can't change the number of workers, which stays "
                    + server.workers() + "; restart the server to change it");
        }
        return next.withWorkers(server.workers());
    }

    private ErrorLog errorLog() {
        return server.errorLog();
    }
}
