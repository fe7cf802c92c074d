package hostling.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises files of other servers, which many people know better than TOML. A file is only looked at if it is no TOML.
 *
 * @param server   whose syntax it is
 * @param position of the first block or directive
 */
record ForeignSyntax(String server, SourcePosition position) {
    private enum Server {
        NGINX("nginx",
                "[ \\t]*(?:(?:http|events|server)\\s*+\\{|(?:upstream|location)\\s[^={}\"'\\n]*+\\{)",
                "[ \\t]*(?:listen|server_name|root|index|worker_processes|error_page|access_log|proxy_pass|return|include)\\s"
                + "[^=;\\n]*+;[ \\t]*(?:#.*)?$"),
        APACHE("Apache", "[ \\t]*<(?:VirtualHost|Directory|Location|IfModule|Files)\\b[^>\\n]*>",
                "[ \\t]*(?:Listen|ServerName|ServerRoot|DocumentRoot|LoadModule)[ \\t]+[^=\\s]"),
        CADDY("Caddy", "(?:https?://)?[a-z0-9.*-]*(?::[0-9]+)?[ \\t]+\\{[ \\t]*$",
                "[ \\t]*(?:file_server|reverse_proxy|root[ \\t]+\\*)(?:[ \\t]+[^=\\s]|[ \\t]*$)");

        private final String title;
        private final Pattern block;
        private final Pattern directive;

        Server(String title, String block, String directive) {
            this.title = title;
            this.block = Pattern.compile("(?m)^" + block);
            this.directive = Pattern.compile("(?m)^" + directive);
        }
    }

    /** The first block or directive of another server, in a file that is known not to be TOML. */
    static Optional<ForeignSyntax> find(SourceText source) {
        for (Server server : Server.values()) {
            Matcher block = server.block.matcher(source.text());
            Matcher directive = server.directive.matcher(source.text());
            if (block.find()) {
                return Optional.of(at(source, server, block.start()));
            }
            if (directive.find()) {
                return Optional.of(at(source, server, directive.start()));
            }
        }
        return Optional.empty();
    }

    private static ForeignSyntax at(SourceText source, Server server, int start) {
        int word = start;
        while (Character.isWhitespace(source.text().charAt(word))) {
            word++;
        }
        return new ForeignSyntax(server.title, source.positionAt(word));
    }
}
