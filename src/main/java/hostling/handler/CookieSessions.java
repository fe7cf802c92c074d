package hostling.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions that the clients keep: the whole session is in the cookie, with a signature that only this server can make.
 * So they outlive a restart and cost no memory, and several servers with one key share them. The price:
 *
 * <ul>
 *   <li>A client can read its session. Nothing secret goes into it.
 *   <li>Nothing here can call a cookie back. A session that was ended, saved anew or renamed is still good in the hands
 *       of someone who kept the old cookie, until the time written in it. Where that matters, use
 *       {@link MemorySessions}.
 * </ul>
 *
 * <p>The form is {@code BASE64URL(session) "." BASE64URL(HMAC-SHA256(key, what stands before the dot))}. The signature
 * keeps a client from changing what its cookie says (RFC 6265 section 8.3). It is of the text and compared as text:
 * Base64 has several texts for the same bytes, and only one of them is ours.
 */
public final class CookieSessions implements SessionStore {
    /** The shortest key: as long as what the hash function gives (RFC 2104 section 3). */
    public static final int KEY_BYTES_MIN = 32;

    /** How long a cookie can be in browsers: name, value and attributes together (RFC 6265 section 6.1). */
    public static final int COOKIE_BYTES_MAX = 4_096;

    /** Leaves room for a name and attributes. */
    static final int VALUE_BYTES_MAX = COOKIE_BYTES_MAX - 128;

    private static final String ALGORITHM = "HmacSHA256";
    /** Begins every session; another form of them gets another number, and cookies of the old one count as none. */
    private static final byte FORM = 1;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final RandomIds ids;
    private final SessionLimits limits;
    private final Mac mac;
    private long created;
    private long expired;
    private long ended;

    /**
     * A store that signs with a key.
     *
     * @param key    at least {@link #KEY_BYTES_MIN} random bytes, known to nobody else; copied
     * @param random for ids
     * @param limits of these, the number of sessions has no meaning here
     */
    public CookieSessions(byte[] key, SecureRandom random, SessionLimits limits) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES_MIN + " bytes or more, not " + key.length);
        }
        this.ids = new RandomIds(random);
        this.limits = limits;
        this.mac = mac(key);
        signature("");                                  // Java loads what this takes now, and not in a turn of the loop
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public Session create(Instant now) {
        created++;
        return Session.begun(ids.next(), now);
    }

    @Override
    public Optional<Session> find(String cookie, Instant now) {
        int dot = cookie.indexOf('.');
        if (dot < 0 || cookie.length() > VALUE_BYTES_MAX || !isSigned(cookie, dot)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cookie.substring(0, dot)));
        if (bytes.get() != FORM) {
            return Optional.empty();
        }
        if (!now.isBefore(readTime(bytes))) {
            expired++;
            return Optional.empty();
        }
        return Optional.of(readSession(bytes));
    }

    /** Takes the same time wherever the first difference is, or a forger could find the signature byte by byte. */
    private boolean isSigned(String cookie, int dot) {
        byte[] given = cookie.substring(dot + 1).getBytes(ISO_8859_1);
        return MessageDigest.isEqual(given, signature(cookie.substring(0, dot)).getBytes(ISO_8859_1));
    }

    private String signature(String text) {
        return BASE64.encodeToString(mac.doFinal(text.getBytes(ISO_8859_1)));
    }

    @Override
    public Optional<String> save(Session session, Instant now) {
        String text = BASE64.encodeToString(write(session.used(now)));
        String value = text + '.' + signature(text);
        assert value.length() <= VALUE_BYTES_MAX : "the limits of a session see to that";
        return Optional.of(value);
    }

    @Override
    public Optional<Session> renew(Session session, Instant now) {
        return Optional.of(session.renamed(ids.next()).used(now));
    }

    @Override
    public void end(Session session) {
        ended++;
    }

    @Override
    public Statistics statistics(Instant now) {
        return new Statistics(0, created, expired, 0, ended, 0);
    }

    // The session in bytes: form, end, creation, last use, id, the number of attributes, their names and values.

    private byte[] write(Session session) {
        ByteBuffer bytes = ByteBuffer.allocate(VALUE_BYTES_MAX);
        bytes.put(FORM);
        bytes.putLong(limits.end(session).toEpochMilli());
        bytes.putLong(session.created().toEpochMilli());
        bytes.putLong(session.lastUsed().toEpochMilli());
        writeText(session.id(), bytes);
        bytes.put((byte) session.attributes().size());
        session.attributes().forEach((name, value) -> {
            writeText(name, bytes);
            writeText(value, bytes);
        });
        byte[] whole = new byte[bytes.flip().remaining()];
        bytes.get(whole);
        return whole;
    }

    private static void writeText(String text, ByteBuffer to) {
        byte[] utf8 = text.getBytes(UTF_8);
        to.putShort((short) utf8.length).put(utf8);
    }

    private static Session readSession(ByteBuffer bytes) {
        Instant created = readTime(bytes);
        Instant lastUsed = readTime(bytes);
        String id = readText(bytes);
        Map<String, String> attributes = new HashMap<>();
        for (int left = bytes.get(); left > 0; left--) {
            String name = readText(bytes);
            attributes.put(name, readText(bytes));
        }
        return new Session(id, created, lastUsed, attributes);
    }

    private static Instant readTime(ByteBuffer bytes) {
        return Instant.ofEpochMilli(bytes.getLong());
    }

    private static String readText(ByteBuffer bytes) {
        byte[] utf8 = new byte[bytes.getShort()];
        bytes.get(utf8);
        return new String(utf8, UTF_8);
    }
}
