package hostling.handler;

import hostling.http.BodySink;
import hostling.http.Exchange;
import hostling.http.Response;
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

    /** The content is whole: gives the files their names. */
    abstract Response finish() throws IOException, UploadRefusal;

    /** Deletes what has not got its name. May be called more than once. */
    abstract void discard();

    final Exchange exchange() {
        return exchange;
    }

    @Override
    public final void part(ByteBuffer bytes) throws IOException {
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
        try {
            Response response = finish();
            over = true;
            exchange.respond(response);
        } catch (UploadRefusal e) {
            refuse(e);
        } catch (IOException e) {
            fail(e);
        } finally {
            discard();                                  // a fault of any other kind leaves nothing either
        }
    }

    @Override
    public final void broken() {
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
