package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many clients at once, some of them slow: none keeps the others waiting. */
final class CrowdChecks {
    private static final int OTHERS = 20;
    private static final int IDLE = 200;
    private static final int PIPELINED = 2_000;
    private static final int CRASHING = 50;

    private CrowdChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "03-the-loop.md");
        list.check("crowd", "Twenty clients at once are answered")
                .allowed("twenty answers").because("9112-9.5-d").tried(CrowdChecks::othersAreAnswered);
        list.check("crowd-half-head", "A client that sends half a head does not keep others waiting")
                .allowed("answers to twenty others").because("9112-9.5-d").tried(attempt -> {
                    attempt.openBeside().send("GET", " " + attempt.page() + " HTTP/1.1\r\nHost:");
                    othersAreAnswered(attempt);
                });
        list.check("crowd-half-content", "A client that sends half its content does not keep others waiting")
                .allowed("answers to twenty others").because("9112-9.5-d").tried(attempt -> {
                    attempt.openBeside().send("POST", attempt.head("POST", attempt.server().contentPath(), "Content-Length: 10")
                            .substring("POST".length()) + "hello");
                    othersAreAnswered(attempt);
                });
        list.check("crowd-not-reading", "A client that reads none of its responses does not keep others waiting")
                .allowed("answers to twenty others").because("9112-9.5-d").tried(CrowdChecks::oneReadsNothing);
        list.check("crowd-idle", "Two hundred idle connections do not keep others waiting")
                .allowed("an answer").because("9112-9.5-d").tried(CrowdChecks::manyAreIdle);
        list.check("crowd-crashing", "Clients that crash do no harm")
                .allowed("an answer, after " + CRASHING + " connections were reset within a request or before their response was read")
                .level(Level.MUST).because("9112-9.5-b").tried(CrowdChecks::manyCrash);
        return list.all();
    }

    private static void othersAreAnswered(Attempt attempt) throws IOException {
        List<Talk> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            others.add(attempt.openBeside().send("GET", attempt.head("GET", attempt.page(), "Connection: close").substring("GET".length())));
        }
        long answered = others.stream().filter(talk -> talk.reply().isPresent()).count();
        require(answered == OTHERS, (OTHERS - answered) + " of " + OTHERS + " clients were not answered.");
    }

    private static void oneReadsNothing(Attempt attempt) throws IOException {
        Talk greedy = attempt.openBeside();
        String request = attempt.head("GET", attempt.page()).substring("GET".length());
        for (int i = 0; i < PIPELINED && greedy.sendUnread("GET" + request); i++) {
            // It goes on as long as the server takes requests.
        }
        othersAreAnswered(attempt);
    }

    private static void manyAreIdle(Attempt attempt) throws IOException {
        for (int i = 0; i < IDLE && attempt.patiencesSpent() < 2; i++) {
            attempt.openBeside();
        }
        attempt.get();
    }

    private static void manyCrash(Attempt attempt) {
        String request = attempt.head("GET", attempt.page()).substring("GET".length());
        try {
            for (int i = 0; i < CRASHING; i++) {
                attempt.openBeside().send("GET", i % 2 == 0 ? request : request.substring(0, request.length() / 2)).reset();
            }
        } catch (IOException e) {
            // It takes no more at once; those that it has taken are enough.
        }
        if (!attempt.server().recovers()) {
            throw new FaultException(Level.MUST, "After that, the server does not answer ordinary requests.");
        }
    }
}
