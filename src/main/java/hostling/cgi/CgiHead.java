package hostling.cgi;

import hostling.wire.FieldLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a script's response begins with (RFC 3875 section 6).
 *
 * @param status        what the script said, or what follows from its fields
 * @param fields        what goes to the client, Location and Content-Type among them
 * @param localRedirect the path and query to be served in the place of this response, where that is what the script
 *                      wants
 * @param contentLength how much content the script promises, where it does
 */
record CgiHead(int status, List<FieldLine> fields, Optional<String> localRedirect, OptionalLong contentLength) { }
