package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Receives the content of PUT, which is one file. */
final class FileSink extends UploadSink {
    private final UploadFolder folder;
    private final Path target;
    private final TempFile file;

    FileSink(Exchange exchange, UploadCounter counter, UploadFolder folder, Path target) {
        super(exchange, counter);
        this.folder = folder;
        this.target = target;
        this.file = folder.begin(0);
    }

    @Override
    void take(ByteBuffer bytes) throws IOException {
        file.write(bytes);
    }

    /** Repeats the checks that were made before the content came: that may have been a while ago. */
    @Override
    void finish() throws IOException, UploadRejectedException {
        folder.requireAllowed(target);
        UploadFolder.requirePreconditions(exchange().request(), target, exchange().now());
        boolean isNew = folder.publish(file, target, exchange().request());
        succeed(isNew ? Response.of(Status.CREATED).with("Location", exchange().request().path())
                : Response.of(Status.NO_CONTENT), List.of(file.size()));
    }

    @Override
    void discard() {
        file.discard();
    }
}
