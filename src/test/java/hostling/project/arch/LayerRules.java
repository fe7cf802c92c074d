package hostling.project.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.Executor;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which layer may depend on which.
 *
 * <pre>
 * app      all, picocli                one class of it starts workers
 * config   http, wire, tomlj          values from a file, including settings of other layers; opens no channel
 * cgi      http, wire, log        processes and their pipes
 * loop     server and below           the only one with selectors and sockets
 * server   http, wire, log        connections without their sockets
 * demo     handler, http, wire        endpoints that show what the server does
 * handler  http, wire, log        never loop, as loop never knows handler: both know the interfaces in http
 * examine  cases                   a client that examines any server; knows nothing of ours but the cases
 * cases    wire                    the files of test-data, and the words about a failed case
 * docs     commonmark, handler.Html   makes the pages of the documentation during the build; not in the jar
 * testing  http, wire                 a stand-in for the server in tests of handlers; nothing of ours needs it
 * log      nothing of ours
 * http     wire, java.time            no I/O; a file channel passes through it
 * wire     nothing of ours            no I/O
 * </pre>
 *
 * <p>The rules list what is allowed, not what is forbidden: a dependency that nobody thought of is refused too.
 */
final class LayerRules {
    static final String[] LAYERS = {"app", "cases", "cgi", "config", "demo", "docs", "examine", "handler", "http", "log", "loop", "metrics",
        "server", "testing", "wire"};

    /** Packages that hold only values. A rule of its own narrows {@code java.lang}. */
    private static final DescribedPredicate<JavaClass> VALUES = resideInAnyPackage("java.lang", "java.lang.invoke",
            "java.util", "java.util.function", "java.util.regex", "java.util.stream", "java.nio",
            "java.nio.charset");

    private static final DescribedPredicate<JavaClass> JDK = resideInAPackage("java..");

    private static final DescribedPredicate<JavaClass> MACHINE = type(Thread.class).or(type(ThreadLocal.class))
            .or(type(Process.class)).or(type(ProcessBuilder.class)).or(type(Runtime.class)).or(type(ClassLoader.class))
            .as("threads, processes and the virtual machine");

    private static final DescribedPredicate<JavaClass> CHANNELS = resideInAPackage("java.nio.channels..");

    private static final DescribedPredicate<JavaClass> PIPES = type(Pipe.class).or(type(Pipe.SourceChannel.class))
            .or(type(Pipe.SinkChannel.class)).as("pipes");

    private static final DescribedPredicate<JavaClass> PROCESSES = type(Process.class).or(type(ProcessBuilder.class))
            .or(type(ProcessHandle.class)).as("processes");

    /** All of java.io except types that only name a failure or a property: the rest moves bytes and waits for them. */
    private static final DescribedPredicate<JavaClass> STREAMS = resideInAPackage("java.io..")
            .and(DescribedPredicate.not(assignableTo(IOException.class).or(type(UncheckedIOException.class))
                    .or(type(Closeable.class)).or(type(Serializable.class)).or(type(File.class)))).as("streams of java.io");

    static final List<Rule> ALL = List.of(
            new Rule("every-class-has-a-layer", code -> classes()
                    .should().resideInAnyPackage(code.layers(LAYERS))
                    .because("a new package first needs its allowed dependencies here")),

            new Rule("wire-knows-values-alone", code -> arrows(code, "wire", VALUES
                    .or(code.in("wire")))
                    .because("tests, a fuzzer and a web page drive it as the socket does")),

            // Executor is the interface for passing tasks to the loop; FileChannel is the file handle in Body.File.
            new Rule("http-knows-wire-and-values", code -> arrows(code, "http", VALUES
                    .or(code.in("http", "wire")).or(resideInAPackage("java.time.."))
                    .or(type(Executor.class)).or(type(FileChannel.class)))
                    .because("the meaning of a request does not depend on how it arrived")),

            new Rule("values-know-no-machine", code -> noClasses().that(code.in("wire", "http"))
                    .should().dependOnClassesThat(MACHINE)
                    .because("java.lang holds more than values")),

            new Rule("loop-never-knows-handlers", code -> arrows(code, "loop", JDK
                    .or(code.in("loop", "server", "http", "wire", "log")))
                    .because("it serves everything that implements the interfaces in http")),

            new Rule("server-knows-no-loop", code -> arrows(code, "server", JDK
                    .or(code.in("server", "http", "wire", "log")))
                    .because("tests, a simulator and a web page drive a connection as the loop does")),

            // A handler needs only one thing of javax: the message authentication code (MAC) that signs cookies.
            new Rule("handlers-never-know-the-loop", code -> arrows(code, "handler", JDK
                    .or(type(Mac.class)).or(type(SecretKeySpec.class))
                    .or(code.in("handler", "http", "wire", "log")))
                    .because("then a handler can be tested without a socket")),

            new Rule("demo-knows-handlers", code -> arrows(code, "demo", JDK
                    .or(code.in("demo", "handler", "http", "wire", "server")))
                    .because("everything that it shows must be available without it")),

            new Rule("metrics-know-handlers-and-prometheus", code -> arrows(code, "metrics", JDK
                    .or(code.in("metrics", "handler", "http", "wire", "server")).or(resideInAPackage("io.prometheus..")))
                    .because("they only read what the server has counted")),

            new Rule("cases-know-wire", code -> arrows(code, "cases", JDK
                    .or(code.in("cases", "wire")).or(code.is("handler.Html")))
                    .because("they are about the parser, and any server")),

            new Rule("examine-knows-cases", code -> arrows(code, "examine", JDK
                    .or(code.in("examine", "cases")).or(code.is("handler.Html")).or(code.is("handler.Json"))
                    .or(resideInAPackage("javax.xml.stream..")))
                    .because("it judges a server by what comes over the network, ours too")),

            new Rule("log-knows-nothing-of-ours", code -> arrows(code, "log", JDK
                    .or(code.in("log")))
                    .because("its callers pass only numbers and texts")),

            new Rule("cgi-never-knows-the-loop", code -> arrows(code, "cgi", JDK
                    .or(code.in("cgi", "http", "wire", "log")))
                    .because("a script is just another handler")),

            new Rule("testing-knows-http-and-wire", code -> arrows(code, "testing", JDK
                    .or(code.in("testing", "http", "wire")))
                    .because("it stands in for the server")),

            new Rule("nothing-needs-testing", code -> noClasses().that(code.outside("testing"))
                    .should().dependOnClassesThat(code.in("testing"))
                    .because("it is for tests")),

            new Rule("docs-know-commonmark-and-how-to-escape", code -> arrows(code, "docs", JDK
                    .or(code.in("docs")).or(code.is("handler.Html")).or(resideInAPackage("org.commonmark..")))
                    .because("it is a tool of the build")),

            new Rule("nothing-needs-docs", code -> noClasses().that(code.outside("docs"))
                    .should().dependOnClassesThat(code.in("docs").or(resideInAPackage("org.commonmark..")))
                    .because("neither is in the jar")),

            new Rule("config-knows-values-and-tomlj", code -> arrows(code, "config", JDK
                    .or(code.in("config", "http", "wire")).or(resideInAPackage("org.tomlj.."))
                    .or(code.is("server.Timeouts")).or(code.is("server.TrustedProxies")).or(code.is("server.TrustedProxies$Kind"))
                    .or(code.is("cgi.CgiLimits")).or(code.is("log.ErrorLog$Level"))
                    .or(code.is("handler.SessionLimits")).or(code.is("handler.CorsSettings"))
                    .or(code.is("handler.FileSettings")).or(code.is("handler.UploadPolicy")))
                    .because("it says what is wanted, and app makes it")),

            new Rule("app-knows-all-of-ours-and-picocli", code -> arrows(code, "app", JDK
                    .or(code.in(LAYERS)).or(resideInAPackage("picocli..")))
                    .because("it puts the parts together, and only it has a command line")),

            new Rule("no-cycles", code -> slices().matching(code.base() + ".(*)..")
                    .should().beFreeOfCycles()
                    .because("layers can be read one after the other")),

            // The examiner is a client, and waits for one connection at a time.
            new Rule("selectors-stay-in-four-classes", code -> noClasses()
                    .that(DescribedPredicate.not(code.is("loop.EventLoop").or(code.is("loop.Listener"))
                            .or(code.is("loop.SocketTransport")).or(code.is("loop.WatchedPipe")).or(code.is("examine.Talk"))))
                    .should().dependOnClassesThat(type(Selector.class).or(type(SelectionKey.class)))
                    .because("connections can be tested without a selector: see ConnectionDriver")),

            new Rule("channels-stay-in-the-loop", code -> noClasses()
                    .that(code.outside("loop", "server", "handler", "cgi", "app", "examine", "testing")
                            .and(DescribedPredicate.not(code.is("http.Body").or(code.is("demo.Puppet")))))
                    .should().dependOnClassesThat(CHANNELS)
                    .because("one layer does the I/O")),

            new Rule("only-file-channels-elsewhere", code -> noClasses()
                    .that(code.in("handler", "server").or(code.is("http.Body")).or(code.is("demo.Puppet")))
                    .should().dependOnClassesThat(CHANNELS.and(DescribedPredicate.not(type(FileChannel.class))))
                    .because("they open files or send them, and nothing else")),

            new Rule("only-files-and-pipes-in-cgi", code -> noClasses()
                    .that(code.in("cgi"))
                    .should().dependOnClassesThat(CHANNELS.and(DescribedPredicate.not(type(FileChannel.class).or(PIPES))))
                    .because("a script talks to a pipe, and only the loop talks to clients")),

            // The browser is the exception: it belongs to the user, and outlives the server.
            new Rule("processes-stay-in-cgi-and-one-class", code -> noClasses()
                    .that(code.outside("cgi").and(DescribedPredicate.not(code.is("app.WorkerProcess")
                            .or(code.is("app.Browser")))))
                    .should().dependOnClassesThat(PROCESSES)
                    .because("whoever starts a process must end it")),

            // A training run contains its own client. A log needs to know how many bytes a full disk took, and only a
            // file channel tells that: a stream only reports that it failed. A file is mapped by its channel.
            new Rule("app-knows-a-channel-by-its-exception-alone", code -> noClasses()
                    .that(code.in("app").and(DescribedPredicate.not(code.is("app.TrainingRun")
                            .or(code.is("app.LineChannel")).or(code.is("app.CounterBlocks")))))
                    .should().dependOnClassesThat(CHANNELS
                            .and(DescribedPredicate.not(type(UnresolvedAddressException.class))))
                    .because("it only tells the user which address can't be used")),

            new Rule("a-log-is-no-socket-of-ours", code -> noClasses().that(code.is("app.LineChannel")
                            .or(code.is("app.CounterBlocks")))
                    .should().dependOnClassesThat(CHANNELS.and(DescribedPredicate.not(type(FileChannel.class)
                            .or(type(FileChannel.MapMode.class)))))
                    .because("they use only what was opened as a file")),

            // The examiner is a client.
            new Rule("there-is-one-network-stack", code -> noClasses().that(code.outside("examine"))
                    .should().dependOnClassesThat(type(java.net.Socket.class).or(type(java.net.ServerSocket.class))
                            .or(type(java.net.DatagramSocket.class)).or(assignableTo(java.net.URLConnection.class))
                            .or(resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..")))
                    .because("these either block on the network or do what this project teaches")),

            new Rule("streams-stay-in-app", code -> noClasses().that(code.outside("app", "cases", "examine", "testing"))
                    .should().dependOnClassesThat(STREAMS)
                    .because("reading from a stream blocks until there is data")));

    private LayerRules() { }

    private static ArchRule arrows(Codebase code, String layer, DescribedPredicate<JavaClass> allowed) {
        return classes().that(code.in(layer)).should().onlyDependOnClassesThat(allowed.as("it may know"));
    }
}
