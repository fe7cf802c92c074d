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
 * The boundary between the loop and code that is not its own: handlers, sinks, sources, filters, error pages, tasks.
 * All of it is called through here, and whatever it throws, an {@link Error} or a null in the place of a result
 * included, comes out as a {@link Fault}, which the compiler lets nobody forget.
 *
 * <p>Whoever catches a fault first brings the connection into a state that it can stay in, and writes to the log after
 * that: when memory is short, to write a log line may fail as well.
 *
 * <p>Such code may leave the interrupt flag of its thread set. With the flag set no selector waits and no file can be
 * read, so it is cleared after each call.
 */
final class ForeignCode {
    private ForeignCode() { }

    // region: boundary
    static void handle(Handler handler, Exchange exchange) throws Fault {
        try {
            handler.handle(exchange);
        } catch (Throwable e) {
            throw new Fault(e);
        } finally {
            Thread.interrupted();                       // it may have set the flag, with which no selector waits
        }
    }
    // endregion

    static void data(BodySink sink, ByteBuffer bytes) throws Fault {
        try {
            sink.data(bytes);
        } catch (Throwable e) {
            throw new Fault(e);
        } finally {
            Thread.interrupted();
        }
    }

    static boolean isFull(BodySink sink) throws Fault {
        try {
            return sink.isFull();
        } catch (Throwable e) {
            throw new Fault(e);
        } finally {
            Thread.interrupted();
        }
    }

    static void whenReady(BodySink sink, Runnable wake) throws Fault {
        run(() -> sink.whenReady(wake));
    }

    static void end(BodySink sink, Fields trailers) throws Fault {
        try {
            sink.end(trailers);
        } catch (Throwable e) {
            throw new Fault(e);
        } finally {
            Thread.interrupted();
        }
    }

    static void aborted(BodySink sink) throws Fault {
        run(sink::aborted);
    }

    static void whenReady(BodySource source, Runnable wake) throws Fault {
        run(() -> source.whenReady(wake));
    }

    static BodySource.Progress read(BodySource source, ByteBuffer into) throws Fault {
        try {
            return required(source.read(into), "the progress of a source");
        } catch (Throwable e) {
            throw new Fault(e);
        } finally {
            Thread.interrupted();
        }
    }

    static void close(AutoCloseable closeable) throws Fault {
        try {
            closeable.close();
        } catch (Throwable e) {
            throw new Fault(e);
        } finally {
            Thread.interrupted();
        }
    }

    static Response filter(ResponseFilter filter, Response response, Request request) throws Fault {
        try {
            return required(filter.filter(response, request), "a filtered response");
        } catch (Throwable e) {
            throw new Fault(e);
        } finally {
            Thread.interrupted();
        }
    }

    static Response render(ErrorPages pages, Response bare, String reason, Optional<Request> request) throws Fault {
        try {
            return required(pages.render(bare, reason, request), "an error page");
        } catch (Throwable e) {
            throw new Fault(e);
        } finally {
            Thread.interrupted();
        }
    }

    static void run(Runnable task) throws Fault {
        try {
            task.run();
        } catch (Throwable e) {
            throw new Fault(e);
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
