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
 * Sessions that are stored by the clients: the whole session is in the cookie, signed with an <b>HMAC</b> that only a
 * server with the key can compute. So sessions survive a restart, cost no memory, and are shared by servers with the same
 * key. The price:
 *
 * <ul>
 *   <li>A client can read its session. Nothing secret goes into it.
 *   <li>The server can't revoke a cookie. A session that was ended, saved again or renamed is still valid for anyone who
 *       kept the old cookie, until the expiry time in it. If that matters, use {@link MemorySessions}.
 * </ul>
 *
 * <p>The format is {@code BASE64URL(session) "." BASE64URL(HMAC-SHA256(key, text before the dot))}. The signature keeps a
 * client from changing its cookie (RFC 6265 section 8.3). It covers the Base64 text, not the decoded bytes, and is
 * compared as text: Base64 has several texts for the same bytes, and only one of them is accepted.
 */
public final class CookieSessions implements SessionStore {
    /** The minimum length of a key: the output length of the hash function (RFC 2104 section 3). */
    public static final int KEY_BYTES_MIN = 32;

    /** The length that browsers accept for a cookie: name, value and attributes together (RFC 6265 section 6.1). */
    public static final int COOKIE_BYTES_MAX = 4_096;

    /** Leaves room for a name and attributes. */
    static final int VALUE_BYTES_MAX = COOKIE_BYTES_MAX - 128;

    private static final String ALGORITHM = "HmacSHA256";
    /** The version byte at the start of every session. Cookies with another version are ignored. */
    private static final byte FORM = 1;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final RandomIds ids;
    private final SessionLimits limits;
    private final Mac mac;
    /** Of the key that signed before; null if there is none. */
    private final Mac oldMac;
    private long created;
    private long expired;
    private long ended;

    /** A store with one key. */
    public CookieSessions(byte[] key, SecureRandom random, SessionLimits limits) {
        this(key, Optional.empty(), random, limits);
    }

    /**
     * A store that signs with a key. For <b>key rotation</b>, it also accepts what another key has signed: give all servers
     * the new key as the old one first, then let all sign with it, and drop the other once its cookies have expired.
     *
     * @param key    at least {@link #KEY_BYTES_MIN} random, secret bytes; copied
     * @param oldKey accepted, but not used to sign; copied
     * @param random the source of ids
     * @param limits the time limits; the maximum number of sessions is not used here
     */
    public CookieSessions(byte[] key, Optional<byte[]> oldKey, SecureRandom random, SessionLimits limits) {
        this.ids = new RandomIds(random);
        this.limits = limits;
        this.mac = mac(key);
        this.oldMac = oldKey.map(CookieSessions::mac).orElse(null);
        signature(mac, "");                                  // loads the classes now, not later in a turn of the loop
    }

    private static Mac mac(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES_MIN + " bytes or more, not " + key.length);
        }
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

    /** Compares in <b>constant time</b>: otherwise a <b>timing attack</b> could find the signature byte by byte. */
    private boolean isSigned(String cookie, int dot) {
        byte[] given = cookie.substring(dot + 1).getBytes(ISO_8859_1);
        String text = cookie.substring(0, dot);
        return MessageDigest.isEqual(given, signature(mac, text).getBytes(ISO_8859_1))
                || oldMac != null && MessageDigest.isEqual(given, signature(oldMac, text).getBytes(ISO_8859_1));
    }

    private static String signature(Mac mac, String text) {
        return BASE64.encodeToString(mac.doFinal(text.getBytes(ISO_8859_1)));
    }

    @Override
    public Optional<String> save(Session session, Instant now) {
        String text = BASE64.encodeToString(write(session.used(now)));
        String value = text + '.' + signature(mac, text);
        assert value.length() <= VALUE_BYTES_MAX : "guaranteed by the limits of a session";
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

    // The bytes of a session: version, expiry, creation, last use, id, the number of attributes, their names and values.

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
