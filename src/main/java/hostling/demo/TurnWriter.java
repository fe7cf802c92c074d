package hostling.demo;

import hostling.handler.Json;
import hostling.server.ConnectionDriver;
import hostling.server.HttpEngine;
import hostling.server.TurnRecorder;
import hostling.server.TurnRecorder.Entry;
import hostling.server.TurnRecorder.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what was recorded of the loop as JSON. Times are in nanoseconds since the recording began. */
final class TurnWriter {
    /** Connections that are described one by one. */
    static final int LANES_MAX = 40;
    private static final int REQUEST_LENGTH_MAX = 60;
    private static final String NEVER = "null";
    private static final List<String> PHASES = List.of("IDLE", "HEADER", "BODY", "HANDLER", "SOURCE", "WRITE", "CLOSING");

    private final TurnRecorder recorder;
    private final Puppets puppets;
    private final long[] totals = new long[Kind.values().length];
    private long next;

    /** Begins with the next entry. */
    TurnWriter(TurnRecorder recorder, Puppets puppets) {
        this.recorder = recorder;
        this.puppets = puppets;
        this.next = recorder.count();
        Arrays.setAll(totals, kind -> recorder.totalNanos(Kind.values()[kind]));
    }

    /** A name of the recording, which differs from those of other processes. */
    static String nameOf(TurnRecorder recorder) {
        return Long.toString(recorder.beganNanos());
    }

    /** The name of the recording, and what the numbers of kinds and phases mean. */
    static String names(TurnRecorder recorder) {
        return "{\"recording\": " + Json.string(nameOf(recorder)) + ", \"kinds\": " + names(Arrays.stream(Kind.values()).map(Kind::name)) + ", \"phases\": "
                + names(PHASES.stream()) + "}";
    }

    private static String names(Stream<String> names) {
        return names.map(Json::string).collect(Collectors.joining(", ", "[", "]"));
    }

    /** All entries that are kept. */
    String entries() {
        StringBuilder json = new StringBuilder("{\"entries\": ");
        entries(json, 0);
        return json.append('}').toString();
    }

    /**
     * The entries since the last call, and all connections as they are now. Then more may be recorded.
     *
     * @param entriesMax if there were more, the older ones are left out, and counted
     */
    String message(HttpEngine engine, int entriesMax) {
        long from = Math.max(next, recorder.count() - entriesMax);
        StringBuilder json = new StringBuilder(4_096);
        json.append("{\"now\": ").append(engine.nanoTimeNow() - recorder.beganNanos()).append(", \"omitted\": ").append(from - next);
        next = recorder.count();
        json.append(", \"spent\": ");
        spent(json);
        json.append(", \"entries\": ");
        entries(json, from);
        json.append(", \"connections\": ");
        connections(json, engine);
        engine.probe().resume();
        return json.append('}').toString();
    }

    /** The time spent on each kind of work since the last call. */
    private void spent(StringBuilder json) {
        char separator = '[';
        for (Kind kind : Kind.values()) {
            long total = recorder.totalNanos(kind);
            json.append(separator).append(total - totals[kind.ordinal()]);
            totals[kind.ordinal()] = total;
            separator = ',';
        }
        json.append(']');
    }

    private void entries(StringBuilder json, long from) {
        json.append('[');
        int empty = json.length();
        recorder.visit(from, entry -> {
            if (json.length() > empty) {
                json.append(',');
            }
            entry(json, entry);
        });
        json.append(']');
    }

    private void entry(StringBuilder json, Entry entry) {
        json.append('[').append(entry.kind().ordinal()).append(',').append(entry.connection()).append(',')
                .append(entry.startNanos() - recorder.beganNanos()).append(',').append(entry.nanos()).append(',')
                .append(entry.bytes());
        if (entry.kind() == Kind.STATE) {
            json.append(",\"").append(entry.phase()).append("\",\"").append(entry.interest()).append("\",")
                    .append(time(entry.deadlineNanos()));
        }
        json.append(']');
    }

    private String time(long nanos) {
        return nanos == Long.MAX_VALUE ? NEVER : Long.toString(nanos - recorder.beganNanos());
    }

    /** The first connections one by one, puppets among them; if there are more, also the phase of each. */
    private void connections(StringBuilder json, HttpEngine engine) {
        boolean isCrowded = engine.connectionCount() > LANES_MAX;
        StringBuilder grid = new StringBuilder();
        int[] lanes = new int[1];
        json.append("{\"count\": ").append(engine.connectionCount()).append(", \"lanes\": [");
        engine.forEachConnection(connection -> {
            String puppet = puppets.name(connection.number());
            if (isCrowded) {
                grid.append(PHASES.indexOf(connection.phase()));
            }
            if (lanes[0] < LANES_MAX && (!isCrowded || puppet != null)) {
                json.append(lanes[0]++ == 0 ? "" : ",");
                lane(json, connection, puppet);
            }
        });
        json.append("], \"grid\": \"").append(grid).append("\"}");
    }

    private void lane(StringBuilder json, ConnectionDriver connection, String puppet) {
        json.append("{\"number\": ").append(connection.number()).append(", \"phase\": \"").append(connection.phase())
                .append("\", \"interest\": \"").append(connection.interest()).append("\", \"pending\": ")
                .append(connection.pendingBytes()).append(", \"deadline\": ").append(time(connection.deadlineNanos()))
                .append(", \"puppet\": ").append(puppet == null ? "null" : Json.string(puppet)).append(", \"client\": ")
                .append(Json.string(connection.client())).append(", \"request\": ")
                .append(Json.string(withoutQuery(connection.currentRequest()))).append('}');
    }

    /** A query may hold what is not for others to see. */
    private static String withoutQuery(String request) {
        int query = request.indexOf('?');
        int length = Math.min(query < 0 ? request.length() : query, REQUEST_LENGTH_MAX);
        return request.substring(0, length);
    }
}
