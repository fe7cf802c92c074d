package hostling.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.http.Request;
import hostling.wire.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a script is told of its request: the meta-variables of RFC 3875 section 4.1, and those that are customary.
 *
 * <p>Of the server's own environment it gets what is given here and no more: what the server was started with may be
 * secret (RFC 3875 section 9.5).
 *
 * <p>SCRIPT_NAME and PATH_INFO are decoded, QUERY_STRING is as it was sent. Encoded and put together again they make a
 * URI that leads to the same values (RFC 3875 sections 2.3 and 3.3).
 */
final class CgiEnvironment {
    /**
     * Not for scripts. Credentials would be seen by every process that may look at the script's environment (RFC 3875
     * sections 4.1.18 and 9.2); {@code HTTP_PROXY} is where many programs find the proxy for their own requests, so a
     * client could lead these to itself. Type and length have variables of their own.
     */
    private static final Set<String> WITHHELD =
            Set.of("authorization", "proxy-authorization", "proxy", "content-type", "content-length", "connection",
                    "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "expect");

    private static final String SOFTWARE = "Hostling/"
            + Optional.ofNullable(CgiEnvironment.class.getPackage().getImplementationVersion()).orElse("0");

    private CgiEnvironment() { }

    /**
     * The variables for a run of a script.
     *
     * @param common       variables that all scripts get; those of the request win
     * @param contentBytes how much content the request has, decoded
     */
    static Map<String, String> of(Request request, Script script, Map<String, String> common, long contentBytes) {
        Map<String, String> variables = new HashMap<>(common);
        putFields(request.fields(), variables);
        String host = request.target().host();
        variables.put("GATEWAY_INTERFACE", "CGI/1.1");
        variables.put("SERVER_SOFTWARE", SOFTWARE);
        variables.put("SERVER_NAME", host.isEmpty() ? "localhost" : host);
        variables.put("SERVER_PORT", Integer.toString(request.port()));
        variables.put("SERVER_PROTOCOL", request.protocol());
        variables.put("REQUEST_METHOD", request.method().name());
        variables.put("REQUEST_URI", request.target().toString());
        variables.put("QUERY_STRING", text(request.target().query()));
        variables.put("SCRIPT_NAME", script.name());
        variables.put("SCRIPT_FILENAME", script.file().toString());
        variables.put("DOCUMENT_ROOT", script.folder().toString());
        variables.put("REMOTE_ADDR", request.remote());
        variables.put("REMOTE_HOST", request.remote());
        variables.put("REDIRECT_STATUS", "200");        // without it php-cgi refuses to run
        if (!script.pathInfo().isEmpty()) {
            variables.put("PATH_INFO", script.pathInfo());
            variables.put("PATH_TRANSLATED", translated(script.folder(), script.pathInfo()));
        }
        if (contentBytes > 0) {
            variables.put("CONTENT_LENGTH", Long.toString(contentBytes));
        }
        request.field("Content-Type").ifPresent(type -> variables.put("CONTENT_TYPE", text(type)));
        return variables;
    }

    /** Where the path would be as a file of the site (RFC 3875 section 4.1.6). */
    private static String translated(Path folder, String pathInfo) {
        return folder + pathInfo;
    }

    /**
     * The fields of the request, each under a name like {@code HTTP_USER_AGENT}. A name with an underscore would look
     * like another field's, so there is none for it: {@code User_Agent} must not pass for {@code User-Agent}.
     */
    private static void putFields(Fields fields, Map<String, String> variables) {
        Map<String, List<String>> values = new TreeMap<>();
        for (int i = 0; i < fields.count(); i++) {
            String name = fields.name(i).toLowerCase(Locale.ROOT);
            if (!WITHHELD.contains(name) && name.chars().allMatch(CgiEnvironment::isPlain)) {
                values.computeIfAbsent(name, first -> new ArrayList<>(1)).add(fields.value(i));
            }
        }
        values.forEach((name, all) -> variables.put("HTTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'),
                text(String.join(name.equals("cookie") ? "; " : ", ", all))));
    }

    /**
     * Octets from 0x80 on are characters of ISO-8859-1 here; a variable is written as UTF-8. So that a script gets the
     * octets that the client sent, they are taken for UTF-8 where that is what they are (section 4.1.18).
     */
    private static String text(String octets) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1))).toString();
        } catch (CharacterCodingException e) {
            return octets;
        }
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
}
