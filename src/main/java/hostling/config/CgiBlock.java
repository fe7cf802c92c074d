package hostling.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The table {@code [cgi]}.
 *
 * @param scriptsMax     how many scripts run at once
 * @param time           how long one may run
 * @param outputBytesMax how much one may write
 * @param interpreters   by extension, in lower case without the dot: the program and its arguments that a script of
 *                       this extension is given to; a script of another extension is run itself
 * @param environment    variables that all scripts get besides those of their request
 */
public record CgiBlock(int scriptsMax, Duration time, long outputBytesMax, Map<String, List<String>> interpreters,
                       Map<String, String> environment) {
    /** 32 scripts, 30 seconds, 10 MiB, no interpreters, no variables. */
    public static final CgiBlock DEFAULT = new CgiBlock(32, Duration.ofSeconds(30), 10L << 20, Map.of(), Map.of());
}
