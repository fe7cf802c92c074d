package hostling.project.arch.planted.app;

import hostling.project.arch.planted.docs.DescribesTheLoop;
import org.commonmark.node.Text;

/** The program itself uses what is not in its jar. */
final class NeedsTheToolOfTheBuild {
    Object page() {
        return new DescribesTheLoop(); // breaks nothing-needs-docs
    }

    Object text() {
        return new Text(); // breaks nothing-needs-docs, app-knows-all-of-ours-and-picocli
    }
}
