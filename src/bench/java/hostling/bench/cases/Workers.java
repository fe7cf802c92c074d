package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Site;
import hostling.bench.load.Load;
import hostling.bench.load.Wrk;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a second process gains on cores that it has to share with the load. */
final class Workers implements ColdCase {
    private static final int CONNECTIONS = 64;
    /** Two virtual machines compile the same code at the same time, mostly in the rests between loads. */
    private static final int WARM_UPS = 4;
    private static final int WARM_UP_SECONDS = 3;
    private static final int REST_SECONDS = 3;
    private static final String FOLDER = "/images/";
    private static final Metric LISTINGS = Metric.plain("listings", "pages of a folder/s", 0);
    private static final Metric PAGES = Metric.plain("pages", "small pages/s", 0);

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public String title() {
        return "Workers";
    }

    @Override
    public String how(Settings settings) {
        return "`wrk -t1 -c" + CONNECTIONS + " -d" + settings.seconds() + "s`, after " + WARM_UPS + " times "
                + WARM_UP_SECONDS + " seconds of the same, each with a rest behind it, here with both cores for the server "
                + "and the load alike. A page of a folder is "
                + "made anew for each request and costs the server far more than the load, so a second process may come "
                + "near to twice as many; the small page costs both about the same, so that there is little to gain.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(LISTINGS, PAGES);
    }

    @Override
    public List<String> programs() {
        return List.of("wrk");
    }

    @Override
    public boolean takes(Contestant contestant) {
        return contestant.can(Can.SHARE);
    }

    @Override
    public Measurement measure(Contestant contestant, Settings settings) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(contestant, settings, Mode.PLAIN, Site.PAGE)) {
            Load listings = run(server, FOLDER, settings);
            Load pages = run(server, Site.PAGE, settings);
            return new Measurement(listings.problem().or(pages::problem)).with(LISTINGS, listings.rate())
                    .with(PAGES, pages.rate());
        }
    }

    private static Load run(ServerProcess server, String path, Settings settings)
            throws IOException, InterruptedException {
        Wrk wrk = new Wrk(CONNECTIONS, "", List.of());
        String cores = settings.serverCore() + "," + settings.loadCore();
        for (int i = 0; i < (settings.quick() ? 1 : WARM_UPS); i++) {
            wrk.runOn(cores, server, path, settings.quick() ? 1 : WARM_UP_SECONDS);
            TimeUnit.SECONDS.sleep(settings.quick() ? 1 : REST_SECONDS);
        }
        return wrk.runOn(cores, server, path, settings.seconds());
    }
}
