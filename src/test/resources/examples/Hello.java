// region: hello
import hostling.app.Server;
import hostling.handler.Router;
import hostling.http.Response;

public class Hello {
    public static void main(String[] arguments) throws Exception {
        Router router = new Router().get("/hello", request ->
                Response.text("Hello, " + request.query("name").orElse("world") + "!\n"));
        Server.of(router).open("127.0.0.1", 8080).run();
    }
}
// endregion
