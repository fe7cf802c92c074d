package hostling.config;

import java.util.List;

/**
 * All that a configuration file says, checked and with its defaults filled in.
 *
 * @param server   what holds for all connections
 * @param logs     where logs go
 * @param sessions how the sessions of visitors are kept
 * @param cgi      what holds for all scripts
 * @param hosts    the virtual hosts in the order of the file, one at least
 */
public record Configuration(ServerBlock server, LogBlock logs, SessionBlock sessions, CgiBlock cgi,
                            List<HostBlock> hosts) { }
