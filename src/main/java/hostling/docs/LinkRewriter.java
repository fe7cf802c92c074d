package hostling.docs;

import java.util.Set;
import java.util.regex.Matcher;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * Lets links between files of the project lead to their pages on the site, and makes links of two things that are none in
 * Markdown: sections of RFCs, and code that names a class.
 */
final class LinkRewriter extends AbstractVisitor {
    private final Project project;
    private final String file;
    private final Set<String> reached;
    /** Whether the text is in a link, which has no other link in it, or in a heading, which stays as it is. */
    private boolean staysAsItIs;

    /**
     * Rewrites links in one file.
     *
     * @param reached gets the files that the links lead to
     */
    LinkRewriter(Project project, String file, Set<String> reached) {
        this.project = project;
        this.file = file;
        this.reached = reached;
    }

    @Override
    public void visit(Link link) {
        link.setDestination(rewritten(link.getDestination(), link));
        visitAsItIs(link);
    }

    @Override
    public void visit(Image image) {
        image.setDestination(rewritten(image.getDestination(), image));
        visitAsItIs(image);
    }

    @Override
    public void visit(Heading heading) {
        visitAsItIs(heading);
    }

    private void visitAsItIs(Node node) {
        boolean before = staysAsItIs;
        staysAsItIs = true;
        visitChildren(node);
        staysAsItIs = before;
    }

    private String rewritten(String link, Node node) {
        if (Addresses.isLocalDemo(link)) {
            return Addresses.ofLocalDemo(link);
        } else if (Addresses.isForeign(link) || link.startsWith("#")) {
            return link;
        }
        int hash = link.contains("#") ? link.indexOf('#') : link.length();
        String target = Addresses.resolve(file, link.substring(0, hash));
        if (!project.has(target)) {
            throw Fault.at(file, node, "there is no file " + target);
        }
        reached.add(target);
        return Addresses.of(target) + link.substring(hash);
    }

    @Override
    public void visit(Code code) {
        if (!staysAsItIs) {
            project.classNamed(code.getLiteral()).ifPresent(target -> {
                reached.add(target);
                Link link = new Link(Addresses.of(target), null);
                code.insertBefore(link);
                link.appendChild(code);
            });
        }
    }

    /** A snippet is shown with a link to its source. */
    @Override
    public void visit(HtmlBlock comment) {
        Matcher snippet = BlockRenderer.SNIPPET.matcher(comment.getLiteral().strip());
        if (snippet.matches()) {
            reached.add(snippet.group(1));
        }
    }

    @Override
    public void visit(Text text) {
        if (!staysAsItIs) {
            RfcLinks.in(text.getLiteral()).forEach(text::insertBefore);
            text.unlink();
        }
    }

    /** Joins neighbouring texts first: the name of an RFC may be at the end of a line, and its section on the next one. */
    @Override
    protected void visitChildren(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            while (child instanceof Text text && isText(text.getNext())) {
                Node next = text.getNext();
                text.setLiteral(text.getLiteral() + (next instanceof Text more ? more.getLiteral() : "\n"));
                next.unlink();
            }
        }
        super.visitChildren(parent);
    }

    private static boolean isText(Node node) {
        return node instanceof Text || node instanceof SoftLineBreak;
    }
}
