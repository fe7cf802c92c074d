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
 * The environment of a script: the meta-variables of RFC 3875 section 4.1, and customary ones.
 *
 * <p>A script inherits nothing from the server's own environment, which may contain secrets (RFC 3875 section 9.5).
 *
 * <p>SCRIPT_NAME and PATH_INFO are percent-decoded, QUERY_STRING is left as it was sent. Encoded and concatenated, they
 * form a URI that leads to the same values (RFC 3875 sections 2.3 and 3.3).
 */
final class CgiEnvironment {
    /**
     * Fields that scripts don't get. Every process that can read the script's environment would see credentials (RFC 3875
     * sections 4.1.18 and 9.2). Many programs take the proxy for their own requests from {@code HTTP_PROXY}, so a client
     * could redirect these to itself. Type and length have separate variables. The rest is <b>hop-by-hop</b>.
     */
    private static final Set<String> WITHHELD =
            Set.of("authorization", "proxy-authorization", "proxy", "content-type", "content-length", "connection",
                    "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "expect");

    private static final String SOFTWARE = "Hostling/"
            + Optional.ofNullable(CgiEnvironment.class.getPackage().getImplementationVersion()).orElse("0");

    private CgiEnvironment() { }

    /**
     * The variables for one run of a script.
     *
     * @param common       variables that all scripts get; those of the request take precedence
     * @param contentBytes the length of the request's content without transfer coding, in bytes
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
        variables.put("REQUEST_SCHEME", request.scheme());
        if (request.secure()) {
            variables.put("HTTPS", "on");
        }
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

    /** The path, mapped to a file of the site (RFC 3875 section 4.1.6). */
    private static String translated(Path folder, String pathInfo) {
        return folder + pathInfo;
    }

    /**
     * Adds the fields of the request, each under a name like {@code HTTP_USER_AGENT}. A field with an underscore in its name
     * is left out, since it would look like another field: {@code User_Agent} must not pass for {@code User-Agent}.
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
     * Decodes octets for a variable. In a request, octets from 0x80 on are kept as ISO-8859-1 characters, but a variable is
     * written as UTF-8. So that the script gets the client's octets, they are decoded as UTF-8 if they are valid UTF-8
     * (RFC 3875 section 4.1.18).
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
