package hostling.config;

import hostling.config.Diagnostic.Severity;
import java.util.Locale;

/**
 * The kinds of diagnostics about a configuration. Each message says first what is wrong and then what would be right;
 * the placeholders are filled with text from the file. {@code test-data/config} has a file for each kind.
 */
public enum DiagnosticKind {
    // Not UTF-8 or not TOML. The key is not known here.
    NOT_UTF8("this byte is not UTF-8", "save the file in UTF-8"),
    NESTED("this bracket is nested in %s others", "close some; no key needs more than three levels"),
    SYNTAX_NO_VALUE("there is no value here", "write one, such as 5, true or \"text\""),
    SYNTAX_BARE_TEXT("'%s' is not in quotes", "write \"%1$s\""),
    SYNTAX_BOOLEAN("'%s' is not a value", "write true or false, in lower case and without quotes"),
    SYNTAX_AFTER_VALUE("'%s' follows the end of the value",
            "a line has one key and one value; text, sizes and durations are in quotes, such as \"10 MiB\""),
    SYNTAX_AFTER_HEADER("'%s' follows the name of the table", "the content of the table starts on the next line"),
    SYNTAX_NO_EQUALS("there is no equals sign after the key", "write KEY = VALUE; a key with spaces needs quotes"),
    SYNTAX_NO_KEY("'%s' can't start a key", "a line is KEY = VALUE, [table], [[table]] or # a comment; "
            + "a key has letters a to z, digits, - and _, or is in quotes"),
    SYNTAX_OPEN_TEXT("the text is not closed", "end it with %s"),
    SYNTAX_OPEN_ARRAY("the list has a syntax error or is not closed", "write [ONE, TWO], with a comma between two values"),
    SYNTAX_OPEN_BRACES("the table in braces has a syntax error or is not closed",
            "write { a = 1, b = 2 } on one line, without a trailing comma"),
    SYNTAX_OPEN_HEADER("the brackets around the name of the table don't match", "write [name] or [[name]]"),
    SYNTAX_EMPTY_HEADER("the table has no name", "write it between the brackets, such as [server]"),
    SYNTAX_CONTROL("the control character %s is not allowed here", "remove it, or write it as %1$s in double quotes"),
    SYNTAX_ESCAPE("a backslash in double quotes begins an escape, and this one is invalid",
            "write \\\\ for a backslash, or put the text in single quotes"),
    SYNTAX_TWICE("'%s' is already defined in line %s",
            "a key or [table] can be defined once; only tables in double brackets, such as [[host]], can be repeated"),
    SYNTAX_FOREIGN("this is the syntax of %s", "write TOML: [[host]] with listen = \"*:80\" and names = [\"example.org\"], "
            + "and below it [[host.route]] with path = \"/\" and root = \"/srv/www\""),
    SYNTAX_OTHER("this can't be read (%s)", "write numbers like 100, and anything else in quotes"),

    // Any key.
    UNKNOWN_KEY("there is no such key", "%s"),
    RENAMED("this key has another name now", "write %s"),
    MISPLACED("this has no meaning here", "it goes with %s"),
    MISSING("this is missing", "write %s"),
    WRONG_TYPE("found %s", "expected %s, such as %s"),
    TABLE_ONCE("this table can be repeated, so it needs double brackets", "write [[%s]]"),
    EMPTY("the text is empty", "write %s, or leave the key out"),
    EMPTY_LIST("the list is empty", "write %s, or leave the key out"),
    UNKNOWN_WORD("'%s' is not a valid word here", "%s"),
    OUT_OF_RANGE("%s is out of range", "it can be from %s to %s"),
    TOO_LARGE("'%s' is too large", "write a smaller number"),
    SIZE_FORM("'%s' is not a size", "write a whole number and B, KB, MB, GB, KiB, MiB or GiB, such as \"10 MiB\""),
    DURATION_FORM("'%s' is not a duration", "write a whole number and ms, s, min, h or d, such as \"5 s\""),
    DURATION_WITHOUT_UNIT("%s has no unit", "write a whole number and ms, s, min, h or d in quotes, such as \"5 s\""),
    WHOLE_SECONDS("'%s' is not a whole number of seconds", "write whole seconds, such as \"1 s\" or \"0 s\""),
    FIELD_VALUE("'%s' is not a valid field value", "write one line of ASCII without a space at either end"),

    // Files and folders.
    PATH_INVALID("'%s' is not a valid path on this machine", "write one without control characters"),
    NO_FOLDER("there is no folder %s", "create it, or correct the path; relative paths start at %s"),
    NOT_A_FOLDER("%s is not a readable folder", "name a folder"),
    NO_FILE("there is no file %s", "create it, or correct the path; relative paths start at %s"),
    NOT_A_FILE("%s is not a readable file", "name a file"),
    NO_FOLDER_FOR_LOG("there is no folder for the file %s", "create it; the file itself need not exist"),
    LOG_IS_FOLDER("%s is a folder", "name a file, or write \"stdout\", \"stderr\" or \"off\""),
    NO_PROGRAM(Severity.WARNING, "the program %s does not exist or is not executable",
            "install it, or name another one; until then, requests for these scripts get an error"),

    // Tables of the whole server.
    IDLE_LONGER_THAN_AGE("%s is longer than the maximum age of a session, %s",
            "write at most that, or raise sessions.age"),
    KEY_LENGTH("the file has %s bytes", "a key has from 32 to 1024 random bytes; create one with "
            + "head -c 32 /dev/urandom >FILE"),
    KEY_OPEN_TO_ALL(Severity.WARNING, "every user of this machine can read the key, and with it forge sessions",
            "run chmod 600 %s"),
    MEMORY_NOT_SHARED(Severity.WARNING, "%s workers share no memory, so sessions are kept in cookies anyway, "
            + "signed with a key that is generated at each start",
            "write store = \"cookie\" with a key-file, so that sessions survive a restart, or leave store out"),
    SCRIPT_LONGER_THAN_HANDLER("%s is longer than timeouts.handler, %s, so the server would answer 503 first",
            "write at most that, or raise timeouts.handler"),
    VARIABLE_NAME("'%s' is not a variable name", "write letters, digits and underscores, such as PERL5LIB"),
    VARIABLE_VALUE("the value of a variable can't contain the character NUL", "remove \\u0000"),
    EXTENSION_FORM("'%s' is not an extension", "write lower-case letters and digits without the dot, such as py"),

    // Hosts.
    ROUTE_WITHOUT_HOST("a route belongs to a host", "write [[host.route]], below the [[host]] that it belongs to"),
    NO_HOST("the file has no host", "write [[host]], and below it [[host.route]], path = \"/\" and root = \"www\""),
    NO_ROUTE("the host has no route", "write [[host.route]], and below it path = \"/\" and root = \"www\""),
    NAME_WITH_PORT("'%s' has a port", "write \"%s\"; ports belong in listen"),
    NAME_FORM("'%s' is not a host name", "write letters, digits, hyphens and dots (other letters in the form xn--…), "
            + "an IPv4 address, or an IPv6 address in brackets"),
    NAME_TWICE("'%s' at %s is already the name of the host in line %s", "a name can be used once at each address"),
    ADDRESS_WITHOUT_PORT("'%s' has no port at its end",
            "write ADDRESS:PORT, such as \"127.0.0.1:8080\", or a port alone"),
    RANGE_FORM("'%s' is no address and no range of addresses", "write an address such as 127.0.0.1 or ::1, or a range such "
            + "as 10.0.0.0/8, with zeros after the first 8 bits"),
    ADDRESS_WITHOUT_BRACKETS("%s is an IPv6 address without brackets", "write \"[%1$s]:PORT\""),
    ADDRESS_IS_NAME("'%s' is a name, and names are not looked up",
            "write an IP address, localhost, or * for all addresses of this machine"),
    ADDRESS_FORM("'%s' is not an address",
            "write an IP address, localhost, or * for all addresses of this machine"),
    PORT_RANGE("%s is not a port", "ports are from 1 to 65535; with 0 the system chooses one"),
    ADDRESS_TWICE("%s is listed twice", "once is enough"),
    ADDRESS_CONFLICT("%s conflicts with %s in line %s: * takes the port at every address",
            "use the same address in both places"),
    DEFAULT_TWICE("the host in line %s is already the default at %s", "each address has one default host"),
    DEFAULT_IMPLIED(Severity.WARNING, "no host at %s is marked as the default",
            "this one, the first, is taken; write default = true in one of them"),
    DEFAULT_LEFT_OUT(Severity.WARNING, "the default host at %s, in line %s, is left out because of its errors",
            "until they are corrected, this host answers instead"),
    UNREACHABLE_HOST(Severity.WARNING, "the host has no names and is not a default, so no request reaches it",
            "give it names or default = true"),
    STATUS_FORM("'%s' is not an error status", "write a number from 400 to 599"),
    HSTS_WITHOUT_TLS(Severity.WARNING, "browsers ignore this on plain HTTP, which is used at %s",
            "use it behind a TLS proxy, and listen at an address that only the proxy can reach, such as 127.0.0.1"),

    // Routes.
    PATH_WITHOUT_SLASH("'%s' doesn't begin with a slash", "write \"%s\""),
    PATH_WITH_QUERY("'%s' has a query, but routes are chosen by the path alone", "write \"%s\""),
    PATH_NOT_NORMAL("'%s' is not a normalized path, so no request would match it", "write \"%s\""),
    PATH_NOT_FOLDER("a route with %s handles all paths below its own", "end the path with a slash: \"%s\""),
    PATH_TWICE("'%s' is already taken by line %s of this host", "each path can be used once in a host"),
    NO_ACTION("the route does nothing",
            "give it one of root, alias, uploads, cgi, redirect, health, status and demo, such as root = \"www\""),
    TWO_ACTIONS("a route has one action, and this one has '%s' in line %s", "put it into another [[host.route]]"),
    METHOD_NEVER("%s is rejected by every route", "remove it"),
    METHOD_NOT_HERE("a route with %s does not support %s", "it supports %s"),
    INDEX_FORM("'%s' is not a valid name for an index file",
            "write a name without a slash, a control character or a leading dot, such as \"index.html\""),
    FILE_LARGER_THAN_REQUEST("%s for one file is more than %s for the whole request",
            "write at most that, or raise request"),
    CACHE_FORM("'%s' is not a caching rule", "write a duration such as \"1 h\", or no-store, no-cache or immutable"),
    REFERENCE_FORM("'%s' is not a valid redirect target",
            "write a path or a URL, such as \"/new/\" or \"https://example.org/\", with spaces and non-ASCII "
            + "characters percent-encoded"),
    REDIRECT_TO_ITSELF("the route redirects clients to itself, over and over", "write another target than '%s'"),
    ORIGIN_FORM("'%s' is not an origin", "write scheme and host in lower case, and the port if it is not the default, "
            + "without a slash at the end: \"https://example.org\""),
    STAR_ALONE("'*' means all, but the list has other values, too", "write it alone, or remove it"),
    STAR_WITH_CREDENTIALS("browsers reject '*' together with credentials",
            "list each one, or write credentials = false"),
    TOKEN_FORM("'%s' is not a field name", "write a name such as \"Content-Type\" or \"X-Any-Name\"");

    private final Severity severity;
    private final String wrong;
    private final String right;

    DiagnosticKind(String wrong, String right) {
        this(Severity.ERROR, wrong, right);
    }

    DiagnosticKind(Severity severity, String wrong, String right) {
        this.severity = severity;
        this.wrong = wrong;
        this.right = right;
    }

    /** Whether the host or file can still be used. */
    public Severity severity() {
        return severity;
    }

    /** Whether the file can't be read as UTF-8 or TOML at the diagnostic's very position. */
    boolean isAboutSyntax() {
        return this == NOT_UTF8 || this == NESTED || name().startsWith("SYNTAX_");
    }

    /** The message, with its placeholders filled in order. */
    String message(Object... details) {
        return String.format(Locale.ROOT, wrong + "; " + right, details);
    }
}
