import hostling.app.Server;
import hostling.handler.EventStream;
import hostling.handler.Router;
import hostling.http.Exchange;
import hostling.http.Method;
import java.time.Duration;

public class Clock {
    // region: events
    static void clock(Exchange exchange) {
        tick(exchange, EventStream.open(exchange));
    }

    private static void tick(Exchange exchange, EventStream events) {
        events.send(exchange.now().toString());
        exchange.after(Duration.ofSeconds(1), () -> tick(exchange, events));
    }
    // endregion

    public static void main(String[] arguments) throws Exception {
        Server.of(new Router().on(Method.GET, "/clock", Clock::clock)).open("127.0.0.1", 8080).run();
    }
}
