package hostling.bench.parsers;

import hostling.bench.Results;
import hostling.bench.Workplace;
import hostling.bench.Wrapped;
import java.util.ArrayList;
import java.util.List;

/** The part of the page about the protocol core alone. */
public final class ParserTables {
    private static final List<String[]> PARSERS = List.of(
            new String[] {"hostling", "`hostling.wire.RequestParser`"},
            new String[] {"netty", "Netty's HttpRequestDecoder in an EmbeddedChannel"},
            new String[] {"jetty", "Jetty's HttpParser"});

    private final Results results;

    public ParserTables(Results results) {
        this.results = results;
    }

    /** The lines of this part, or none if nothing was measured. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (results.isMeasured(Parsers.PARSER)) {
            parsers(lines);
        }
        if (results.isMeasured(Parsers.WRITER)) {
            writer(lines);
        }
        return lines;
    }

    private void parsers(List<String> lines) {
        lines.addAll(List.of("## The parser alone", ""));
        lines.addAll(Wrapped.lines("`mvn -q -Pbench verify -Dbench.run=parsers`: JMH " + Workplace.version("jmh-core") + " with its garbage "
                        + "collection profiler, no sockets, one thread. A request that arrives whole, on a connection that "
                        + "has had others before; each parser is asked for method, target and host. Netty's decoder "
                        + "always makes an object of every field; the other two make them on demand, or have them in a "
                        + "cache."));
        lines.add("");
        for (String request : Requests.NAMES) {
            int size = Requests.bytes(request).length;
            lines.addAll(List.of("A request of " + size + " bytes (" + request + "):", "",
                    "| parser | ns a request | requests/s | MB/s | bytes allocated a request |",
                    "|---|---:|---:|---:|---:|"));
            for (String[] parser : PARSERS) {
                double nanos = results.median(Parsers.PARSER, parser[0], request + Parsers.NANOS);
                lines.add("| " + parser[1] + " | "
                        + results.text(Parsers.PARSER, parser[0], request + Parsers.NANOS, 0) + " | "
                        + Results.number(1e9 / nanos, 0) + " | " + Results.number(size * 1e3 / nanos, 0) + " | "
                        + results.text(Parsers.PARSER, parser[0], request + Parsers.BYTES, 0) + " |");
            }
            lines.add("");
        }
        lines.addAll(Wrapped.lines("For orientation: picohttpparser, in C with SSE4.2, parses a request of 703 bytes in 153 to "
                + "160 ns, which is 4,400 to 4,600 MB/s, on somebody else's machine of 2018; so say the benchmarks that "
                + "[thhp](https://docs.rs/crate/thhp/latest/) publishes. It checks less and copies nothing: what it gives "
                + "back are pointers into the buffer."));
        lines.add("");
    }

    private void writer(List<String> lines) {
        lines.addAll(List.of("## The response writer alone", "",
                "A head and 2,453 bytes of content, from `hostling.wire.ResponseWriter` to a buffer.", "",
                "| fields | ns a response | bytes allocated a response |", "|---|---:|---:|"));
        for (String[] response : List.of(new String[] {"minimal", "Date and Content-Length"},
                new String[] {"file", "those of a file"}, new String[] {"cookies", "those of a file and ten cookies"})) {
            lines.add("| " + response[1] + " | "
                    + results.text(Parsers.WRITER, "hostling", response[0] + Parsers.NANOS, 0) + " | "
                    + results.text(Parsers.WRITER, "hostling", response[0] + Parsers.BYTES, 0) + " |");
        }
        lines.add("");
    }
}
