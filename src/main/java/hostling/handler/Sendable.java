package hostling.handler;

import hostling.http.Body;
import hostling.http.ByteRange;
import hostling.http.Response;
import hostling.http.Validators;
import hostling.wire.FieldLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A file in the form that was chosen for a request, with what is said of it and where its content is to be had. */
final class Sendable {
    private final Representation form;
    private final Validators validators;
    private final OpenFile file;
    /** Null where the content is to be had from the disk alone. */
    private final ByteBuffer content;
    /** 200 with all its fields, and with the content where that is in memory, else with what was lent last. */
    private Response whole;

    /**
     * @param form       where it is, and what it is
     * @param validators what tells its state from others
     * @param head       200 with all its fields, and without content
     * @param content    empty where it stays on the disk
     */
    Sendable(Representation form, Validators validators, Response head, Optional<ByteBuffer> content) {
        this.form = form;
        this.validators = validators;
        this.file = new OpenFile(form.path());
        this.content = content.orElse(null);
        this.whole = content.map(bytes -> head.with(new Body.Bytes(bytes))).orElse(head);
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
        return form.attributes().size();
    }

    /** The whole: 200. Its head is the same each time, so it is encoded once. */
    Response whole() throws IOException {
        if (content == null) {
            whole = whole.with(file.lend(0, size()));
        }
        return whole;
    }

    /** A part of the content. */
    Body part(ByteRange range) throws IOException {
        return content == null ? file.lend(range.first(), range.length())
                : new Body.Bytes(content.slice((int) range.first(), (int) range.length()));
    }

    boolean isInMemory() {
        return content != null;
    }

    /** It will be asked for again. */
    void keep() {
        file.keep();
    }

    /** It will not be asked for again, so far as is known. */
    void forget() throws IOException {
        file.forget();
    }
}
