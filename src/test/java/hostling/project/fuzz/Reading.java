package hostling.project.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.project.fuzz.abnf.AbnfParser;
import hostling.project.fuzz.abnf.AbnfRequest;
import hostling.project.fuzz.abnf.AbnfRequest.Field;
import hostling.project.fuzz.abnf.AbnfRequest.NotARequest;
import hostling.cases.Bytes;
import hostling.wire.Event;
import hostling.wire.Fields;
import hostling.wire.Limits;
import hostling.wire.ProtocolException;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import hostling.wire.Violation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a parser reads from a stream of bytes: the complete requests, each with the index after its last byte, and how
 * the stream ends.
 *
 * @param status  the status of the refusal; 0 if the bytes end between two requests, -1 if they end inside one
 * @param byLimit whether a size limit caused the refusal
 */
public record Reading(List<AbnfRequest> requests, int status, boolean byLimit) {
    private static final int INCOMPLETE = -1;

    /** Refusals for size. The other parser may have seen another fault in the bytes first. */
    private static final Set<Violation> BY_LIMIT = EnumSet.of(Violation.METHOD_TOO_LONG, Violation.TARGET_TOO_LONG,
            Violation.FIELDS_TOO_LARGE, Violation.FIELDS_TOO_MANY, Violation.CHUNK_EXTENSIONS_TOO_LARGE,
            Violation.TRAILERS_TOO_LARGE, Violation.TRAILERS_TOO_MANY, Violation.BODY_TOO_LARGE);

    /** Runs both parsers and fails if they disagree. */
    public static void requireAgreement(byte[] bytes, Limits limits) {
        byMachine(bytes, limits).requireSame(byGrammar(bytes, limits), bytes, limits);
    }

    void requireSame(Reading grammar, byte[] bytes, Limits limits) {
        if (!agreesWith(grammar)) {
            throw new AssertionError(String.format("of %s%nthe machine makes %s%nand the grammar   %s%nwith %s",
                    Bytes.show(bytes), this, grammar, limits));
        }
    }

    private boolean agreesWith(Reading other) {
        boolean oneCause = !byLimit && !other.byLimit;
        return requests.equals(other.requests) && (oneCause ? status == other.status : status > 0 && other.status > 0);
    }

    static Reading byGrammar(byte[] bytes, Limits limits) {
        String in = new String(bytes, ISO_8859_1);
        List<AbnfRequest> requests = new ArrayList<>();
        int at = 0;
        while (at < in.length()) {
            try {
                AbnfRequest request = AbnfParser.read(in, at, limits);
                requests.add(request);
                at = request.end();
            } catch (NotARequest e) {
                return new Reading(requests, e.status() == 0 ? INCOMPLETE : e.status(), e.isByLimit());
            }
        }
        return new Reading(requests, 0, false);
    }

    static Reading byMachine(byte[] bytes, Limits limits) {
        List<AbnfRequest> requests = new ArrayList<>();
        RequestParser parser = new RequestParser(limits);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        AbnfRequest head = null;
        StringBuilder content = new StringBuilder();
        try {
            for (Event event = parser.next(in); event != null; event = parser.next(in)) {
                if (event instanceof RequestHead next) {
                    head = new AbnfRequest(next.method(), next.target(), next.minorVersion(), lines(next.fields()), "",
                            List.of(), 0);
                    content.setLength(0);
                } else if (event instanceof Event.BodyPart part) {
                    content.append(ISO_8859_1.decode(part.bytes()));
                } else if (event instanceof Event.End end) {
                    requests.add(new AbnfRequest(head.method(), head.target(), head.minorVersion(), head.fields(),
                            content.toString(), lines(end.trailers()), in.position()));
                }
            }
            return new Reading(requests, parser.betweenMessages() ? 0 : INCOMPLETE, false);
        } catch (ProtocolException e) {
            return new Reading(requests, e.status(), BY_LIMIT.contains(e.violation()));
        }
    }

    private static List<Field> lines(Fields fields) {
        List<Field> lines = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            lines.add(new Field(fields.name(i), fields.value(i)));
        }
        return lines;
    }

    /** Shows control characters as escapes, because they could confuse a terminal. */
    @Override
    public String toString() {
        String ending = status == 0 ? "whole" : status == INCOMPLETE ? "incomplete" : "refused with " + status;
        return ending + " after " + requests.stream().map(r -> Bytes.show(Bytes.latin1(r.toString()))).toList();
    }
}
