package hostling.app;

import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import hostling.config.LoadResult;
import hostling.log.ErrorLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the configuration again and goes on by it; where anything is wrong with it, all stays as it was. Logs are
 * opened anew in both cases. It runs on the loop's thread: reading a small file takes no longer than serving one.
 *
 * @param file      the configuration, if there is a file of it
 * @param overrides what holds whatever the file says
 * @param server    what goes on by it
 */
record Reload(Optional<Path> file, Overrides overrides, ConfiguredServer server) implements Runnable {
    @Override
    public void run() {
        try {
            if (file.isPresent()) {
                read(file.get());
            } else {
                errorLog().info("there is no file of the configuration to read again: only the logs are opened anew");
            }
        } catch (IOException e) {
            errorLog().error("the old configuration stays: " + e.getMessage(), null);
        } finally {
            server.reopenLogs();
        }
    }

    private void read(Path path) throws IOException {
        errorLog().debug("SIGHUP: " + path + " is read again");
        LoadResult loaded = ConfigurationFile.read(path, ProgramSearch.folders());
        loaded.problems().forEach(problem -> errorLog().warning(problem.toString()));
        if (!loaded.isWhole()) {
            errorLog().warning(path + " has errors: the old configuration stays");
            return;
        }
        server.reload(withAsManyWorkers(overrides.over(loaded.configuration().orElseThrow())));
        errorLog().info(path + " is read again and holds from now on");
    }

    private Configuration withAsManyWorkers(Configuration next) {
        if (next.server().workers() != server.workers()) {
            errorLog().warning("server.workers: there are " + server.workers()
                    + " as long as the server runs; for another number, start it anew");
        }
        return next.withWorkers(server.workers());
    }

    private ErrorLog errorLog() {
        return server.errorLog();
    }
}
