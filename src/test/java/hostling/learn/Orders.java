package hostling.learn;

import hostling.cases.RequestCase;
import hostling.testing.ResponseCase;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process that tries a class is told on its standard input, where the class of a student has no part in it.
 *
 * @param password stands before each line of the answer, so that nothing else is taken for one
 * @param heldBack cases that are tried after the steps
 */
record Orders(String password, HeldBack heldBack) {
    private static final URI NOWHERE = URI.create("held:back");

    /** Writes them to a process, and closes its input. */
    void write(OutputStream process) throws IOException {
        try (DataOutputStream out = new DataOutputStream(process)) {
            FindingBytes.text(password, out);
            out.writeInt(heldBack.requests().size());
            for (RequestCase each : heldBack.requests()) {
                texts(out, each.heading(), each.id(), each.chapter(), String.join(",", each.requirements()), each.events());
                FindingBytes.bytes(each.input(), out);
            }
            out.writeInt(heldBack.responses().size());
            for (ResponseCase each : heldBack.responses()) {
                texts(out, each.heading(), each.id(), each.chapter(), String.join(",", each.requirements()), String.join("\n", each.script()));
                FindingBytes.bytes(each.bytes(), out);
            }
        }
    }

    private static void texts(DataOutputStream out, String... texts) throws IOException {
        for (String text : texts) {
            FindingBytes.text(text, out);
        }
    }

    /** Reads them, and closes the input. */
    static Orders read(InputStream input) throws IOException {
        try (DataInputStream in = new DataInputStream(input)) {
            String password = FindingBytes.text(in);
            List<RequestCase> requests = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                requests.add(request(in));
            }
            List<ResponseCase> responses = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                responses.add(response(in));
            }
            return new Orders(password, new HeldBack(requests, responses));
        }
    }

    private static RequestCase request(DataInputStream in) throws IOException {
        String heading = FindingBytes.text(in);
        String id = FindingBytes.text(in);
        String chapter = FindingBytes.text(in);
        List<String> requirements = List.of(FindingBytes.text(in).split(","));
        String events = FindingBytes.text(in);
        return new RequestCase(heading, id, "", chapter, NOWHERE, requirements, "must", "", FindingBytes.bytes(in), events);
    }

    private static ResponseCase response(DataInputStream in) throws IOException {
        return new ResponseCase(FindingBytes.text(in), FindingBytes.text(in), "", FindingBytes.text(in), NOWHERE,
                List.of(FindingBytes.text(in).split(",")), List.of(FindingBytes.text(in).split("\n")), FindingBytes.bytes(in));
    }
}
