package hostling.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.cases.RequestCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running server, ours or another, that receives the cases unchanged: {@code -Dcases.target=HOST:PORT}. Each case
 * gets its own connection.
 */
public final class TargetServer {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})[ \r]");
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int RESPONSE_BYTES_MAX = 1 << 20;

    /** The server's answer: the status codes in order, and whether it closed the connection. */
    public record Answer(List<Integer> statuses, boolean closed) { }

    private final InetSocketAddress address;
    private final int timeoutMillis;

    /** The server at this address. Silence for {@code timeoutMillis} means that it keeps the connection open. */
    TargetServer(InetSocketAddress address, int timeoutMillis) {
        this.address = address;
        this.timeoutMillis = timeoutMillis;
    }

    /** The server that the system property {@code cases.target} names, if any. */
    public static Optional<TargetServer> fromProperty() {
        String target = System.getProperty("cases.target", "");
        if (target.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = Pattern.compile("(.+):([0-9]{1,5})").matcher(target);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("cases.target is HOST:PORT, not " + target);
        }
        return Optional.of(new TargetServer(
                new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))), TIMEOUT_MILLIS));
    }

    /** Sends the input of a case that ends in a refusal, and fails unless the server refuses it and closes. */
    public void check(RequestCase refused) throws IOException {
        Answer answer = send(refused.input());
        int last = answer.statuses().isEmpty() ? 0 : answer.statuses().get(answer.statuses().size() - 1);
        boolean beforeTheFault = refused.isRefusedAfterItsHead() && last >= 400 && last < 500;
        if (last != refused.status() && !beforeTheFault) {
            throw new AssertionError(refused.location() + ": expected " + refused.status()
                    + ", but the server answered " + answer.statuses());
        }
        if (!answer.closed()) {
            throw new AssertionError(refused.location() + ": the connection stayed open after " + last);
        }
    }

    /** Sends bytes and reads until the server closes the connection or is silent for too long. */
    Answer send(byte[] input) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            try {
                socket.getOutputStream().write(input);
            } catch (IOException e) {
                // The server may refuse and close while we are still writing; its response can be read all the same.
            }
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            boolean closed = readAll(socket, received);
            return new Answer(statuses(received.toString(ISO_8859_1)), closed);
        }
    }

    private static boolean readAll(Socket socket, ByteArrayOutputStream to) {
        byte[] buffer = new byte[8192];
        try {
            int count = socket.getInputStream().read(buffer);
            while (count >= 0 && to.size() < RESPONSE_BYTES_MAX) {
                to.write(buffer, 0, count);
                count = socket.getInputStream().read(buffer);
            }
            return count < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;                    // a reset closes, too
        }
    }

    private static List<Integer> statuses(String responses) {
        List<Integer> statuses = new ArrayList<>();
        Matcher matcher = STATUS_LINE.matcher(responses);
        while (matcher.find()) {
            statuses.add(Integer.parseInt(matcher.group(1)));
        }
        return statuses;
    }
}
