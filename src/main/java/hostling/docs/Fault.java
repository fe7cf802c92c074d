package hostling.docs;

import org.commonmark.node.Node;

/** Something in a Markdown file that can't become part of a page. */
final class Fault {
    private Fault() { }

    /** An exception whose message begins with the file and the number of the line where this part of it begins. */
    static IllegalArgumentException at(String file, Node node, String what) {
        Node placed = node;
        while (placed.getSourceSpans().isEmpty() && placed.getParent() != null) {
            placed = placed.getParent();
        }
        int line = placed.getSourceSpans().isEmpty() ? 1 : placed.getSourceSpans().get(0).getLineIndex() + 1;
        return new IllegalArgumentException(file + ":" + line + ": " + what);
    }
}
