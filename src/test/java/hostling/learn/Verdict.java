package hostling.learn;

import hostling.cases.Finding;
import hostling.cases.FindingHtml;
import hostling.cases.FindingText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * What came of trying a class.
 *
 * @param state       whether it is right; RUNNING at the end means that the process ended too early
 * @param stepsPassed how many steps are right
 * @param finding     what is wrong first, or what is being tried
 * @param printed     what the class printed, as a paragraph; empty if it printed nothing
 */
record Verdict(State state, int stepsPassed, Finding finding, String printed) {
    enum State { RUNNING, PASSED, FAILED }

    /** One of a class that printed nothing. */
    Verdict(State state, int stepsPassed, Finding finding) {
        this(state, stepsPassed, finding, "");
    }

    boolean isPassed() {
        return state == State.PASSED;
    }

    /** The finding in words, without colours. */
    String text() {
        return text(false);
    }

    /** The finding in words, perhaps for a terminal with colours. */
    String text(boolean colours) {
        return FindingText.of(finding, colours);
    }

    /** The finding as a part of a page, without its heading. */
    String html() {
        return FindingHtml.of(finding);
    }

    /** The verdict, without what was printed, as a word that {@link #decoded} reads. */
    String encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(state.ordinal());
            out.writeInt(stepsPassed);
            FindingBytes.write(finding, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static Verdict decoded(String word) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(word)));
            return new Verdict(State.values()[in.readByte()], in.readInt(), FindingBytes.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
