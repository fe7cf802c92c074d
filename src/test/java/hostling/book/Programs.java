package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/** Runs the programs of the book, for the commands that its chapters show. */
public final class Programs {
    private Programs() { }

    /** A server that runs until it is closed. */
    public record Running(int port, Closeable server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private interface Loop {
        void run() throws IOException;
    }

    /**
     * Starts a server, on a port that is free.
     *
     * @param name the name of its class
     * @throws IllegalArgumentException if the book has no server with this name
     */
    public static Running start(String name) throws IOException {
        switch (name) {
            case "BlockingServer" -> {
                BlockingServer server = new BlockingServer(0);
                return running(server.port(), server, server::run);
            }
            case "ThreadServer" -> {
                ThreadServer server = new ThreadServer(0);
                return running(server.port(), server, server::run);
            }
            case "LoopServer" -> {
                LoopServer server = new LoopServer(0, "Hello from a loop.\n".getBytes(ISO_8859_1));
                return running(server.port(), server, server::run);
            }
            case "PersistentServer" -> {
                PersistentServer server = new PersistentServer(0);
                return running(server.port(), server, server::run);
            }
            default -> throw new IllegalArgumentException("the book has no server " + name);
        }
    }

    private static Running running(int port, Closeable server, Loop loop) {
        Thread thread = new Thread(() -> {
            try {
                loop.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }, "program of the book");
        thread.setDaemon(true);
        thread.start();
        return new Running(port, server);
    }

    /** As the other {@code print}, of a program that reads nothing. */
    public static String print(String name, String... arguments) throws ReflectiveOperationException {
        return print(name, new byte[0], arguments);
    }

    /**
     * What a program prints that ends by itself.
     *
     * @param name  the name of its class
     * @param input what it reads from its standard input
     */
    public static String print(String name, byte[] input, String... arguments) throws ReflectiveOperationException {
        Method main = Class.forName("hostling.book." + name).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        PrintStream terminal = System.out;
        InputStream keyboard = System.in;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(input));
        try {
            main.invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name + " has thrown", e.getCause());
        } finally {
            System.setOut(terminal);
            System.setIn(keyboard);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
