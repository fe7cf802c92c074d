package hostling.project.arch;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import hostling.wire.Event;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules for the classes of a student that stand in the place of ours. They are read before they run, and do not run if they
 * break one.
 *
 * <p>First come the rules of the layers, and those against waiting. A rule that the real class itself does not keep is not asked for.
 * Then comes a list of what is allowed, as what is forbidden has no end: values, the classes below, what the real class uses too, and
 * of some classes only a few methods. So there is no way to files, processes, threads, reflection, or to the tests, unless the real
 * class has it. A class of properties may use what makes values and compares them, and nothing that changes how properties are tried.
 */
public final class SubmittedCode {
    /** A broken rule: its words, what was found, and the file and line where. */
    public record Broken(String rule, String found, String place) { }

    private static final Pattern DETAIL = Pattern.compile("(?s)(.*) in \\((\\w+\\.java:\\d+)\\)");
    private static final Set<String> VALUES = Set.of("java.lang", "java.lang.invoke", "java.lang.runtime", "java.math", "java.nio",
            "java.nio.charset", "java.text", "java.time", "java.time.format", "java.time.temporal", "java.util", "java.util.function",
            "java.util.regex", "java.util.stream");
    private static final Set<String> MACHINES = named("java.lang", "ClassLoader", "ClassValue", "InheritableThreadLocal", "Module",
            "ModuleLayer", "Process", "ProcessBuilder", "ProcessHandle", "Runtime", "SecurityManager", "StackTraceElement", "StackWalker",
            "Thread", "ThreadGroup", "ThreadLocal");
    /** They open files, load classes, or start threads. */
    private static final Set<String> TOOLS = named("java.util", "Formatter", "ListResourceBundle", "PropertyResourceBundle",
            "ResourceBundle", "Scanner", "ServiceLoader", "Timer", "TimerTask");
    private static final Set<String> OF_IO = named("java.io", "Closeable", "EOFException", "IOException", "PrintStream", "Serializable",
            "UncheckedIOException");
    /** Of these classes, only what is listed. */
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "java.lang.System", Set.of("arraycopy", "err", "identityHashCode", "out"),
            "java.lang.Class", Set.of("cast", "desiredAssertionStatus", "equals", "getEnumConstants", "getName", "getSimpleName", "hashCode",
                    "isInstance", "toString"),
            "org.junit.jupiter.api.Assertions", Set.of("assertAll", "assertArrayEquals", "assertEquals", "assertFalse", "assertInstanceOf",
                    "assertIterableEquals", "assertNotEquals", "assertNotNull", "assertNull", "assertThrows", "assertTrue", "fail"),
            "java.io.PrintStream", Set.of("flush", "format", "print", "printf", "println"),
            "java.nio.file.Files", Set.of("exists", "getLastModifiedTime", "isDirectory", "isHidden", "isReadable", "isRegularFile",
                    "isSameFile", "isSymbolicLink", "notExists", "readSymbolicLink", "size"));
    /** If the real class uses the first of these, a student may use the others too: there are several ways to write it. */
    private static final Map<String, Set<String>> RELATED = Map.of(
            "java.nio.file.Path", named("java.nio.file", "AccessDeniedException", "Files", "FileSystemLoopException", "InvalidPathException",
                    "LinkOption", "NoSuchFileException", "NotDirectoryException"),
            "java.io.InputStream", named("java.io", "BufferedInputStream", "BufferedOutputStream", "BufferedReader", "BufferedWriter",
                    "ByteArrayInputStream", "ByteArrayOutputStream", "InputStreamReader", "OutputStream", "OutputStreamWriter", "PrintWriter",
                    "PushbackInputStream", "Reader", "Writer"),
            "java.net.Socket", named("java.net", "InetAddress", "InetSocketAddress", "ServerSocket", "SocketAddress", "SocketException",
                    "SocketTimeoutException"),
            "java.nio.channels.Selector", named("java.nio.channels", "CancelledKeyException", "ClosedChannelException",
                    "ReadableByteChannel", "SelectableChannel", "SelectionKey", "ServerSocketChannel", "SocketChannel", "WritableByteChannel"),
            "net.jqwik.api.Property", union(named("net.jqwik.api", "AfterFailureMode", "Arbitraries", "Arbitrary", "Assume", "Builders",
                    "Combinators", "EdgeCases", "EdgeCasesMode", "Example", "ForAll", "GenerationMode", "Label", "Property", "Provide",
                    "RandomDistribution", "ShrinkingMode", "Tuple"),
                    named("net.jqwik.api.arbitraries", "ArrayArbitrary", "ByteArbitrary", "CharacterArbitrary", "IntegerArbitrary",
                            "ListArbitrary", "LongArbitrary", "MapArbitrary", "SetArbitrary", "SizableArbitrary", "StreamableArbitrary",
                            "StringArbitrary"),
                    named("net.jqwik.api.constraints", "AlphaChars", "ByteRange", "CharRange", "Chars", "IntRange", "LongRange", "NotEmpty",
                            "NumericChars", "Positive", "Size", "StringLength")));
    /** They open files by their names. */
    private static final List<Call> FILES = Call.all("java.io.PrintWriter#new(String)", "java.io.PrintWriter#new(String, String)",
            "java.io.PrintWriter#new(String, Charset)");
    private static final String OURS = "hostling.";
    /** These packages do no I/O. */
    private static final Set<String> OUR_VALUES = Set.of("hostling.wire", "hostling.http");
    /** What a class prints is not looked at. */
    private static final String PRINTING = "java.io.PrintStream";

    private static final String ALLOWED = "your class knows only values, its own layer, and what the real class knows, because all else can "
            + "wait, or change what judges it";

    private final JavaClasses submitted;
    private final JavaClasses real;

    private SubmittedCode(JavaClasses submitted, JavaClasses real) {
        this.submitted = submitted;
        this.real = real;
    }

    /**
     * All that breaks a rule; what is told first is the most telling.
     *
     * @param classes   the folder with the classes of the student
     * @param realTypes the full names of the classes in whose places they stand
     * @throws IOException if a class can't be read
     */
    public static List<Broken> broken(Path classes, Collection<String> realTypes) throws IOException {
        Set<Path> files = new HashSet<>();
        for (String type : realTypes) {
            files.addAll(filesOf(type));
        }
        JavaClasses submitted = new ClassFileImporter().importPaths(classes);
        return new SubmittedCode(submitted, new ClassFileImporter().importPaths(files)).broken(Set.copyOf(realTypes));
    }

    /** The file of a class, and those of the classes in it. */
    private static Set<Path> filesOf(String type) throws IOException {
        try {
            Class<?> found = Class.forName(type, false, SubmittedCode.class.getClassLoader());
            Path folder = Path.of(found.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve(type.replace('.', '/')).getParent();
            String name = type.substring(type.lastIndexOf('.') + 1);
            try (Stream<Path> all = Files.list(folder)) {
                return all.filter(each -> each.getFileName().toString().matches(Pattern.quote(name) + "(\\$.*)?\\.class"))
                        .collect(Collectors.toSet());
            }
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    private List<Broken> broken(Set<String> realTypes) {
        return Stream.of(replacements(realTypes), brokenRules(), notAllowed()).flatMap(found -> found).toList();
    }

    /** Classes that would take the place of other ones of ours, such as tests. */
    private Stream<Broken> replacements(Set<String> realTypes) {
        return submitted.stream().map(JavaClass::getName).sorted()
                .filter(name -> realTypes.stream().noneMatch(type -> name.equals(type) || name.startsWith(type + "$")))
                .filter(SubmittedCode::isOurs)
                .map(name -> new Broken("only the classes of the exercise are replaced, because all others are part of the question",
                        "a class " + name, ""));
    }

    private static boolean isOurs(String name) {
        return SubmittedCode.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
    }

    private Stream<Broken> brokenRules() {
        return Stream.concat(BlockingRules.ALL.stream(), LayerRules.ALL.stream())
                .filter(rule -> !rule.name().equals("no-cycles") && !rule.name().equals("no-block-is-synchronized"))
                .filter(rule -> details(rule, real).isEmpty())
                .flatMap(rule -> details(rule, submitted).stream().map(detail -> broken(words(rule), detail)));
    }

    private static List<String> details(Rule rule, JavaClasses classes) {
        Codebase code = new Codebase("hostling", Path.of("src/main/java"), classes);
        return rule.form().apply(code).allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails().stream()
                .filter(detail -> !detail.contains("<" + PRINTING)).toList();
    }

    private static String words(Rule rule) {
        String description = rule.form().apply(Codebase.PLANTED).getDescription();
        return rule + description.substring(Math.max(0, description.lastIndexOf(", because ")));
    }

    private static Broken broken(String rule, String detail) {
        Matcher matcher = DETAIL.matcher(detail);
        return matcher.matches() ? new Broken(rule, matcher.group(1), matcher.group(2)) : new Broken(rule, detail, "");
    }

    private Stream<Broken> notAllowed() {
        Set<String> realTypes = real.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream()).map(SubmittedCode::target)
                .collect(Collectors.toSet());
        Set<String> realMembers = real.stream().flatMap(type -> type.getAccessesFromSelf().stream()).map(SubmittedCode::member)
                .collect(Collectors.toSet());
        Stream<String> types = submitted.stream().flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .filter(each -> !isAllowed(target(each), realTypes)).map(Dependency::getDescription);
        Stream<String> members = submitted.stream().flatMap(each -> each.getAccessesFromSelf().stream())
                .filter(each -> !isAllowedMember(each) && !realMembers.contains(member(each))
                        || FILES.stream().anyMatch(call -> call.matches(each))).map(JavaAccess::getDescription);
        return Stream.concat(types, members).distinct().sorted().map(detail -> broken(ALLOWED, detail));
    }

    private static String target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType().getName();
    }

    private static String member(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "#" + access.getTarget().getName();
    }

    private boolean isAllowed(String name, Set<String> realTypes) {
        String top = name.replaceAll("\\$.*", "");
        String place = top.substring(0, Math.max(0, top.lastIndexOf('.')));
        boolean isValue = VALUES.contains(place) && !MACHINES.contains(top) && !TOOLS.contains(top);
        boolean isOurValue = OUR_VALUES.contains(place) && isShipped(top);
        return place.isEmpty() || isValue || isOurValue || OF_IO.contains(top) || realTypes.contains(name) || submitted.contain(name)
                || RELATED.entrySet().stream().anyMatch(each -> realTypes.contains(each.getKey()) && each.getValue().contains(top));
    }

    /** Whether a class of ours is part of the program; tests have the same packages. */
    private static boolean isShipped(String name) {
        URI program;
        try {
            program = Event.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return name.startsWith(OURS) && Files.exists(Path.of(program).resolve(name.replace('.', '/') + ".class"));
    }

    private static boolean isAllowedMember(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        return !owner.startsWith("java.lang.invoke.") && MEMBERS.getOrDefault(owner, Set.of(access.getTarget().getName()))
                .contains(access.getTarget().getName());
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        return Stream.of(sets).flatMap(Set::stream).collect(Collectors.toSet());
    }

    private static Set<String> named(String place, String... names) {
        return Stream.of(names).map(name -> place + "." + name).collect(Collectors.toSet());
    }
}
