package hostling.server;

import hostling.http.BodySink;
import hostling.http.BodySource;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.ResponseFilter;
import hostling.wire.Fields;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The boundary between the loop and foreign code: handlers, sinks, sources, filters, error pages, tasks. The loop calls all
 * foreign code through this class. Everything that it throws, even an {@link Error}, and a null instead of a result becomes
 * a {@link ForeignCodeException}, a checked exception that no caller can forget to handle.
 *
 * <p>The code that catches a fault first puts the connection into a safe state and only then writes to the log: when memory
 * is short, writing to the log may fail, too.
 *
 * <p>Foreign code may leave the thread's interrupt flag set. While the flag is set, no selector waits and no file can be
 * read, so it is cleared after each call.
 */
final class ForeignCode {
    private ForeignCode() { }

    // region: boundary
    static void handle(Handler handler, Exchange exchange) throws ForeignCodeException {
        try {
            handler.handle(exchange);
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();                       // clears the flag: while it is set, no selector waits
        }
    }
    // endregion

    static void data(BodySink sink, ByteBuffer bytes) throws ForeignCodeException {
        try {
            sink.data(bytes);
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();
        }
    }

    static boolean isFull(BodySink sink) throws ForeignCodeException {
        try {
            return sink.isFull();
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();
        }
    }

    static void whenReady(BodySink sink, Runnable wake) throws ForeignCodeException {
        run(() -> sink.whenReady(wake));
    }

    static void end(BodySink sink, Fields trailers) throws ForeignCodeException {
        try {
            sink.end(trailers);
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();
        }
    }

    static void aborted(BodySink sink) throws ForeignCodeException {
        run(sink::aborted);
    }

    static void whenReady(BodySource source, Runnable wake) throws ForeignCodeException {
        run(() -> source.whenReady(wake));
    }

    static BodySource.Progress read(BodySource source, ByteBuffer into) throws ForeignCodeException {
        try {
            return required(source.read(into), "the progress of a source");
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();
        }
    }

    static void close(AutoCloseable closeable) throws ForeignCodeException {
        try {
            closeable.close();
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();
        }
    }

    static Response filter(ResponseFilter filter, Response response, Request request) throws ForeignCodeException {
        try {
            return required(filter.filter(response, request), "a filtered response");
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();
        }
    }

    static Response render(ErrorPages pages, Response bare, String reason, Optional<Request> request)
            throws ForeignCodeException {
        try {
            return required(pages.render(bare, reason, request), "an error page");
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();
        }
    }

    static void run(Runnable task) throws ForeignCodeException {
        try {
            task.run();
        } catch (Throwable e) {
            throw new ForeignCodeException(e);
        } finally {
            Thread.interrupted();
        }
    }

    private static <T> T required(T result, String what) {
        if (result == null) {
            throw new NullPointerException(what + " is missing: null was returned");
        }
        return result;
    }
}
