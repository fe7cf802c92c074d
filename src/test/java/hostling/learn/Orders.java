package hostling.learn;

import hostling.cases.RequestCase;
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
record Orders(String password, List<RequestCase> heldBack) {
    private static final URI NOWHERE = URI.create("held:back");

    /** Writes them to a process, and closes its input. */
    void write(OutputStream process) throws IOException {
        try (DataOutputStream out = new DataOutputStream(process)) {
            FindingBytes.text(password, out);
            out.writeInt(heldBack.size());
            for (RequestCase each : heldBack) {
                for (String text : List.of(each.heading(), each.id(), each.chapter(), String.join(",", each.requirements()), each.events())) {
                    FindingBytes.text(text, out);
                }
                FindingBytes.bytes(each.input(), out);
            }
        }
    }

    /** Reads them, and closes the input. */
    static Orders read(InputStream input) throws IOException {
        try (DataInputStream in = new DataInputStream(input)) {
            String password = FindingBytes.text(in);
            List<RequestCase> heldBack = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                heldBack.add(heldBack(in));
            }
            return new Orders(password, heldBack);
        }
    }

    private static RequestCase heldBack(DataInputStream in) throws IOException {
        String heading = FindingBytes.text(in);
        String id = FindingBytes.text(in);
        String chapter = FindingBytes.text(in);
        List<String> requirements = List.of(FindingBytes.text(in).split(","));
        String events = FindingBytes.text(in);
        return new RequestCase(heading, id, "", chapter, NOWHERE, requirements, "must", "", FindingBytes.bytes(in), events);
    }
}
