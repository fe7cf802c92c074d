package hostling.project.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * The server behaves the same on every machine: its time, its console and its settings come in through {@code app}, and
 * nothing depends on the machine's locale or character set. The last three rules are about the form of the code.
 */
final class HouseRules {
    private static final List<Call> CLOCKS = Call.all(
            "java.lang.System#currentTimeMillis", "java.lang.System#nanoTime", "java.time.Clock#system",
            "java.time.Clock#systemUTC", "java.time.Clock#systemDefaultZone", "java.time.InstantSource#system",
            "java.time.Instant#now", "java.time.LocalDate#now", "java.time.LocalTime#now",
            "java.time.LocalDateTime#now", "java.time.ZonedDateTime#now", "java.time.OffsetDateTime#now",
            "java.util.Date#new()", "java.util.Calendar#getInstance");

    /** A PrintWriter around the console's stream is allowed, because it has to use the console's character set. */
    private static final List<Call> CHARSETS = Call.all(
            "java.lang.String#getBytes()", "java.lang.String#new(byte[])", "java.lang.String#new(byte[], int, int)",
            "java.nio.charset.Charset#defaultCharset", "java.io.InputStreamReader#new(InputStream)",
            "java.io.OutputStreamWriter#new(OutputStream)", "java.io.FileReader#new(String)",
            "java.io.FileWriter#new(String)", "java.io.PrintStream#new(OutputStream)",
            "java.io.ByteArrayOutputStream#toString()", "java.util.Scanner#new(InputStream)");

    private static final List<Call> LOCALES = Call.all(
            "java.lang.String#format(String, Object[])", "java.lang.String#formatted", "java.lang.String#toLowerCase()",
            "java.lang.String#toUpperCase()", "java.util.Locale#getDefault",
            "java.io.PrintStream#printf(String, Object[])", "java.io.PrintStream#format(String, Object[])",
            "java.time.format.DateTimeFormatter#ofPattern(String)",
            "java.time.format.DateTimeFormatterBuilder#toFormatter()");

    private static final List<Call> CONSOLE = Call.all(
            "java.lang.System#out", "java.lang.System#err", "java.lang.System#in", "java.lang.System#exit",
            "java.lang.Runtime#exit", "java.lang.Runtime#halt", "java.lang.Throwable#printStackTrace()");

    private static final List<Call> SETTINGS = Call.all(
            "java.lang.System#getProperty", "java.lang.System#getProperties", "java.lang.System#getenv",
            "java.lang.System#lineSeparator", "java.lang.Boolean#getBoolean", "java.lang.Integer#getInteger",
            "java.lang.Long#getLong", "java.time.ZoneId#systemDefault", "java.util.TimeZone#getDefault");

    static final List<Rule> ALL = List.of(
            // The examiner waits for other servers.
            new Rule("one-class-reads-the-clocks", CLOCKS, code -> classes()
                    .that(DescribedPredicate.not(code.is("app.SystemTime")).and(code.outside("examine")))
                    .should(Call.noneOf(CLOCKS))
                    .because("a test must be able to set the time")),

            new Rule("no-default-charset", CHARSETS, code -> classes()
                    .should(Call.noneOf(CHARSETS))
                    .because("bytes must mean the same on every machine")),

            new Rule("no-default-locale", LOCALES, code -> classes()
                    .should(Call.noneOf(LOCALES))
                    .because("in Turkish I is not the upper case of i, and in German a number has a decimal comma")),

            new Rule("the-console-belongs-to-app", CONSOLE, code -> classes().that(code.outside("app"))
                    .should(Call.noneOf(CONSOLE))
                    .because("a server inside a test or a larger program must neither print nor exit")),

            new Rule("settings-are-given-by-app", SETTINGS, code -> classes().that(code.outside("app"))
                    .should(Call.noneOf(SETTINGS))
                    .because("everything that configures the server is visible where app puts it together")),

            new Rule("records-hold-no-arrays", HouseRules::recordsHoldNoArrays),

            new Rule("public-fields-are-final", code -> noFields()
                    .that().arePublic().and().areDeclaredInClassesThat().arePublic()
                    .should().notBeFinal()
                    .because("only the owner of a state may change it")),

            new Rule("every-package-says-what-it-is-for", code -> classes()
                    .should(SourceRules.haveADescribedPackage(code))
                    .because("readers begin there")));

    private HouseRules() { }

    private static ArchRule recordsHoldNoArrays(Codebase code) {
        DescribedPredicate<JavaClass> records =
                DescribedPredicate.describe("records", JavaClass::isRecord);
        return fields().that().areDeclaredInClassesThat(code.in("wire", "http").and(records))
                .and(DescribedPredicate.not(HasModifiers.Predicates.modifier(JavaModifier.STATIC)))
                .should().notHaveRawType(DescribedPredicate.describe("array", JavaClass::isArray))
                .because("a record with an array can be changed and equals no other");
    }
}
