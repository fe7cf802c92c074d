import hostling.app.Server;
import hostling.handler.Router;
import hostling.http.Content;
import hostling.http.HttpException;
import hostling.http.Request;
import hostling.http.Response;
import java.util.Map;
import java.util.TreeMap;

public class Users {
    private final Map<String, String> names = new TreeMap<>();

    // region: routes
    Router routes() {
        return new Router()
                .get("/users/{id}", request -> Response.text(name(request)))
                .put("/users/{id}", this::put)
                .delete("/users/{id}", request -> {
                    name(request);
                    names.remove(request.pathParameter("id"));
                    return Response.of(204);
                });
    }

    private String name(Request request) throws HttpException {
        String name = names.get(request.pathParameter("id"));
        if (name == null) {
            throw new HttpException(404, "there is no such user");
        }
        return name;
    }

    private Response put(Request request, Content content) throws HttpException {
        String name = content.form().get("name").orElseThrow(() -> new HttpException(400, "a user has a name"));
        boolean isNew = names.put(request.pathParameter("id"), name) == null;
        return Response.of(isNew ? 201 : 204);
    }
    // endregion

    public static void main(String[] arguments) throws Exception {
        Server.of(new Users().routes()).open("127.0.0.1", 8080).run();
    }
}
