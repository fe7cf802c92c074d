package hostling.cgi;

import hostling.log.ErrorLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which scripts there are, and how they are run.
 *
 * @param folder       an existing folder
 * @param path         where the site shows the folder; begins and ends with a slash
 * @param interpreters by extension, in lower case without the dot: the program, and arguments of it, that a script of
 *                     this extension is given to. A script of any other extension is a program itself
 * @param environment  variables that scripts get besides those of their request
 * @param temporary    where the content of requests is kept until it is whole
 * @param limits       how much scripts may take
 * @param errorLog     what takes the scripts' own complaints, and ours about them
 * @param nanoTime     the clock by which the time of scripts is counted: it never goes back, and begins anywhere
 */
public record CgiSettings(Path folder, String path, Map<String, List<String>> interpreters,
                          Map<String, String> environment, Path temporary, CgiLimits limits, ErrorLog errorLog,
                          LongSupplier nanoTime) {
    /** Checks the form of the path. */
    public CgiSettings {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("a path of scripts begins and ends with a slash: " + path);
        }
        interpreters = Map.copyOf(interpreters);
        environment = Map.copyOf(environment);
    }
}
