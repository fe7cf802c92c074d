package hostling.handler;

import hostling.http.Body;
import hostling.http.ByteRange;
import hostling.http.Response;
import hostling.http.Validators;
import hostling.wire.FieldLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A file in the form that was chosen for a request, with what is said of it and its content, from one opening. */
final class SelectedFile {
    private final Representation form;
    private final Validators validators;
    /** Null where the content is in memory. */
    private final OpenFile file;
    /** Null where the file is open. */
    private final ByteBuffer content;
    /** 200 with all its fields, and with the content where that is in memory, else with what was lent last. */
    private Response whole;

    /**
     * @param form       which file it is, in the state in which it was opened
     * @param validators what tells its state from others
     * @param head       200 with all its fields, and without content
     * @param opened     where its content is
     */
    SelectedFile(Representation form, Validators validators, Response head, OpenedFile opened) {
        this.form = form;
        this.validators = validators;
        this.content = opened.content();
        this.file = content == null ? new OpenFile(opened.channel()) : null;
        this.whole = content == null ? head : head.with(new Body.Bytes(content));
    }

    Representation form() {
        return form;
    }

    Validators validators() {
        return validators;
    }

    /** The fields of 200. */
    List<FieldLine> fields() {
        return whole.fields();
    }

    /** The size of the file in bytes. */
    long size() {
        return form.state().size();
    }

    /** The whole: 200. Its head is the same each time, so it is encoded once. */
    Response whole() {
        if (content == null) {
            whole = whole.with(file.lend(0, size()));
        }
        return whole;
    }

    /** A part of the content. */
    Body part(ByteRange range) {
        return content == null ? file.lend(range.first(), range.length())
                : new Body.Bytes(content.slice((int) range.first(), (int) range.length()));
    }

    boolean isInMemory() {
        return content != null;
    }

    /** Whether its content is still to be had, and as long as its head says. */
    boolean isUsable() {
        return content != null || file.isOpenWith(size());
    }

    /** It will be asked for again. */
    void keep() {
        if (file != null) {
            file.keep();
        }
    }

    /** Closes the file unless a response is sent from it, or it will be asked for again. */
    void closeUnlessNeeded() throws IOException {
        if (file != null) {
            file.closeUnlessNeeded();
        }
    }

    /** It will not be asked for again, so far as is known: it is closed when no response needs it any more. */
    void forget() throws IOException {
        if (file != null) {
            file.forget();
        }
    }
}
