package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The server that serves many clients at once, with one thread. */
class LoopServerTest extends ProgramTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final byte[] SMALL = "small\n".getBytes(ISO_8859_1);
    /** More than the send buffer of a socket holds, which is at most 4 MB on Linux, and what the client takes without reading. */
    private static final int LARGE_BYTES = 6 << 20;
    private static final int RECEIVE_BYTES = 16 << 10;
    private static final int HEAD_BYTES_MAX = 8192;
    private static final int MANY = 50;
    /** A wrong loop may never come to its second turn, and is tried all the same. */
    private static final int PATIENCE_SECONDS = 1;
    private static final String STILL_SELECTED = "While an answer is pending, your code is interested in writing alone. "
            + "If it reads all the same: is the key still among the selected ones from an earlier turn? "
            + "The selector adds keys to this set, and removes none.";

    private final AtomicInteger turns = new AtomicInteger();
    /** In the first turn a loop accepts the client, in the second it writes. */
    private final CountDownLatch secondTurn = new CountDownLatch(2);

    private RunningProgram run(byte[] content) throws IOException {
        LoopServer server = new LoopServer(0, content) {
            @Override
            void turn() throws IOException {
                turns.incrementAndGet();
                secondTurn.countDown();
                super.turn();
            }
        };
        return run(server.port(), server, server::run);
    }

    @Test
    void aClientGetsTheContent() throws IOException {
        run(SMALL).client().how("It sends one request in one piece. If no answer comes: does your code flip the buffer before it looks "
                + "for the head in it?").send(REQUEST).expect(200, SMALL);
    }

    @Test
    void theConnectionStaysOpenForTheNextRequest() throws IOException {
        Client client = run(SMALL).client().how("It sends the next request after each answer.");
        for (int i = 0; i < 3; i++) {
            client.send(REQUEST).expect(200, SMALL);
        }
    }

    @Test
    void aSecondClientIsServedToo() throws IOException {
        Client first = run(SMALL).client().send(REQUEST).expect(200, SMALL);
        running().client().how("Another client is connected already, and has its answer.").send(REQUEST).expect(200, SMALL);
        first.how("Another client was served in the meantime.").send(REQUEST).expect(200, SMALL);
    }

    @Test
    void aClientThatSendsNothingHoldsUpNobody() throws IOException {
        run(SMALL).client();
        running().client().how("A client before it has connected, and sends nothing.").send(REQUEST).expect(200, SMALL);
    }

    @Test
    void aHeadInTwoPiecesIsOneHead() throws IOException {
        Client client = run(SMALL).client().how("The client sends the head in two pieces.");
        client.send("GET / HT").expectNothing("The server answered after the first piece.").send("TP/1.1\r\nHost: a\r\n\r\n")
                .expect(200, SMALL);
    }

    @Test
    void theEmptyLineMayComeInTwoPieces() throws IOException {
        Client client = run(SMALL).client().how("The client sends the head in two pieces, and the first ends within the empty line. Does "
                + "your code look at both pieces together?");
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r").expectNothing("The server answered after the first piece.").send("\n")
                .expect(200, SMALL);
    }

    @Test
    void halfAHeadHoldsUpNobody() throws IOException {
        Client slow = run(SMALL).client().how("Between the halves of its head another client was served.").send("GET / HTTP/1.1\r\nHo");
        running().client().how("A client before it has sent half a head, and will send the other half later. Does your code wait for it?")
                .send(REQUEST).expect(200, SMALL);
        slow.send("st: a\r\n\r\n").expect(200, SMALL);
    }

    @Test
    void requestsInOneSegmentAreAnsweredEach() throws IOException {
        Client client = run(SMALL).client().send(REQUEST.repeat(3));
        for (int i = 1; i <= 3; i++) {
            client.how("The client sends three requests at once, and then reads the answers. This is about answer " + i + ".")
                    .expect(200, SMALL);
        }
        client.expectNothing("There are more answers than requests.");
    }

    @Test
    void theBeginningOfTheNextRequestIsKept() throws IOException {
        run(SMALL).client().how("The client sends a request with the beginning of the next one, and later the rest of that.")
                .send(REQUEST + "GET / HTTP/1.1\r\nHo").expect(200, SMALL).send("st: a\r\n\r\n").expect(200, SMALL);
    }

    /** Until then the client does not read: else it could take so much meanwhile that one write is enough. */
    private void awaitFirstWrite() throws InterruptedException {
        secondTurn.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        RunningProgram.giveTime();
    }

    @Test
    void aLargeAnswerArrivesWhole() throws Exception {
        byte[] large = large();
        Client client = run(large).client(RECEIVE_BYTES).how("The content has " + LARGE_BYTES
                + " bytes. A socket takes some of them at once, and the rest when the client has read.").send(REQUEST);
        awaitFirstWrite();
        client.expect(200, large);
    }

    @Test
    void twoLargeAnswersAreNotMixedUp() throws Exception {
        byte[] large = large();
        Client client = run(large).client(RECEIVE_BYTES).how("The client sends two requests at once, and both answers are large.")
                .send(REQUEST.repeat(2));
        awaitFirstWrite();
        client.expect(200, large).expect(200, large);
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() throws IOException {
        byte[] large = large();
        Client lazy = run(large).client(RECEIVE_BYTES).send(REQUEST);
        running().client().how("A client before it has sent a request, and does not read the answer. Does your code wait until it does?")
                .send(REQUEST).expect(200, large);
        lazy.how("It did not read before another client had its answer.").expect(200, large);
    }

    @Test
    void anIdleLoopMakesNoTurns() throws IOException {
        run(SMALL).client().send(REQUEST).expect(200, SMALL).expectNothing("There are more answers than requests.");
        int before = turns.get();
        running().client().expectNothing("There was no request.");
        assertFewTurns(turns.get() - before, "A client had its answer. Then one more connected, and nobody sent anything.");
    }

    @Test
    void anAnswerThatWaitsCostsNoTurns() throws IOException {
        run(large()).client(RECEIVE_BYTES).send(REQUEST);
        running().client().expectNothing("There was no request.");
        int before = turns.get();
        running().client().expectNothing("There was no request.");
        assertFewTurns(turns.get() - before, "A client does not read its answer. The buffer of its socket is full.");
    }

    @Test
    void aClientThatHasLeftCostsNoTurns() throws IOException {
        run(SMALL).client().send(REQUEST).expect(200, SMALL).endOutput().expectEnd();
        int before = turns.get();
        running().client().expectNothing("There was no request.");
        assertFewTurns(turns.get() - before, "A client has ended its side. Then another one connected, and sent nothing.");
    }

    /** A right loop makes one or two; one that spins makes thousands. */
    private void assertFewTurns(int count, String did) {
        if (count > 100) {
            throw new Problem(heading()).words("did", did).words("expected", "The loop waits in select.")
                    .words("got", "It made " + count + " turns within a moment: select returned each time at once.")
                    .words("problem", "A socket is ready for something that your code is interested in, but does nothing about. "
                            + "A socket is nearly always ready to write. So be interested in OP_WRITE only while something is left to "
                            + "be written. After the end of its input, a socket is always ready to read, until it is closed.")
                    .failure("the loop spins");
        }
    }

    @Test
    void theEndOfAClientClosesItsConnection() throws IOException {
        run(SMALL).client().how("The client sends a request, and then ends its side. " + STILL_SELECTED).send(REQUEST).endOutput()
                .expect(200, SMALL).expectEnd();
    }

    @Test
    void theEndOfAClientIsNotReadWhileAnAnswerIsPending() throws Exception {
        byte[] large = large();
        Client client = run(large).client(RECEIVE_BYTES)
                .how("The client sends a request, ends its side, and then reads a large answer. " + STILL_SELECTED)
                .send(REQUEST).endOutput();
        awaitFirstWrite();
        client.expect(200, large).expectEnd();
    }

    @Test
    void aResetOfOneClientDoesNotEndTheLoop() throws IOException {
        String how = "Another client has reset its connection, so that reading or writing throws an IOException.";
        Client other = run(large()).client().how(how);
        running().client(RECEIVE_BYTES).send(REQUEST).reset();
        running().client().how(how).send("GET /").expectNothing("There was no whole request.").reset();
        other.send(REQUEST).expect(200, large());
    }

    @Test
    void aHeadHasALimit() throws IOException {
        run(SMALL).client().how("The client sends " + HEAD_BYTES_MAX + " bytes without an empty line.")
                .send("GET / HTTP/1.1\r\nX: " + "x".repeat(HEAD_BYTES_MAX - 19)).expectEnd();
        running().client().how("A client before it has sent a head that is too long.").send(REQUEST).expect(200, SMALL);
    }

    @Test
    void anythingButAGetEndsTheConnection() throws IOException {
        run(SMALL).client().how("After the head of a POST, content may follow. Your code does not read content, so it has to close.")
                .send("POST / HTTP/1.1\r\nHost: a\r\n\r\n").expectEnd();
        running().client().how("A client before it has sent a POST.").send(REQUEST).expect(200, SMALL);
    }

    @Test
    void manyClientsAreServedAtOnce() throws IOException {
        run(SMALL);
        List<Client> clients = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            clients.add(running().client().how("It is client " + i + " of " + MANY + ", and all send the two halves of their heads in turn.")
                    .send("GET / HTTP/1.1\r\n"));
        }
        clients.forEach(each -> each.send("\r\n"));
        clients.forEach(each -> each.expect(200, SMALL));
    }

    @Test
    void closeEndsTheLoop() throws Exception {
        Client client = run(SMALL).client().send(REQUEST).expect(200, SMALL);
        running().end();
        client.close();
    }

    /** Bytes of which no two that are near are alike. */
    private static byte[] large() {
        byte[] content = new byte[LARGE_BYTES];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }
        return content;
    }
}
