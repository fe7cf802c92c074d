package hostling.bench.parsers;

import hostling.wire.FieldLine;
import hostling.wire.ResponseHead;
import hostling.wire.ResponseWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The response writer writes a head and the small page to a buffer. The head is made in advance. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WriterBenchmark {
    private static final String DATE = "Mon, 23 Nov 2026 00:00:00 GMT";

    /** Besides Date and Content-Length: no fields, those of a file, and those of a file and ten cookies. */
    @Param({"minimal", "file", "cookies"})
    public String response;

    private final ResponseWriter writer = new ResponseWriter();
    private final ByteBuffer content = ByteBuffer.allocateDirect(2_453);
    private final ByteBuffer out = ByteBuffer.allocateDirect(16 * 1024);
    private ResponseHead head;

    /** Makes the head. */
    @Setup
    public void prepare() {
        List<FieldLine> fields = new ArrayList<>();
        if (!response.equals("minimal")) {
            fields.add(new FieldLine("Content-Type", "text/html; charset=utf-8"));
            fields.add(new FieldLine("Last-Modified", DATE));
            fields.add(new FieldLine("ETag", "\"995-6b038200-0\""));
            fields.add(new FieldLine("Accept-Ranges", "bytes"));
        }
        if (response.equals("cookies")) {
            for (int i = 0; i < 10; i++) {
                fields.add(new FieldLine("Set-Cookie", "name" + i + "=" + "v".repeat(150) + "; Path=/; HttpOnly"));
            }
        }
        head = new ResponseHead(200, "OK", fields, content.capacity());
    }

    @Benchmark
    public int hostling() {
        out.clear();
        content.rewind();
        writer.begin(head, false, false, true, DATE);
        writer.content(content, out);
        writer.end(out);
        return out.position();
    }
}
