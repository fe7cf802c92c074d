package hostling.cgi;

import hostling.log.ErrorLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which scripts there are, and how to run them.
 *
 * @param folder       the existing folder that contains the scripts
 * @param path         the URL path of the folder; begins and ends with a slash
 * @param interpreters by extension, in lower case without the dot: the program that runs scripts of this extension, and its
 *                     arguments, to which the script is appended. A script with another extension must be executable
 * @param environment  variables that scripts get besides those of their request
 * @param temporary    the folder that stores the content of requests until it is complete
 * @param passesUtf8    whether Java passes variables to programs in UTF-8, which depends on the locale
 * @param keepsDetached whether processes that a script has put into a session of their own outlive it
 * @param limits       limits of time, number and output
 * @param errorLog     is given the scripts' standard error output, and the server's messages about scripts
 * @param nanoTime     monotonic clock in nanoseconds, for the time limit of scripts
 */
public record CgiSettings(Path folder, String path, Map<String, List<String>> interpreters,
                          Map<String, String> environment, Path temporary, boolean passesUtf8,
                          boolean keepsDetached, CgiLimits limits, ErrorLog errorLog, LongSupplier nanoTime) {
    /** Throws IllegalArgumentException if the path does not begin and end with a slash. */
    public CgiSettings {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("the path of scripts must begin and end with a slash: " + path);
        }
        interpreters = Map.copyOf(interpreters);
        environment = Map.copyOf(environment);
    }
}
