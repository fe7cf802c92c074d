package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.wire.Event;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles changed sources of the server in memory, against the classes that are not changed. */
final class ChangedClasses {
    /** Short, as the compiler opens all that is in it. */
    private static final String CLASS_PATH = path(Event.class) + File.pathSeparator + path(Heard.class);

    private ChangedClasses() { }

    /**
     * The bytes of the classes by their names.
     *
     * @param sources the texts of the classes by their names
     * @throws IllegalArgumentException if they do not compile, with what the compiler says
     */
    static Map<String, byte[]> of(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter told = new StringWriter();
        try (Memory memory = new Memory(compiler.getStandardFileManager(null, Locale.ROOT, UTF_8))) {
            boolean isRight = compiler.getTask(told, memory, null, List.of("-classpath", CLASS_PATH, "-proc:none", "-implicit:none", "-g"),
                    null, sources.entrySet().stream().map(each -> new Source(each.getKey(), each.getValue())).toList()).call();
            if (!isRight) {
                throw new IllegalArgumentException(told.toString());
            }
            return memory.classes.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(Class<?> type) {
        return Path.of(URI.create(StudentLoader.place(type).toString()));
    }

    private static URI uri(String name, JavaFileObject.Kind kind) {
        return URI.create("memory:///" + name.replace('.', '/') + kind.extension);
    }

    /** A text that the compiler reads. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(uri(name, Kind.SOURCE), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(uri(name, kind), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
