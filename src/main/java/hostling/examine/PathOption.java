package hostling.examine;

/** What the user can tell about paths of the server, so that more can be tried. */
enum PathOption {
    /** Content is taken. */
    POST("post", "PATH", "a path that takes a POST with any content"),
    /** Content comes back. */
    ECHO("echo", "PATH", "a path that answers a POST with the content of the request"),
    /** Files are stored. */
    UPLOADS("uploads", "PATH", "a folder, with a slash at its end, that takes files by PUT, and by POST of a form"),
    /** Nothing can be deleted. */
    NO_DELETE("no-delete", "PATH", "a path whose DELETE is not allowed"),
    /** The client is sent elsewhere. */
    REDIRECT("redirect", "PATH", "a path that is redirected"),
    /** Content may not be large. */
    LIMITED("limited", "PATH,BYTES", "a path that takes a POST with so many bytes of content and no more, such as /small,1000"),
    /** A script runs. */
    CGI("cgi", "PATH", "a script that writes the content of its request into its response"),
    /** A cookie is set. */
    SESSION("session", "PATH", "a path that sets a cookie"),
    /** A cookie is known. */
    SESSION_INFO("session-info", "PATH", "a path whose response is another one for a client with the cookie of --session"),
    /** A folder is shown. */
    LISTING("listing", "PATH", "a folder without a default file, with a slash at its end, whose entries are shown"),
    /** One address has several sites. */
    HOST("other-host", "NAME", "another host of the server, whose page is another one");

    private final String key;
    private final String value;
    private final String meaning;

    PathOption(String key, String value, String meaning) {
        this.key = key;
        this.value = value;
        this.meaning = meaning;
    }

    /** The name of the option without hyphens before it. */
    String key() {
        return key;
    }

    /** What follows it. */
    String value() {
        return value;
    }

    /** What it names. */
    String meaning() {
        return meaning;
    }

    /** How it is written, and what it names. */
    String usage() {
        return "--" + key + " " + value + ": " + meaning;
    }
}
