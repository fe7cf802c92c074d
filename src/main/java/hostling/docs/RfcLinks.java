package hostling.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * Makes links of what a text says about RFCs: the number of an RFC, with a section behind it or before it, and in a list of
 * sections, such as "sections 9.5 (time-outs) and 9.6 (closing)", each of them.
 */
final class RfcLinks {
    private static final String SECTION = "\\d+(?:\\.\\d+)*";
    private static final Pattern RFC = Pattern.compile("section\\s+(?<before>" + SECTION + ")\\s+of\\s+RFC\\s+(?<of>\\d+)"
            + "|RFC\\s+(?<rfc>\\d+)(?:,?\\s+sections?\\s+(?<section>" + SECTION + "))?");
    /** Another section of the same RFC. */
    private static final Pattern ANOTHER = Pattern.compile(
            "((?:\\s+\\([^)]*\\))?(?:,|,?\\s+and)\\s+)(" + SECTION + ")(?![\\w.]\\w)");

    private final String text;
    private final List<Node> nodes = new ArrayList<>();
    private int done;

    private RfcLinks(String text) {
        this.text = text;
    }

    /** The text as a sequence of texts and links. */
    static List<Node> in(String text) {
        RfcLinks links = new RfcLinks(text);
        Matcher matcher = RFC.matcher(text);
        while (matcher.find()) {
            links.copyUpTo(matcher.start());
            if (matcher.group("of") != null) {
                links.link(matcher.end(), address(matcher.group("of"), matcher.group("before")));
            } else {
                links.link(matcher.end(), address(matcher.group("rfc"), matcher.group("section")));
                if (matcher.group().contains("sections")) {
                    links.linkOthers(matcher.group("rfc"));
                }
            }
        }
        links.copyUpTo(text.length());
        return links.nodes;
    }

    /** The address at the editor of the RFCs. */
    private static String address(String rfc, String section) {
        return "https://www.rfc-editor.org/rfc/rfc" + rfc + (section == null ? "" : "#section-" + section);
    }

    private void linkOthers(String rfc) {
        Matcher another = ANOTHER.matcher(text).region(done, text.length());
        while (another.lookingAt()) {
            copyUpTo(another.start(2));
            link(another.end(2), address(rfc, another.group(2)));
            another.region(done, text.length());
        }
    }

    private void copyUpTo(int end) {
        if (end > done) {
            nodes.add(new Text(text.substring(done, end)));
            done = end;
        }
    }

    private void link(int end, String address) {
        Link link = new Link(address, null);
        link.appendChild(new Text(text.substring(done, end)));
        nodes.add(link);
        done = end;
    }
}
