package hostling.handler;

import hostling.http.BodySink;
import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import hostling.wire.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Receives the content of an upload. Once it is rejected, the response is sent and the rest of the content is ignored;
 * unless it succeeds, no files are left behind.
 */
abstract class UploadSink implements BodySink {
    private final Exchange exchange;
    private final UploadCounter counter;
    private boolean over;

    UploadSink(Exchange exchange, UploadCounter counter) {
        this.exchange = exchange;
        this.counter = counter;
    }

    /** Processes all of these bytes. */
    abstract void take(ByteBuffer bytes) throws IOException, UploadRejectedException;

    /** The content is complete: publishes the files, and then calls {@link #succeed}, now or in a later turn. */
    abstract void finish() throws IOException, UploadRejectedException;

    /** Deletes files that are not published. May be called more than once. */
    abstract void discard();

    final Exchange exchange() {
        return exchange;
    }

    @Override
    public final void data(ByteBuffer bytes) throws IOException {
        if (over) {
            return;
        }
        try {
            take(bytes);
        } catch (UploadRejectedException e) {
            refuse(e);
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public final void end(Fields trailers) throws IOException {
        if (over) {
            return;
        }
        attempt(this::finish);
    }

    /** A step that may be rejected or fail. */
    interface Step {
        void run() throws IOException, UploadRejectedException;
    }

    private void attempt(Step step) throws IOException {
        boolean ended = false;
        try {
            step.run();
            ended = true;
        } catch (UploadRejectedException e) {
            refuse(e);
        } catch (IOException e) {
            fail(e);
        } finally {
            if (!ended) {
                aborted();                              // a fault of any other kind leaves nothing either
            }
        }
    }

    /** Runs a step in the next turn of the loop. There, no caller would answer a failure, so this method does. */
    final void inNextTurn(Step step) {
        exchange.loop().execute(() -> {
            if (over) {
                return;
            }
            try {
                attempt(step);
            } catch (IOException | RuntimeException e) {
                exchange.respond(Response.error(Status.INTERNAL_SERVER_ERROR, "something went wrong here"));
                throw new IllegalStateException("an upload failed", e);
            }
        });
    }

    /** Sends the response, after all files have been published. @param sizes of the files, in bytes */
    final void succeed(Response response, List<Long> sizes) {
        over = true;
        discard();
        sizes.forEach(counter::stored);
        exchange.respond(response);
    }

    @Override
    public final void aborted() {
        if (!over) {
            over = true;
            counter.aborted();
        }
        discard();
    }

    private void refuse(UploadRejectedException why) {
        over = true;
        discard();
        counter.refused();
        exchange.respond(why.response());
    }

    /** A system error such as a full disk is answered; any other failure is a fault, which the loop answers and logs. */
    private void fail(IOException e) throws IOException {
        discard();
        refuse(UploadRejectedException.of(e));
    }
}
