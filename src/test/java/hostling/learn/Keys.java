package hostling.learn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The keyboard. */
interface Keys {
    /** What the end of the input means: nobody can type any more. */
    String QUIT = "q";

    /** The next line, if one comes within this time. */
    Optional<String> await(long millis) throws InterruptedException;

    /** The lines of a stream, and {@link #QUIT} at its end. A thread of its own reads it, as only reading notices the end. */
    static Keys of(InputStream input) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> {
            try {
                BufferedReader reading = new BufferedReader(new InputStreamReader(input, Charset.defaultCharset()));
                for (String line = reading.readLine(); line != null; line = reading.readLine()) {
                    lines.add(line.strip());
                }
            } catch (IOException e) {
                // As at the end: nothing more can be read.
            }
            lines.add(QUIT);
        }, "keys");
        reader.setDaemon(true);
        reader.start();
        return millis -> Optional.ofNullable(lines.poll(millis, TimeUnit.MILLISECONDS));
    }
}
