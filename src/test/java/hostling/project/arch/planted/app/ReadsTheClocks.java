package hostling.project.arch.planted.app;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.function.LongSupplier;

/** Even app may not read the clocks, except for the one class that passes them on. */
final class ReadsTheClocks {
    LongSupplier numbers() {
        System.currentTimeMillis(); // breaks one-class-reads-the-clocks
        return System::nanoTime; // breaks one-class-reads-the-clocks
    }

    void clocks() {
        Clock.system(ZoneId.of("Z")); // breaks one-class-reads-the-clocks
        Clock.systemUTC(); // breaks one-class-reads-the-clocks
        Clock.systemDefaultZone(); // breaks one-class-reads-the-clocks
        InstantSource.system(); // breaks one-class-reads-the-clocks
        Calendar.getInstance(); // breaks one-class-reads-the-clocks
    }

    void times() {
        Instant.now(); // breaks one-class-reads-the-clocks
        LocalDate.now(); // breaks one-class-reads-the-clocks
        LocalTime.now(); // breaks one-class-reads-the-clocks
        LocalDateTime.now(); // breaks one-class-reads-the-clocks
        ZonedDateTime.now(); // breaks one-class-reads-the-clocks
        OffsetDateTime.now(); // breaks one-class-reads-the-clocks
        new Date(); // breaks one-class-reads-the-clocks
        new Date(0);
    }
}
