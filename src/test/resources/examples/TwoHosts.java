import hostling.app.Server;
import hostling.handler.BodyLimit;
import hostling.handler.FileSettings;
import hostling.handler.NegotiatedErrorPages;
import hostling.handler.MethodFilter;
import hostling.handler.Redirect;
import hostling.handler.Router;
import hostling.handler.SecurityFields;
import hostling.handler.StaticFiles;
import hostling.handler.VirtualHosts;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Site;
import hostling.wire.FieldLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

public class TwoHosts {
    public static void main(String[] arguments) throws Exception {
        // region: two-hosts
        Handler files = new StaticFiles(FileSettings.of(Path.of("www"), "/"));
        Handler pages = new MethodFilter(Set.of(Method.GET), new BodyLimit(0, files));
        Router routes = new Router().below("/", pages)
                .below("/old/", Redirect.keepingRest(308, "/", "/old/"));
        SecurityFields fields = new SecurityFields(List.of(new FieldLine("X-Content-Type-Options", "nosniff")));
        Site main = fields.around(new Site(routes, new NegotiatedErrorPages()));
        Site other = new Site(new Redirect(308, "http://www.example.org/"), new NegotiatedErrorPages());
        Site both = new VirtualHosts(main, Map.of("example.org", other)).site();
        // endregion
        Server.of(both.handler()).errorPages(both.errorPages()).open("127.0.0.1", 8080).run();
    }
}
