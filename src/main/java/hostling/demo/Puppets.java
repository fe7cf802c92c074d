package hostling.demo;

import hostling.http.HttpException;
import hostling.http.Site;
import hostling.http.Status;
import hostling.server.HttpEngine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Clients that misbehave on request, to be watched at it. */
final class Puppets {
    /** As many as a page has lanes for; those of a crowd come on top. */
    private static final int PUPPETS_MAX = 40;
    private static final int CROWD = 1_000;
    private static final int CROWDS_MAX = 9;
    private static final int CROWD_SILENT = 10;
    private static final Duration CROWD_INTERVAL = Duration.ofMillis(8);
    private static final int PIPELINE = 16;
    private static final long FAST_SENDER_BYTES = 1 << 30;
    private static final int SLOW_READER_BYTES = 8 * 1024;
    private static final Duration SLOW_READER_INTERVAL = Duration.ofMillis(200);
    private static final String GET = "GET /hello.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String CROWD_NAME = "crowd";

    private final HttpEngine engine;
    private final Site site;
    private final Map<String, Consumer<Puppet>> plays = new HashMap<>();
    /** Those that are connected, by the number of the connection, without crowds. */
    private final Map<Long, Puppet> connected = new HashMap<>();
    private int crowded;

    /** @param prefix where the responses are that only puppets ask for */
    Puppets(HttpEngine engine, Site site, String prefix) {
        this.engine = engine;
        this.site = site;
        plays.put("half-header", puppet -> puppet.send("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Ag"));
        plays.put("slow-reader", puppet -> {
            puppet.readSlowly(SLOW_READER_BYTES, SLOW_READER_INTERVAL);
            puppet.send(get(prefix + "large"));
        });
        plays.put("fast-sender", puppet -> {
            puppet.send("POST " + prefix + "sink HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + FAST_SENDER_BYTES + "\r\n\r\n");
            puppet.sendZeros(FAST_SENDER_BYTES);
        });
        plays.put("pipeline", puppet -> puppet.send(GET.repeat(PIPELINE)));
        plays.put("leaving-upload", Puppets::uploadAndLeave);
        plays.put("sleeping-script", puppet -> puppet.send(get("/cgi-bin/sleep.sh")));
        plays.put("blocking-handler", puppet -> puppet.send(get(prefix + "block")));
    }

    private static String get(String path) {
        return GET.replace("/hello.txt", path);
    }

    private static void uploadAndLeave(Puppet puppet) {
        String part = "x".repeat(10_000);
        puppet.send("PUT /uploads/puppet.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n" + part);
        for (int i = 1; i <= 3; i++) {
            puppet.after(Duration.ofMillis(500 * i), () -> puppet.send(part));
        }
        puppet.after(Duration.ofSeconds(2), puppet::leave);
    }

    /**
     * Connects a puppet, or a crowd of them.
     *
     * @return the number of its connection, of the first one in a crowd
     * @throws HttpException if there is none of this name, or there are too many already
     */
    long start(String name) throws HttpException {
        boolean isCrowd = name.equals(CROWD_NAME);
        if (!isCrowd && !plays.containsKey(name)) {
            throw new HttpException(Status.NOT_FOUND, "there is no such puppet");
        }
        if (isCrowd ? crowded > CROWD * (CROWDS_MAX - 1) : connected.size() >= PUPPETS_MAX) {
            throw new HttpException(Status.SERVICE_UNAVAILABLE, "there are too many puppets at the moment");
        }
        return isCrowd ? startCrowd() : start(name, plays.get(name)).number();
    }

    private Puppet start(String name, Consumer<Puppet> play) {
        long[] number = new long[1];
        Puppet puppet = new Puppet(engine, site, name, () -> connected.remove(number[0]));
        if (!puppet.isClosed()) {
            number[0] = puppet.number();
            connected.put(number[0], puppet);
            play.accept(puppet);
        }
        return puppet;
    }

    /** Many connections that are idle; one in ten makes a request first. */
    private long startCrowd() {
        long first = 0;
        for (int i = 0; i < CROWD && engine.mayConnect(); i++) {
            crowded++;
            Puppet puppet = new Puppet(engine, site, CROWD_NAME, () -> crowded--);
            if (i % CROWD_SILENT == 0) {
                puppet.after(CROWD_INTERVAL.multipliedBy(i), () -> puppet.send(GET));
            }
            first = first == 0 ? puppet.number() : first;
        }
        return first;
    }

    /** What a connection's client is called if it is a puppet, but not one of a crowd; null for others. */
    String name(long connection) {
        Puppet puppet = connected.get(connection);
        return puppet == null ? null : puppet.name();
    }
}
