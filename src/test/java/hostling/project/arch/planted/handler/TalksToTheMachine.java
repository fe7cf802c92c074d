package hostling.project.arch.planted.handler;

import java.time.ZoneId;
import java.util.TimeZone;
import java.util.function.IntConsumer;

/** Prints, exits, and reads the settings of the machine. */
final class TalksToTheMachine {
    IntConsumer console(Exception e) {
        System.out.println(); // breaks the-console-belongs-to-app, streams-stay-in-app
        System.err.println(); // breaks the-console-belongs-to-app, streams-stay-in-app
        System.in.notifyAll(); // breaks the-console-belongs-to-app
        System.exit(1); // breaks the-console-belongs-to-app
        Runtime.getRuntime().exit(1); // breaks the-console-belongs-to-app
        Runtime.getRuntime().halt(1); // breaks the-console-belongs-to-app
        e.printStackTrace(); // breaks the-console-belongs-to-app
        return System::exit; // breaks the-console-belongs-to-app
    }

    void settings() {
        System.getProperty("a"); // breaks settings-are-given-by-app
        System.getProperties(); // breaks settings-are-given-by-app
        System.getenv("A"); // breaks settings-are-given-by-app
        System.lineSeparator(); // breaks settings-are-given-by-app
        Boolean.getBoolean("a"); // breaks settings-are-given-by-app
        Integer.getInteger("a"); // breaks settings-are-given-by-app
        Long.getLong("a"); // breaks settings-are-given-by-app
        ZoneId.systemDefault(); // breaks settings-are-given-by-app
        TimeZone.getDefault(); // breaks settings-are-given-by-app
    }
}
