package hostling.bench.parsers;

import hostling.wire.Event;
import hostling.wire.Limits;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A request that arrives in one piece, on a connection that has had others before. Each parser is asked for what every
 * server needs: method, target and host as strings.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParserBenchmark {
    @Param({"minimal", "browser", "cookies"})
    public String request;

    private ByteBuffer bytes;
    private final RequestParser parser = new RequestParser(Limits.DEFAULT);

    private ByteBuf nettyBytes;
    private final EmbeddedChannel netty = new EmbeddedChannel(new HttpRequestDecoder());

    private final Asked asked = new Asked();
    private final HttpParser jetty = new HttpParser(asked);

    /** Fills the buffers. */
    @Setup
    public void fill() {
        byte[] array = Requests.bytes(request);
        bytes = ByteBuffer.allocateDirect(array.length).put(array).flip();
        nettyBytes = Unpooled.unreleasableBuffer(Unpooled.directBuffer(array.length).writeBytes(array));
    }

    @Benchmark
    public Event hostling(Blackhole hole) {
        bytes.rewind();
        RequestHead head = (RequestHead) parser.next(bytes);
        hole.consume(head.method());
        hole.consume(head.target());
        hole.consume(head.host());
        return parser.next(bytes);
    }

    @Benchmark
    public void netty(Blackhole hole) {
        netty.writeInbound(nettyBytes.duplicate());
        HttpRequest head = netty.readInbound();
        hole.consume(head.method());
        hole.consume(head.uri());
        hole.consume(head.headers().get(HttpHeaderNames.HOST));
        ReferenceCountUtil.release(netty.readInbound());
    }

    @Benchmark
    public boolean jetty(Blackhole hole) {
        bytes.rewind();
        boolean whole = jetty.parseNext(bytes);
        hole.consume(asked.method);
        hole.consume(asked.target);
        hole.consume(asked.host);
        jetty.reset();
        return whole;
    }

    /** Stores the values that are asked for. */
    private static final class Asked implements HttpParser.RequestHandler {
        private String method;
        private String target;
        private String host;

        @Override
        public void startRequest(String sentMethod, String sentTarget, HttpVersion version) {
            method = sentMethod;
            target = sentTarget;
        }

        @Override
        public void parsedHeader(HttpField field) {
            if (field.getHeader() == HttpHeader.HOST) {
                host = field.getValue();
            }
        }

        @Override
        public boolean headerComplete() {
            return false;
        }

        @Override
        public boolean content(ByteBuffer content) {
            return false;
        }

        @Override
        public boolean contentComplete() {
            return false;
        }

        @Override
        public boolean messageComplete() {
            return true;
        }

        @Override
        public void earlyEOF() {
            throw new AssertionError("the request is whole");
        }
    }
}
