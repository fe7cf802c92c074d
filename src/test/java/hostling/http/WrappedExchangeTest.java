package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hostling.wire.Fields;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A wrapper behaves like the exchange that it wraps, except in methods that it overrides. */
class WrappedExchangeTest {
    private static final BodySink SINK = new BodySink() {
        @Override
        public void data(ByteBuffer bytes) { }

        @Override
        public void end(Fields trailers) { }

        @Override
        public void aborted() { }
    };

    /** A value of each type that goes into an exchange or comes out of it. */
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(Request.class, Requests.request("GET", "/")), Map.entry(Response.class, Response.text("a")),
            Map.entry(ResponseFilter.class, (ResponseFilter) (response, request) -> response),
            Map.entry(long.class, 7L), Map.entry(Consumer.class, (Consumer<Object>) content -> { }),
            Map.entry(BodySink.class, SINK), Map.entry(Executor.class, (Executor) Runnable::run),
            Map.entry(Duration.class, Duration.ofSeconds(7)), Map.entry(Runnable.class, (Runnable) () -> { }),
            Map.entry(Instant.class, Instant.EPOCH.plusSeconds(7)));

    private final List<List<Object>> calls = new ArrayList<>();
    private final Exchange inner = (Exchange) Proxy.newProxyInstance(Exchange.class.getClassLoader(),
            new Class<?>[] {Exchange.class}, (proxy, method, arguments) -> {
                calls.add(call(method, arguments));
                return VALUES.get(method.getReturnType());
            });
    private final WrappedExchange outer = new WrappedExchange(inner) { };

    private static List<Object> call(Method method, Object[] arguments) {
        List<Object> call = new ArrayList<>(List.of(method.getName()));
        call.addAll(Arrays.asList(arguments == null ? new Object[0] : arguments));
        return call;
    }

    @TestFactory
    Stream<DynamicTest> everyCallGoesOnToTheExchangeWithin() {
        return Stream.of(Exchange.class.getMethods()).map(method -> dynamicTest(method.getName(), () -> {
            Object[] arguments = Stream.of(method.getParameterTypes())
                    .map(type -> type == Pipe.SourceChannel.class ? null : VALUES.get(type)).toArray();
            calls.clear();
            assertEquals(VALUES.get(method.getReturnType()), method.invoke(outer, arguments));
            assertEquals(List.of(call(method, arguments)), calls);
        }));
    }

    @Test
    void theExchangeWithinCanBeAskedFor() {
        assertSame(inner, outer.inner());
    }

    @Test
    void aHandlerThatAnswersAtOnceMayHaveKeptTheRequest() throws Exception {
        Handler.of(request -> request == VALUES.get(Request.class) ? (Response) VALUES.get(Response.class)
                : Response.of(500)).handle(outer);
        assertEquals(List.of(List.of("request"), List.of("respond", VALUES.get(Response.class))), calls);
    }
}
