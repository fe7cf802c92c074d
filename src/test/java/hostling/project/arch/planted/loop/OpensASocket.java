package hostling.project.arch.planted.loop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;

/** Ways to the network that block, or that do the work of this project. */
final class OpensASocket {
    // breaks there-is-one-network-stack

    void open() throws IOException {
        HttpServer.create(); // breaks there-is-one-network-stack, loop-never-knows-handlers
        new Socket().close(); // breaks there-is-one-network-stack
        new ServerSocket().close(); // breaks there-is-one-network-stack
        new DatagramSocket().close(); // breaks there-is-one-network-stack
        HttpClient.newHttpClient(); // breaks there-is-one-network-stack
    }

    void ask(HttpURLConnection connection) throws IOException {
        connection.connect(); // breaks there-is-one-network-stack
    }
}
