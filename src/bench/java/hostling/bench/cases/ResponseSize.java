package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Site;
import hostling.bench.load.Client;
import java.io.IOException;
import java.util.List;

/** The size of the response with the small page: servers that send fewer fields have less to do. */
final class ResponseSize implements ColdCase {
    private static final Metric BYTES = Metric.plain("bytes", "bytes", 0);

    @Override
    public String name() {
        return "response";
    }

    @Override
    public String title() {
        return "The response";
    }

    @Override
    public String how(Settings settings) {
        return "Head and content of the answer to a GET of the small page. All servers send the same content, and as far "
                + "as they let themselves be told the same fields.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(BYTES);
    }

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public boolean takes(Contestant contestant) {
        return contestant.can(Can.PAGE);
    }

    @Override
    public int rounds(Settings settings) {
        return 1;
    }

    @Override
    public Measurement measure(Contestant contestant, Settings settings) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(contestant, settings, Mode.PLAIN, Site.PAGE);
                Client client = new Client(server.port())) {
            client.get(Site.PAGE);
            return new Measurement().with(BYTES, client.responseBytes());
        }
    }
}
