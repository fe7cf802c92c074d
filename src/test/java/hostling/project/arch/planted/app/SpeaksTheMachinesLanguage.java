package hostling.project.arch.planted.app;

import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Scanner;
import java.util.function.UnaryOperator;

/** Behaves differently on another machine. The streams themselves are allowed in app, and so is the console. */
final class SpeaksTheMachinesLanguage {
    void charsets(byte[] bytes, InputStream in, ByteArrayOutputStream out) throws IOException {
        "".getBytes(); // breaks no-default-charset
        "".getBytes(StandardCharsets.UTF_8);
        new String(bytes); // breaks no-default-charset
        new String(bytes, 0, 0); // breaks no-default-charset
        new String(bytes, 0, 0, StandardCharsets.UTF_8);
        Charset.defaultCharset(); // breaks no-default-charset
        new InputStreamReader(in); // breaks no-default-charset
        new OutputStreamWriter(out); // breaks no-default-charset
        new FileReader("").close(); // breaks no-default-charset
        new FileWriter("").close(); // breaks no-default-charset
        new PrintStream(out); // breaks no-default-charset
        new PrintWriter(System.out, true);
        out.toString(); // breaks no-default-charset
        out.toString(StandardCharsets.UTF_8);
        new Scanner(in); // breaks no-default-charset
    }

    UnaryOperator<String> locales() {
        String.format("%d", 1); // breaks no-default-locale
        String.format(Locale.ROOT, "%d", 1);
        "%d".formatted(1); // breaks no-default-locale
        "".toUpperCase(); // breaks no-default-locale
        "".toUpperCase(Locale.ROOT);
        Locale.getDefault(); // breaks no-default-locale
        System.out.printf("%d", 1); // breaks no-default-locale
        System.out.format("%d", 1); // breaks no-default-locale
        DateTimeFormatter.ofPattern("MMM"); // breaks no-default-locale
        new DateTimeFormatterBuilder().toFormatter(); // breaks no-default-locale
        return String::toLowerCase; // breaks no-default-locale
    }
}
