package hostling.learn;

import hostling.book.AttackProperties;
import hostling.testing.FixedSeed;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A parser in a loader of its own, where the properties of the student see it in the place of the real one. It notes what it is given
 * in {@link Heard}.
 */
final class LoadedParser {
    private static final Change NOTED = new Change("        in.attach(buffer);", "        hostling.learn.Heard.note(this, buffer);\n"
            + "        in.attach(buffer);");
    private static final Map<LenientParser, LoadedParser> LOADED = new HashMap<>();

    private final ClassLoader loader;

    private LoadedParser(ClassLoader loader) {
        this.loader = loader;
    }

    /** The real parser. */
    static LoadedParser strict() throws IOException {
        return of(LenientParser.STRICT);
    }

    /** The parser with this id, which the exercise names. */
    static LoadedParser named(String id) throws IOException {
        return of(LenientParser.named(id));
    }

    /**
     * A parser, which is compiled and loaded once.
     *
     * @throws IllegalArgumentException if a change can't be made, or does not compile
     */
    static LoadedParser of(LenientParser parser) throws IOException {
        LoadedParser loaded = LOADED.get(parser);
        if (loaded == null) {
            loaded = load(parser);
            LOADED.put(parser, loaded);
        }
        return loaded;
    }

    private static LoadedParser load(LenientParser parser) throws IOException {
        Map<String, byte[]> changed;
        try {
            changed = ChangedClasses.of(parser.sources(NOTED));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parser.id() + ".md: error: " + e.getMessage(), e);
        }
        return new LoadedParser(new StudentLoader(StudentLoader.place(AttackProperties.class), changed));
    }

    Reading read(byte[] bytes) {
        List<?> lines = (List<?>) call("read", bytes);
        return new Reading(lines.stream().skip(1).map(String.class::cast).toList(), Integer.parseInt((String) lines.get(0)));
    }

    /** Tries the properties, with the same seed for each parser: so it is the parser that makes a difference. */
    Verdict tryProperties() {
        boolean isChosen = System.getProperty(FixedSeed.SEED) != null;
        if (!isChosen) {
            System.setProperty(FixedSeed.SEED, "1");
        }
        try {
            return Verdict.decoded((String) call("tryProperties"));
        } finally {
            if (!isChosen) {
                System.clearProperty(FixedSeed.SEED);
            }
        }
    }

    /** What the properties gave to it, message by message. */
    List<byte[]> heard() {
        return ((List<?>) call("heard")).stream().map(byte[].class::cast).toList();
    }

    private Object call(String method, byte[]... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> probe = loader.loadClass(ParserProbe.class.getName());
            Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
            return probe.getMethod(method, types).invoke(null, (Object[]) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
