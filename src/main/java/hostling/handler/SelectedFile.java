package hostling.handler;

import hostling.http.Body;
import hostling.http.ByteRange;
import hostling.http.Response;
import hostling.http.Validators;
import hostling.wire.FieldLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A file in the form that was selected for a request: header fields and content, both from one opening. */
final class SelectedFile {
    private final Representation form;
    private final Validators validators;
    /** Null if the content is in memory. */
    private final SharedFile file;
    /** Null if the file is open. */
    private final ByteBuffer content;
    /** The response 200 with all its fields; its body is the content in memory, or the last loan of the open file. */
    private Response whole;

    /**
     * @param form       the file and its form, in the state in which it was opened
     * @param validators the validators of this state
     * @param head       the response 200 with all its fields, without content
     * @param opened     the content
     */
    SelectedFile(Representation form, Validators validators, Response head, OpenedFile opened) {
        this.form = form;
        this.validators = validators;
        this.content = opened.content();
        this.file = content == null ? new SharedFile(opened.channel()) : null;
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

    /** The response 200 with the whole file. Its header is the same each time, so it is encoded once. */
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

    /** Whether its content is still available, with the length in its header. */
    boolean isUsable() {
        return content != null || file.isOpenWith(size());
    }

    /** Called when it is put into the cache: keeps the file open. */
    void keep() {
        if (file != null) {
            file.keep();
        }
    }

    /** Closes the file unless a response is sent from it, or the cache keeps it. */
    void closeUnlessNeeded() throws IOException {
        if (file != null) {
            file.closeUnlessNeeded();
        }
    }

    /** Called when it leaves the cache: closes the file as soon as no response needs it. */
    void forget() throws IOException {
        if (file != null) {
            file.forget();
        }
    }
}
