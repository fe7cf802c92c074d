package hostling.config;

import hostling.config.Diagnostic.Severity;
import java.util.Locale;

/**
 * Every complaint that the reader of a configuration can make. Each says first what is wrong and then what would be
 * right; the holes are filled with what stands in the file. {@code test-data/config} has a file for each.
 */
public enum DiagnosticKind {
    // What is no text or no TOML. The key is not known here.
    NOT_UTF8("this byte is not UTF-8", "save the file in UTF-8"),
    NESTED("this bracket is within %s others already", "close some; three are enough for all that can be said here"),
    SYNTAX_NO_VALUE("there is no value here", "write one, such as 5, true or \"text\""),
    SYNTAX_BARE_TEXT("'%s' is not in quotes", "write \"%1$s\""),
    SYNTAX_BOOLEAN("'%s' is no value", "write true or false, in lower case and without quotes"),
    SYNTAX_BEHIND_VALUE("'%s' stands behind the end of the value",
            "a line has one key and one value; text, sizes and durations are in quotes, such as \"10 MiB\""),
    SYNTAX_BEHIND_HEADER("'%s' stands behind the name of the table", "what is in the table begins in the next line"),
    SYNTAX_NO_EQUALS("the key has no equals sign behind it", "write KEY = VALUE; a key with spaces needs quotes"),
    SYNTAX_NO_KEY("'%s' is not the beginning of a key", "a line is KEY = VALUE, [table], [[table]] or # a comment; "
            + "a key has letters a to z, digits, - and _, or is in quotes"),
    SYNTAX_OPEN_TEXT("the text is not closed", "end it with %s"),
    SYNTAX_OPEN_ARRAY("the list goes on wrongly or is not closed", "write [ONE, TWO], with a comma between two values"),
    SYNTAX_OPEN_BRACES("the table in braces goes on wrongly or is not closed",
            "write { a = 1, b = 2 } in one line, without a comma at the end"),
    SYNTAX_OPEN_HEADER("the name of the table is not closed as it was opened", "write [name] or [[name]]"),
    SYNTAX_EMPTY_HEADER("the table has no name", "write it between the brackets, such as [server]"),
    SYNTAX_CONTROL("the control character %s can't stand here", "take it away, or write it as %1$s in double quotes"),
    SYNTAX_ESCAPE("a backslash in double quotes begins an escape, and this is none",
            "write \\\\ for a backslash, or put the text in single quotes"),
    SYNTAX_TWICE("'%s' is there already, in line %s",
            "a key or [table] stands once; only tables in double brackets, such as [[host]], can be repeated"),
    SYNTAX_OTHER("this can't be read (%s)", "numbers are such as 100, all else is best in quotes"),

    // What can be said of any key.
    UNKNOWN_KEY("there is no such key", "%s"),
    MISPLACED("this has no meaning here", "it goes with %s"),
    MISSING("this is missing", "write %s"),
    WRONG_TYPE("%s stands here", "%s is wanted, such as %s"),
    TABLE_ONCE("this table can be repeated, so it has double brackets", "write [[%s]]"),
    EMPTY("there is nothing in the quotes", "write %s, or leave the key away"),
    EMPTY_LIST("there is nothing in the list", "write %s, or leave the key away"),
    UNKNOWN_WORD("'%s' is not known here", "%s"),
    OUT_OF_RANGE("%s is out of range", "it can be from %s to %s"),
    TOO_LARGE("'%s' is more than can be counted", "write a smaller number"),
    SIZE_FORM("'%s' is no size", "write a whole number and B, KB, MB, GB, KiB, MiB or GiB, such as \"10 MiB\""),
    DURATION_FORM("'%s' is no duration", "write a whole number and ms, s, min, h or d, such as \"5 s\""),
    DURATION_WITHOUT_UNIT("%s has no unit", "write a whole number and ms, s, min, h or d in quotes, such as \"5 s\""),
    WHOLE_SECONDS("'%s' goes out in whole seconds", "write at least \"1 s\", or \"0 s\""),
    FIELD_VALUE("'%s' can't be the value of a field", "write one line of ASCII without a space at either end"),

    // Files and folders.
    PATH_INVALID("'%s' can't be the name of a file on this machine", "write one without control characters"),
    NO_FOLDER("there is no folder %s", "make it, or correct the path; relative paths begin at %s"),
    NOT_A_FOLDER("%s is not a folder that can be read", "name a folder"),
    NO_FILE("there is no file %s", "make it, or correct the path; relative paths begin at %s"),
    NOT_A_FILE("%s is not a file that can be read", "name a file"),
    NO_FOLDER_FOR_LOG("there is no folder for the file %s", "make it; the file itself need not be there"),
    LOG_IS_FOLDER("%s is a folder", "name a file, or write \"stdout\", \"stderr\" or \"off\""),
    NO_PROGRAM(Severity.WARNING, "the program %s is not there or can't be run",
            "install it, or name another; until then these scripts are answered with an error"),

    // Tables of the whole server.
    IDLE_LONGER_THAN_AGE("%s is longer than the whole age of a session, %s",
            "write at most that, or raise sessions.age"),
    KEY_LENGTH("the file has %s bytes", "a key has from 32 to 1024 random bytes, taken as they are: "
            + "head -c 32 /dev/urandom >FILE"),
    KEY_OPEN_TO_ALL(Severity.WARNING, "every user of this machine can read the key, and so forge sessions",
            "chmod 600 %s"),
    MEMORY_NOT_SHARED(Severity.WARNING, "%s workers share no memory, so sessions are kept in cookies all the same, "
            + "signed with a key that is made at the start",
            "write store = \"cookie\" with a key-file, which outlasts a restart, or leave store away"),
    SCRIPT_LONGER_THAN_ANSWER("%s is longer than the loop waits for an answer, %s, so it would answer 503 first",
            "write at most that, or raise timeouts.answer"),
    VARIABLE_NAME("'%s' is no name of a variable", "write letters, digits and underscores, such as PERL5LIB"),
    VARIABLE_VALUE("a variable can't have the character NUL in its value", "take \\u0000 away"),
    EXTENSION_FORM("'%s' is no extension", "write lower-case letters and digits without the dot, such as py"),

    // Hosts.
    NO_HOST("the file has no host", "write [[host]], and below it [[host.route]], path = \"/\" and root = \"www\""),
    NO_ROUTE("the host has no route", "write [[host.route]], and below it path = \"/\" and root = \"www\""),
    NAME_WITH_PORT("'%s' has a port", "write \"%s\"; ports belong into listen"),
    NAME_FORM("'%s' is no name of a host", "write letters, digits, hyphens and dots (other letters in the form xn--…), "
            + "an IPv4 address, or an IPv6 address in brackets"),
    NAME_TWICE("'%s' at %s is the name of the host in line %s already", "a name stands once for each address"),
    ADDRESS_WITHOUT_PORT("'%s' has no port at its end",
            "write ADDRESS:PORT, such as \"127.0.0.1:8080\", or a port alone"),
    ADDRESS_WITHOUT_BRACKETS("%s is an IPv6 address without brackets", "write \"[%1$s]:PORT\""),
    ADDRESS_IS_NAME("'%s' is a name, and names are not looked up",
            "write an IP address, localhost, or * for all addresses of this machine"),
    ADDRESS_FORM("'%s' is no address",
            "write an IP address, localhost, or * for all addresses of this machine"),
    PORT_RANGE("%s is no port", "ports are from 1 to 65535; with 0 the system chooses one"),
    ADDRESS_TWICE("%s stands here twice", "once is enough"),
    ADDRESS_COVERED("%s and %s in line %s can't both be had: * takes the port of every address",
            "use one of them in both places"),
    DEFAULT_TWICE("the host in line %s is the default at %s already", "one host is the default at an address"),
    DEFAULT_IMPLIED(Severity.WARNING, "no host at %s says that it is the default",
            "this one is, being the first; say default = true in one of them"),
    DEFAULT_LEFT_OUT(Severity.WARNING, "the default at %s, in line %s, is left out for its errors",
            "until that is corrected, this host answers in its place"),
    NEVER_CHOSEN(Severity.WARNING, "the host has no names and is no default, so no request gets to it",
            "give it names or default = true"),
    STATUS_FORM("'%s' is no status of an error", "write a number from 400 to 599"),
    HSTS_WITHOUT_TLS(Severity.WARNING, "browsers ignore this on plain HTTP, which is spoken at %s",
            "it is of use behind a proxy that speaks TLS, at an address such as 127.0.0.1 that only the proxy gets to"),

    // Routes.
    PATH_WITHOUT_SLASH("'%s' doesn't begin with a slash", "write \"%s\""),
    PATH_WITH_QUERY("'%s' has a query, and routes are chosen by the path alone", "write \"%s\""),
    PATH_NOT_NORMAL("'%s' is not how requests for it look in the end", "write \"%s\""),
    PATH_NOT_FOLDER("a route with %s is for all paths below its own", "end the path with a slash: \"%s\""),
    PATH_TWICE("'%s' is taken by line %s of this host already", "a path stands once in a host"),
    NO_ACTION("the route does nothing",
            "give it one of root, alias, uploads, cgi, redirect and demo, such as root = \"www\""),
    TWO_ACTIONS("a route does one thing, and this one has '%s' in line %s", "make a second [[host.route]] of it"),
    METHOD_NEVER("%s is refused everywhere", "leave it away"),
    METHOD_NOT_HERE("a route with %s can't deal with %s", "it can with %s"),
    INDEX_FORM("'%s' is not the name of a file in a folder", "write a name without a slash, such as \"index.html\""),
    FILE_LARGER_THAN_REQUEST("%s for one file is more than %s for the whole request",
            "write at most that, or raise request"),
    CACHE_FORM("'%s' is no rule for caches", "write a duration such as \"1 h\", or no-store, no-cache or immutable"),
    REFERENCE_FORM("'%s' is no reference to a place on the web",
            "write such as \"/new/\" or \"https://example.org/\"; spaces and other characters are percent-encoded"),
    REDIRECT_TO_ITSELF("the route sends clients to itself, over and over", "write another place than '%s'"),
    ORIGIN_FORM("'%s' is no origin", "write scheme and host in lower case, and the port where it is not the usual one, "
            + "without a slash at the end: \"https://example.org\""),
    STAR_ALONE("'*' means all, and other values stand beside it", "write it alone, or leave it away"),
    STAR_WITH_CREDENTIALS("browsers don't take '*' together with credentials",
            "name each one, or write credentials = false"),
    TOKEN_FORM("'%s' is no name of a field", "write such as \"Content-Type\" or \"X-Any-Name\"");

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

    /** Whether what it is about can be used all the same. */
    public Severity severity() {
        return severity;
    }

    /** The sentence, with its holes filled in their order. */
    String message(Object... details) {
        return String.format(Locale.ROOT, wrong + "; " + right, details);
    }
}
