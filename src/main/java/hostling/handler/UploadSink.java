package hostling.handler;

import hostling.http.BodySink;
import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import hostling.wire.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the content of an upload. Once it is refused, the answer goes out and the rest of the content passes by unread;
 * whatever way it ends that is not the good one, nothing stays behind.
 */
abstract class UploadSink implements BodySink {
    private final Exchange exchange;
    private boolean over;

    UploadSink(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Takes all of these bytes. */
    abstract void take(ByteBuffer bytes) throws IOException, UploadRefusal;

    /** The content is whole: gives the files their names, and then says {@link #succeed}, now or in a later turn. */
    abstract void finish() throws IOException, UploadRefusal;

    /** Deletes what has not got its name. May be called more than once. */
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
        } catch (UploadRefusal e) {
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

    /** What may be refused or fail. */
    interface Step {
        void run() throws IOException, UploadRefusal;
    }

    private void attempt(Step step) throws IOException {
        boolean ended = false;
        try {
            step.run();
            ended = true;
        } catch (UploadRefusal e) {
            refuse(e);
        } catch (IOException e) {
            fail(e);
        } finally {
            if (!ended) {
                discard();                              // a fault of any other kind leaves nothing either
            }
        }
    }

    /** Has a step done in the next turn of the loop. Nobody else answers what fails there, so this does. */
    final void inTheNextTurn(Step step) {
        exchange.loop().execute(() -> {
            if (over) {
                return;
            }
            try {
                attempt(step);
            } catch (IOException | RuntimeException e) {
                over = true;
                exchange.respond(Response.error(Status.INTERNAL_SERVER_ERROR, "something went wrong here"));
                throw new IllegalStateException("an upload failed", e);
            }
        });
    }

    /** All files have their names. */
    final void succeed(Response response) {
        over = true;
        discard();
        exchange.respond(response);
    }

    @Override
    public final void aborted() {
        over = true;
        discard();
    }

    private void refuse(UploadRefusal why) {
        over = true;
        discard();
        exchange.respond(why.response());
    }

    /** A full disk is answered; any other failure is the server's own, which the loop answers and reports. */
    private void fail(IOException e) throws IOException {
        discard();
        refuse(UploadRefusal.of(e));
    }
}
