package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.http.Response;
import hostling.http.Status;
import hostling.log.ErrorLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The HTML around the pages that the server writes itself: listings of folders, errors for which a host has no page, and the
 * status.
 *
 * <p>The built-in template works on every site: its style sheet is in the page, and the page's own Content-Security-Policy
 * allows this style sheet and nothing else. A host can have a template of its own, so that these pages look like its others;
 * then the policy of the host applies.
 */
public final class PageTemplate {
    private static final String POLICY_FIELD = "Content-Security-Policy";
    private static final String TITLE = "{title}";
    private static final String CONTENT = "{content}";

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8884; --link: light-dark(#0a5a66, #7ccbd3); }
            body { background: light-dark(#f8f8f4, #14191b); color: light-dark(#1b2023, #e1e5e2);
              font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem;
              overflow-wrap: anywhere; }
            h1 { font-size: 1.6rem; line-height: 1.2; font-weight: 600; margin: .5rem 0 1rem; }
            a { color: var(--link); }
            .status { font-size: 3rem; line-height: 1; font-weight: 700; color: var(--link); margin: 0; }
            table { border-collapse: collapse; width: 100%; }
            th, td { padding: .45rem .75rem; text-align: left; border-bottom: 1px solid var(--line); }
            th { font-size: .8rem; font-weight: 600; opacity: .8; }
            td:first-child { width: 100%; }
            .size, .time { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            .folder { font-weight: 600; }
            footer { margin-top: 2rem; font-size: .85rem; opacity: .8; }
            @media (max-width: 34rem) { .time { display: none; } }
            """;

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <style>""" + STYLE + """
            </style>
            </head>
            <body>
            <main>
            {content}</main>
            <footer>Hostling</footer>
            </body>
            </html>
            """;

    /** Nobody may show such a page inside of another one: it must not allow more than the host's own policy does. */
    private static final String POLICY = "default-src 'none'; style-src " + Html.policySource(STYLE)
            + "; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The template for a host that has none of its own. */
    public static final PageTemplate BUILT_IN = new PageTemplate(PAGE, Optional.of(POLICY));

    private static final String END_OF_HEAD = "</head>";

    private final String beforeContent;
    private final String afterContent;
    private final Optional<String> policy;

    private PageTemplate(String template, Optional<String> policy) {
        int content = template.indexOf(CONTENT);
        this.beforeContent = template.substring(0, content);
        this.afterContent = template.substring(content + CONTENT.length());
        this.policy = policy;
    }

    /**
     * The template of a host: an HTML file in UTF-8 of at most 1 MiB, in which {@code {title}} is replaced by the title of
     * each page, and the first {@code {content}} by its heading and what follows.
     *
     * @param file empty for the built-in template, which also replaces a file that can't be used
     * @param log  gets an error for such a file
     */
    public static PageTemplate of(Optional<Path> file, ErrorLog log) {
        try {
            return file.isEmpty() ? BUILT_IN : read(file.get());
        } catch (IOException e) {
            log.error("the template " + file.get() + " can't be used", e);
            return BUILT_IN;
        }
    }

    private static PageTemplate read(Path file) throws IOException {
        String template = HostErrorPages.text(file);
        if (!template.contains(CONTENT)) {
            throw new IOException("it has no " + CONTENT);
        }
        return new PageTemplate(template, Optional.empty());
    }

    /** A whole page. The title is text; the content is HTML. */
    String page(String title, String content) {
        return before(title) + content + after(title);
    }

    /** The part of a page before its content. */
    String before(String title) {
        return beforeContent.replace(TITLE, Html.escape(title));
    }

    /** The part of a page after its content. */
    String after(String title) {
        return afterContent.replace(TITLE, Html.escape(title));
    }

    /**
     * A page with a style sheet and a script of its own. It has a policy of its own in every template, since that of a host
     * would refuse these two: it allows them by their hashes, requests to the origin of the page, and what the template
     * loads from this origin.
     *
     * @param title   text
     * @param style   a style sheet
     * @param script  runs after the content has been read
     * @param content HTML
     */
    public Response page(String title, String style, String script, String content) {
        String before = before(title);
        int head = before.indexOf(END_OF_HEAD);         // the tag can be left out; then the style sheet is before the content
        int end = head < 0 ? before.length() : head;
        String page = before.substring(0, end) + "<style>" + style + "</style>\n" + before.substring(end)
                + content + "<script>" + script + "</script>\n" + after(title);
        return Response.of(Status.OK).with(POLICY_FIELD, policyFor(style, script))
                .withContent("text/html; charset=utf-8", page.getBytes(UTF_8));
    }

    private String policyFor(String style, String script) {
        String template = policy.isPresent() ? "default-src 'none'; style-src " + Html.policySource(STYLE)
                : "default-src 'self'; object-src 'none'; style-src 'self'";
        return template + " " + Html.policySource(style) + "; script-src " + (policy.isPresent() ? "" : "'self' ")
                + Html.policySource(script) + "; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'";
    }

    /** A response with a page in this template, with the policy of the template, if it has one, instead of the host's. */
    Response dressed(Response page) {
        return policy.map(value -> page.replacing(POLICY_FIELD, value)).orElse(page);
    }
}
