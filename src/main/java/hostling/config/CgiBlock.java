package hostling.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The table {@code [cgi]}.
 *
 * @param scriptsMax     the maximum number of scripts that run at once
 * @param time           the maximum run time of a script
 * @param outputBytesMax the maximum output of a script in bytes
 * @param interpreters   by file name extension, in lower case without the dot: the program, with its arguments, that runs
 *                       such a script; a script with any other extension is executed directly
 * @param environment    environment variables that all scripts get in addition to those of their request
 */
public record CgiBlock(int scriptsMax, Duration time, long outputBytesMax, Map<String, List<String>> interpreters,
                       Map<String, String> environment) {
    /** 32 scripts, 30 seconds, 10 MiB, no interpreters, no variables. */
    public static final CgiBlock DEFAULT = new CgiBlock(32, Duration.ofSeconds(30), 10L << 20, Map.of(), Map.of());
}
