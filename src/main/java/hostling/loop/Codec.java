package hostling.loop;

import hostling.wire.Limits;
import hostling.wire.RequestParser;
import hostling.wire.ResponseWriter;

/** Both directions of the protocol core; lent to a connection while a request of it is dealt with. */
record Codec(RequestParser parser, ResponseWriter writer) {
    static Codec with(Limits limits) {
        return new Codec(new RequestParser(limits), new ResponseWriter());
    }

    /** Whether both stand where they stood when they were new. */
    boolean isReusable() {
        return parser.betweenMessages() && writer.betweenResponses();
    }
}
