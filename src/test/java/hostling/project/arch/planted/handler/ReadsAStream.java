package hostling.project.arch.planted.handler;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;

/** A reader blocks; a type that only names a failure does no harm. */
final class ReadsAStream implements Closeable {
    // breaks streams-stay-in-app

    String line(BufferedReader reader) throws IOException {
        String line = reader.readLine(); // breaks streams-stay-in-app
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    Serializable failure(IOException cause) {
        return new UncheckedIOException(cause);
    }

    @Override
    public void close() { }
}
