package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what a buffer knows after each step: messages that end in a semicolon come in pieces, and are taken out whole. */
public final class BufferSteps {
    private static final int BYTES = 8;

    /** What the buffer knew after a step; a byte that was never put in is a dot. */
    record Step(String name, int position, int limit, int capacity, String bytes) { }

    private final ByteBuffer in = ByteBuffer.allocate(BYTES);
    private final List<Step> steps = new ArrayList<>();

    BufferSteps() {
        note("allocate(8)");
    }

    /** Prints the steps; there are no arguments. */
    public static void main(String[] arguments) {
        print("%-12s %8s %6s %8s  %s", "step", "position", "limit", "capacity", "bytes");
        for (Step step : new BufferSteps().run()) {
            print("%-12s %8d %6d %8d  %s", step.name, step.position, step.limit, step.capacity, step.bytes);
        }
    }

    /** One message comes with half of the next one, and then the other half comes. */
    List<Step> run() {
        put("ab;cd");
        flip();
        get(3);
        compact();
        put("e;");
        flip();
        get(4);
        compact();
        return steps;
    }

    private void get(int count) {
        byte[] message = new byte[count];
        in.get(message);
        note("get " + new String(message, ISO_8859_1));
    }

    private void note(String name) {
        String bytes = new String(in.array(), ISO_8859_1).replace('\0', '.');
        steps.add(new Step(name, in.position(), in.limit(), in.capacity(), bytes));
    }

    private void put(String text) {
        in.put(text.getBytes(ISO_8859_1));
        note("put " + text);
    }

    private void flip() {
        in.flip();
        note("flip");
    }

    private void compact() {
        in.compact();
        note("compact");
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
