package hostling.handler;

import hostling.http.Body;
import hostling.http.ByteRange;
import hostling.http.Response;
import hostling.http.Validators;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * A file in the form that was chosen for a request, with what is said of it.
 *
 * @param form       where it is, and what it is
 * @param validators what tells its state from others
 * @param head       200 with all its fields, and without content
 * @param inMemory   200 with its content as bytes; null where the content is to be had from the disk alone
 */
record Sendable(Representation form, Validators validators, Response head, Response inMemory) {
    /** The size of the file in bytes. */
    long size() {
        return form.attributes().size();
    }

    /** How much of it is in memory. */
    long bytesInMemory() {
        return inMemory == null ? 0 : inMemory.body().length();
    }

    /** The whole: 200. */
    Response whole() throws IOException {
        return inMemory != null ? inMemory : head.with(new Body.File(open(), 0, size()));
    }

    /** Where to get parts of the content from; what is opened for that is closed with the response. */
    Parts parts() throws IOException {
        if (inMemory != null) {
            ByteBuffer bytes = ((Body.Bytes) inMemory.body()).content();
            return range -> new Body.Bytes(bytes.slice((int) range.first(), (int) range.length()));
        }
        FileChannel channel = open();
        return range -> new Body.File(channel, range.first(), range.length());
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(form.path(), StandardOpenOption.READ);
    }

    /** Gives parts of a file. */
    @FunctionalInterface
    interface Parts {
        Body part(ByteRange range);
    }
}
