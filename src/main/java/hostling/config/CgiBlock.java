package hostling.config;

import hostling.cgi.CgiLimits;
import java.util.List;
import java.util.Map;

/**
 * The table {@code [cgi]}.
 *
 * @param limits         the limits of scripts
 * @param interpreters   by file name extension, in lower case without the dot: the program, with its arguments, that runs
 *                       such a script; a script with any other extension is executed directly
 * @param environment    environment variables that all scripts get in addition to those of their request
 * @param keepsDetached  whether processes that a script has put into a session of their own outlive it
 */
public record CgiBlock(CgiLimits limits, Map<String, List<String>> interpreters, Map<String, String> environment,
                       boolean keepsDetached) {
    /** The default limits, no interpreters, no variables. */
    public static final CgiBlock DEFAULT = new CgiBlock(CgiLimits.DEFAULT, Map.of(), Map.of(), false);
}
