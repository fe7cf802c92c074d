package hostling.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises a file in the syntax of nginx, which many people know better than TOML. */
final class NginxSyntax {
    private static final Pattern BLOCK = Pattern.compile(
            "(?m)^[ \\t]*(?:(?:http|events|server)\\s*+\\{|(?:upstream|location)\\s[^={}\"'\\n]*+\\{)");
    private static final Pattern DIRECTIVE = Pattern.compile("(?m)^[ \\t]*(?:listen|server_name|root|index|worker_processes|"
            + "error_page|access_log|proxy_pass|return|include)\\s[^=;\\n]*+;[ \\t]*(?:#.*)?$");

    private NginxSyntax() { }

    /** The position of the first block or directive of nginx, in a file that is known not to be TOML. */
    static Optional<SourcePosition> find(SourceText source) {
        Matcher block = BLOCK.matcher(source.text());
        Matcher directive = DIRECTIVE.matcher(source.text());
        if (block.find()) {
            return Optional.of(source.positionAt(firstWord(source.text(), block.start())));
        }
        return directive.find() ? Optional.of(source.positionAt(firstWord(source.text(), directive.start())))
                : Optional.empty();
    }

    private static int firstWord(String text, int from) {
        int at = from;
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
