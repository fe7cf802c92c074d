package hostling.properties;

import hostling.properties.RequestModel.ChunkStyle;
import hostling.properties.RequestModel.Chunked;
import hostling.properties.RequestModel.Content;
import hostling.properties.RequestModel.FieldLine;
import hostling.properties.RequestModel.Sized;
import hostling.cases.Bytes;
import hostling.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Inputs for testing a parser: valid requests, damaged requests, random pieces, noise. All of them shrink. */
final class RequestArbitraries {
    private static final char[] TOKEN_CHARACTERS =
            "aZ09bcdefGHIJKLMNOPQRSTUVWXY!#$%&'*+-.^_`|~".toCharArray();
    private static final char[] PATH_CHARACTERS = "abz09/-._~!$&'()*+,;=:@[]|".toCharArray();
    private static final char[] QUERY_CHARACTERS = "abz09/?-._~!$&'()*+,;=:@[]|\\^`{}".toCharArray();

    /** Names that have a meaning for the parser. The generators of valid requests add them where they belong. */
    private static final Set<String> RESERVED_NAMES = Set.of("host", "content-length", "transfer-encoding", "expect");

    private static final String[] PIECES = {
        "GET ", "POST ", "OPTIONS ", "CONNECT ", "/", "*", "/a?b=c", "http://a/", "a:80", " HTTP/1.1", " HTTP/1.0",
        "\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n", "POST / HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.0\r\n", "Host: a\r\n",
        "Content-Length: 3\r\n", "Content-Length: ", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: ", "gzip, ",
        "chunked", "Expect: 100-continue\r\n", "X: y\r\n", "X", ":", " ", "\t", "\r", "\n", "\0", "\u00ff", ",", ";a=b",
        ";a=\"\\\"\"", "\r\n\r\n", "3\r\nabc\r\n", "0\r\n\r\n", "0\r\n", "abc", "5", "0", "ffffffffffffffff"};

    private RequestArbitraries() { }

    /** Valid requests. */
    static Arbitrary<RequestModel> requests() {
        return Combinators.combine(methodsAndTargets(), Arbitraries.of(1, 0, 2, 9), fieldLists(), contents())
                .as((line, minor, fields, content) -> {
                    boolean needsSized = minor == 0 && content instanceof Chunked;
                    return new RequestModel(line.get1(), line.get2(), minor, fields,
                            needsSized ? new Sized(content.bytes(), false) : content);
                }).withoutEdgeCases();
    }

    /** Valid requests of HTTP/1.1 or later with chunked content. */
    static Arbitrary<RequestModel> chunkedRequests() {
        return Combinators.combine(requests(), chunkedContents(), Arbitraries.of(1, 2, 9))
                .as((request, content, minor) -> new RequestModel(request.method(), request.target(), minor,
                        request.fields(), content)).withoutEdgeCases();
    }

    private static Arbitrary<Tuple.Tuple2<String, String>> methodsAndTargets() {
        Arbitrary<String> paths = Combinators.combine(pieces(PATH_CHARACTERS), pieces(QUERY_CHARACTERS))
                .as((path, query) -> "/" + path + (query.isEmpty() ? "" : "?" + query));
        Arbitrary<String> urls = Combinators.combine(Arbitraries.of("http", "HTTP", "Http"), hosts(), paths)
                .as((scheme, host, path) -> scheme + "://" + host + path);
        Arbitrary<String> methods = Arbitraries.oneOf(Arbitraries.of("GET", "HEAD", "POST", "PUT", "OPTIONS"),
                tokens().filter(token -> !token.equals("CONNECT")));
        Arbitrary<String> namesOfHosts = Arbitraries.of("a", "www.example.org", "127.0.0.1", "[::1]");
        Arbitrary<Integer> ports = Arbitraries.integers().between(1, 65_535);
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(methods, paths).as(Tuple::of)),
                Tuple.of(2, Combinators.combine(methods, urls).as(Tuple::of)),
                Tuple.of(1, Combinators.combine(namesOfHosts, ports)
                        .as((host, port) -> Tuple.of("CONNECT", host + ":" + port))),
                Tuple.of(1, Arbitraries.just(Tuple.of("OPTIONS", "*"))));
    }

    /** Parts of a path or query: plain characters and percent-encodings. */
    private static Arbitrary<String> pieces(char[] characters) {
        Arbitrary<String> encoded = Arbitraries.of("%41", "%2f", "%2F", "%fF", "%25");
        return Arbitraries.oneOf(Arbitraries.of(characters).map(String::valueOf), encoded)
                .list().ofMaxSize(12).map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> hosts() {
        return Arbitraries.of("a", "www.example.org", "localhost:8080", "127.0.0.1", "[::1]", "[2001:db8::7]:80",
                "A_b-c.", "a:");
    }

    private static Arbitrary<String> tokens() {
        return Arbitraries.strings().withChars(TOKEN_CHARACTERS).ofMinLength(1).ofMaxLength(12);
    }

    /** Lists with one Host and other fields before and after it. */
    private static Arbitrary<List<FieldLine>> fieldLists() {
        Arbitrary<String> names = Arbitraries.of("Host", "host", "hOST");
        Arbitrary<FieldLine> hostLines = Combinators.combine(names, blanks(), hosts(), blanks()).as(FieldLine::new);
        return Combinators.combine(otherLines(4), hostLines, otherLines(4)).as((before, host, after) -> {
            List<FieldLine> all = new ArrayList<>(before);
            all.add(host);
            all.addAll(after);
            return all;
        });
    }

    /** Lists of fields that mean nothing to the parser. */
    static Arbitrary<List<FieldLine>> otherLines(int countMax) {
        Arbitrary<String> names = tokens().filter(name -> !RESERVED_NAMES.contains(name.toLowerCase(Locale.ROOT)));
        return Combinators.combine(names, blanks(), values(), blanks()).as(FieldLine::new).list().ofMaxSize(countMax)
                .withoutEdgeCases();
    }

    private static Arbitrary<String> values() {
        return fieldText().ofMaxLength(20).map(RequestArbitraries::withoutBlanksAround);
    }

    private static StringArbitrary fieldText() {
        return Arbitraries.strings().withCharRange(' ', '~').withCharRange('\u0080', '\u00ff').withChars('\t');
    }

    private static String withoutBlanksAround(String text) {
        return text.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private static Arbitrary<String> blanks() {
        return Arbitraries.of("", " ", "\t", "  \t ");
    }

    private static Arbitrary<Content> contents() {
        return Arbitraries.oneOf(Combinators.combine(bodies(), Arbitraries.of(false, true)).as(Sized::new),
                chunkedContents());
    }

    /** Up to three field lines that frame content or look similar. */
    static Arbitrary<List<FieldLine>> framings() {
        Arbitrary<String> lengthNames = Arbitraries.of("Content-Length", "content-length", "Content_Length");
        Arbitrary<String> lengths = Arbitraries.of("0", "00", "5", "+5", "-0", "0x0", "0,0", "0, 1", ",0", "", "0 0",
                "\u00b2", "99999999999999999999");
        Arbitrary<String> codingNames = Arbitraries.of("Transfer-Encoding", "TRANSFER-encoding", "Transfer_Encoding");
        Arbitrary<String> codings = Arbitraries.of("chunked", "Chunked", "chunked,", ", ,chunked", "chunked, chunked",
                "chunked;a=b", "chunked;", "gzip, chunked", "chunked, gzip", "gzip", "identity", "xchunked",
                "chunked x", "", ",");
        return Arbitraries.oneOf(Combinators.combine(lengthNames, lengths).as(FieldLine::new),
                Combinators.combine(codingNames, codings).as(FieldLine::new)).list().ofMaxSize(3)
                .withoutEdgeCases();
    }

    /** Content: any bytes, and bytes that look like framing. */
    static Arbitrary<byte[]> bodies() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
        Arbitrary<byte[]> lookalikes = pileOf(PIECES, 6);
        return Arbitraries.oneOf(bytes, lookalikes).withoutEdgeCases();
    }

    private static Arbitrary<Chunked> chunkedContents() {
        return Combinators.combine(bodies(), chunkStyles(), otherLines(3)).as(Chunked::new);
    }

    /** Ways to write chunks. */
    static Arbitrary<List<ChunkStyle>> chunkStyles() {
        return Combinators.combine(Arbitraries.integers().between(1, 40), Arbitraries.integers().between(0, 14),
                Arbitraries.of(false, true), extensions()).as(ChunkStyle::new).list().ofMinSize(1).ofMaxSize(5)
                .withoutEdgeCases();
    }

    /** {@code *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )}. */
    private static Arbitrary<String> extensions() {
        Arbitrary<String> quoted = fieldText().ofLength(1).map(RequestArbitraries::quotable)
                .list().ofMaxSize(6).map(parts -> "\"" + String.join("", parts) + "\"");
        Arbitrary<String> values = Combinators.combine(blanks(), blanks(), Arbitraries.oneOf(tokens(), quoted))
                .as((before, after, value) -> before + "=" + after + value);
        return Combinators.combine(blanks(), blanks(), tokens(), Arbitraries.oneOf(Arbitraries.just(""), values))
                .as((before, after, name, value) -> before + ";" + after + name + value)
                .list().ofMaxSize(3).map(parts -> String.join("", parts));
    }

    private static String quotable(String character) {
        return character.equals("\"") || character.equals("\\") ? "\\" + character : character;
    }

    /** Valid requests with one to four small damages. */
    static Arbitrary<RequestBytes> damagedRequests() {
        Arbitrary<RequestDamage> damages = Combinators.combine(Arbitraries.of(RequestDamage.Kind.class),
                Arbitraries.integers().between(0, 400), Arbitraries.integers().between(0, 255)).as(RequestDamage::new);
        return Combinators.combine(requests(), damages.list().ofMinSize(1).ofMaxSize(4)).as((request, all) -> {
            byte[] bytes = request.bytes();
            for (RequestDamage damage : all) {
                bytes = damage.apply(bytes);
            }
            return new RequestBytes(bytes);
        }).withoutEdgeCases();
    }

    /** Request lines, field lines and content that may be invalid or not fit together. */
    private static Arbitrary<RequestBytes> assembledRequests() {
        Arbitrary<String> lines = Arbitraries.of("GET / HTTP/1.1", "POST / HTTP/1.1", "POST /a HTTP/1.1",
                "PUT / HTTP/1.0", "GET /%00 HTTP/1.1", "GET /% HTTP/1.1", "GET * HTTP/1.1", "GET http:///x HTTP/1.1",
                "GET https://a/ HTTP/1.1", "CONNECT a HTTP/1.1", "GET / HTTP/2.0", "GET / HTTP/1.10", "GET  / HTTP/1.1");
        Arbitrary<String> hosts = Arbitraries.of("Host: a\r\n", "Host: b:80\r\n", "", "Host: a/b\r\n",
                "Host: a\r\nHost: a\r\n");
        Arbitrary<String> framing = framings().map(list ->
                list.stream().map(FieldLine::line).collect(Collectors.joining()));
        Arbitrary<String> expectations = Arbitraries.of("", "X: y\r\n", "Expect: 100-continue\r\n", "Expect: x\r\n",
                " folded\r\n");
        return Combinators.combine(lines, hosts, framing, expectations, pileOf(PIECES, 6)).as(
                (line, host, frame, expect, content) -> new RequestBytes(Bytes.join(
                        Bytes.latin1(line + "\r\n" + host + frame + expect + "\r\n"), content))).withoutEdgeCases();
    }

    /** Anything: pipelined valid requests, damaged ones, some assembled at random, pieces, noise. */
    static Arbitrary<RequestBytes> anything() {
        Arbitrary<RequestBytes> good = requests().list().ofMinSize(1).ofMaxSize(3).map(list -> new RequestBytes(
                Bytes.join(list.stream().map(RequestModel::bytes).toArray(byte[][]::new))));
        Arbitrary<RequestBytes> piled = pileOf(PIECES, 14).map(RequestBytes::new);
        Arbitrary<RequestBytes> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(100).map(RequestBytes::new);
        return Arbitraries.frequencyOf(Tuple.of(3, good), Tuple.of(6, damagedRequests()),
                Tuple.of(4, assembledRequests()), Tuple.of(3, piled), Tuple.of(1, noise)).withoutEdgeCases();
    }

    private static Arbitrary<byte[]> pileOf(String[] pieces, int countMax) {
        return Arbitraries.of(pieces).list().ofMaxSize(countMax)
                .map(list -> Bytes.latin1(list.stream().collect(Collectors.joining())));
    }

    /** Places at which bytes are cut, for {@link RequestBytes#cutAt}. */
    static Arbitrary<List<Integer>> places() {
        return Arbitraries.integers().between(0, 2000).list().ofMaxSize(10);
    }

    /** The limits of a server, each of them either the default or so low that any request may exceed it. */
    static Arbitrary<Limits> limits() {
        Limits usual = Limits.DEFAULT;
        return Combinators.combine(usualOr(usual.requestLineBytesMax(), 16, 60),
                usualOr(usual.fieldSectionBytesMax(), 16, 120), usualOr(usual.fieldCountMax(), 1, 6),
                usualOr((int) usual.bodyBytesMax(), 0, 40), usualOr(usual.chunkExtensionBytesMax(), 0, 40),
                usualOr(usual.trailerBytesMax(), 0, 60))
                .as((line, section, count, body, extensions, trailers) ->
                        new Limits(line, section, count, body, extensions, trailers)).withoutEdgeCases();
    }

    private static Arbitrary<Integer> usualOr(int usual, int lowMin, int lowMax) {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(usual)),
                Tuple.of(1, Arbitraries.integers().between(lowMin, lowMax)));
    }
}
