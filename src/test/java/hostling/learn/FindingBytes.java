package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.cases.Finding;
import hostling.cases.Requirement;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Findings as bytes, on their way from one process to another. Each text has its length before it. */
final class FindingBytes {
    private FindingBytes() { }

    static void write(Finding finding, DataOutputStream out) throws IOException {
        text(finding.heading(), out);
        text(finding.location(), out);
        out.writeInt(finding.parts().size());
        for (Finding.Part part : finding.parts()) {
            write(part, out);
        }
        out.writeInt(finding.requirements().size());
        for (Requirement each : finding.requirements()) {
            for (String text : List.of(each.id(), each.rfc(), each.section(), each.level(), each.part(), each.text())) {
                text(text, out);
            }
        }
        text(finding.chapter(), out);
        text(finding.command(), out);
    }

    private static void write(Finding.Part part, DataOutputStream out) throws IOException {
        text(part.label(), out);
        if (part instanceof Finding.Sent sent) {
            out.writeBoolean(true);
            bytes(sent.bytes(), out);
            out.writeInt(sent.at());
            text(sent.note(), out);
        } else {
            out.writeBoolean(false);
            text(((Finding.Words) part).text(), out);
        }
    }

    static Finding read(DataInputStream in) throws IOException {
        String heading = text(in);
        String location = text(in);
        List<Finding.Part> parts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            parts.add(part(in));
        }
        List<Requirement> requirements = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            requirements.add(new Requirement(text(in), text(in), text(in), text(in), text(in), text(in)));
        }
        return new Finding(heading, location, parts, requirements, text(in), text(in));
    }

    private static Finding.Part part(DataInputStream in) throws IOException {
        String label = text(in);
        boolean isSent = in.readBoolean();
        return isSent ? new Finding.Sent(label, bytes(in), in.readInt(), text(in)) : new Finding.Words(label, text(in));
    }

    /** Writes a text of any length. {@link DataOutputStream#writeUTF} takes at most 64 KiB. */
    static void text(String text, DataOutputStream out) throws IOException {
        bytes(text.getBytes(UTF_8), out);
    }

    static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), UTF_8);
    }

    static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
