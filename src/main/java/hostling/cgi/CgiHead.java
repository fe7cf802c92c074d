package hostling.cgi;

import hostling.wire.FieldLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The header section of a script's response (RFC 3875 section 6).
 *
 * @param status        from the script's Status field, or the one that its other fields imply
 * @param fields        the fields for the client, including Location and Content-Type
 * @param localRedirect the path and query to serve instead of this response, if the script asks for that
 * @param contentLength the length of the content in bytes, if the script announces it
 */
record CgiHead(int status, List<FieldLine> fields, Optional<String> localRedirect, OptionalLong contentLength) { }
