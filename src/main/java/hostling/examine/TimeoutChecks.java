package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.CaseLibrary;
import hostling.examine.HeldConnections.Kind;
import hostling.examine.HeldConnections.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The server does not wait for ever. */
final class TimeoutChecks {
    private static final int FIRST_ERROR = 400;

    private TimeoutChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "03-the-loop.md");
        add(list, Kind.NO_REQUEST, "A client that says nothing is not waited for without end");
        add(list, Kind.HALF_HEAD, "The rest of a head is not waited for without end");
        add(list, Kind.HALF_CONTENT, "The rest of content is not waited for without end");
        add(list, Kind.AFTER_RESPONSE, "A second request is not waited for without end");
        add(list, Kind.DRIPPING_HEAD, "A client that sends a byte a second does not hold its connection without end");
        return list.all();
    }

    private static void add(CheckList list, Kind kind, String heading) {
        list.check("timeout-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), heading)
                .allowed("the end of the connection, with or without 408, in the time that the examination waits")
                .because("9110-17.5-a", "9112-9.5-a").triedAs(new Held(kind));
    }

    /** Looks at a connection that has been held open. */
    private record Held(Kind kind) implements Trial {
        @Override
        public void prepare(Server server) {
            server.held().prepare();
        }

        @Override
        public Judgement judge(Attempt attempt) throws IOException {
            Outcome outcome = attempt.server().held().await(kind);
            if (!outcome.hasEnded() && outcome.after().compareTo(attempt.server().pace().timeouts()) < 0) {
                throw new NotTriedException(Exam.TIME_IS_OVER);
            }
            attempt.note(outcome.hasEnded() ? "ended after " + outcome.after().toMillis() / 100 / 10.0 + " s"
                    : "still open after " + outcome.after().toSeconds() + " s");
            boolean isIncomplete = kind == Kind.HALF_HEAD || kind == Kind.DRIPPING_HEAD;
            Optional<ReplyReader.Read> read = ReplyReader.read(outcome.received(), 0, "GET", true);
            if (isIncomplete && read.isPresent() && read.get().reply().status() < FIRST_ERROR) {
                throw new FaultException(Level.MUST, "The server has answered half a head with " + read.get().reply() + ".");
            }
            require(outcome.hasEnded(), "The connection is still open after " + outcome.after().toSeconds() + " s.");
            return Judgement.GOOD;
        }
    }
}
