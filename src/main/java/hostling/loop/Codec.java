package hostling.loop;

import hostling.wire.Limits;
import hostling.wire.RequestParser;
import hostling.wire.ResponseWriter;

/**
 * Both directions of the protocol core; lent to a connection while a request of it is dealt with.
 *
 * @param home where it is given back to, and that is not asked any more once other limits hold
 */
record Codec(RequestParser parser, ResponseWriter writer, Pool<Codec> home) {
    /** Codecs for requests within these limits. */
    static Pool<Codec> pool(int keepMax, Limits limits) {
        return new Pool<>(keepMax, home -> new Codec(new RequestParser(limits), new ResponseWriter(), home));
    }

    /** Whether both stand where they stood when they were new. */
    boolean isReusable() {
        return parser.betweenMessages() && writer.betweenResponses();
    }

    void giveBack() {
        home.giveBack(this);
    }
}
