package hostling.wire;

import static hostling.wire.CheckedCycle.after;
import static hostling.wire.MessageCycle.Step.CONTENT_BEGUN;
import static hostling.wire.MessageCycle.Step.CONTENT_ENDED;
import static hostling.wire.MessageCycle.Step.CONTINUE_SENT;
import static hostling.wire.MessageCycle.Step.HEAD_READ;
import static hostling.wire.MessageCycle.Step.HEAD_READ_EXPECTING;
import static hostling.wire.MessageCycle.Step.INPUT_ENDED;
import static hostling.wire.MessageCycle.Step.LAST_RESPONSE_ENDED;
import static hostling.wire.MessageCycle.Step.REFUSED;
import static hostling.wire.MessageCycle.Step.RESPONSE_ABORTED;
import static hostling.wire.MessageCycle.Step.RESPONSE_BEGUN;
import static hostling.wire.MessageCycle.Step.RESPONSE_ENDED;

import hostling.testing.Proves;
import hostling.wire.MessageCycle.RequestState;
import hostling.wire.MessageCycle.ResponseState;
import hostling.wire.MessageCycle.Step;
import org.junit.jupiter.api.Test;

/** Which side may send next, situation by situation. {@link MessageCyclePairsTest} tries every step in every situation. */
class MessageCycleTest {
    @Test
    void aResponseMayNotBeginBeforeAHeadWasRead() {
        after().reads(true, "The client speaks first")
                .mayRespond(false, "Nothing has come yet that could be answered")
                .refuses(RESPONSE_BEGUN, "Nothing has come yet that could be answered");
    }

    @Test
    void aRequestIsReadAndThenAnswered() {
        after().makes(HEAD_READ, "A connection begins with the head of a request")
                .is(RequestState.BODY, ResponseState.IDLE, "After the head comes the content, or the end of the request")
                .makes(CONTENT_ENDED, "A request may have no content")
                .is(RequestState.DONE, ResponseState.IDLE, "The request is complete, and no response has begun")
                .mayRespond(true, "A request that is complete is answered")
                .makes(RESPONSE_BEGUN, "A request that is complete is answered")
                .is(RequestState.DONE, ResponseState.BODY, "After the head of the response comes its content, or its end")
                .mayRespond(false, "A response that has begun does not begin once more")
                .makes(RESPONSE_ENDED, "A response that has begun may end")
                .isIdle("Both sides are done, so the next request may come");
    }

    @Test
    void aRequestHasOneHead() {
        after(HEAD_READ).refuses(HEAD_READ, "Another head can't come before the request has ended")
                .refuses(HEAD_READ_EXPECTING, "Another head can't come before the request has ended");
    }

    @Test
    void contentEndsOnceAndAfterItsHead() {
        after().refuses(CONTENT_ENDED, "A request that has not begun can't end");
        after(HEAD_READ, CONTENT_ENDED).refuses(CONTENT_ENDED, "A request ends once");
    }

    @Test
    void aRequestHasOneResponse() {
        after(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN).refuses(RESPONSE_BEGUN, "A request has one final response");
        after(HEAD_READ, RESPONSE_BEGUN, RESPONSE_ENDED).refuses(RESPONSE_BEGUN, "A request has one final response, even if that has ended");
    }

    @Test
    void aResponseEndsAfterItHasBegun() {
        for (Step end : new Step[] {RESPONSE_ENDED, LAST_RESPONSE_ENDED, RESPONSE_ABORTED}) {
            after().refuses(end, "A response that has not begun can't end");
            after(HEAD_READ, CONTENT_ENDED).refuses(end, "A response that has not begun can't end");
            after(HEAD_READ, RESPONSE_BEGUN, RESPONSE_ENDED).refuses(end, "A response ends once");
        }
    }

    /** Clients may send several requests without waiting: <b>pipelining</b>. */
    @Proves("9112-9.3.2-b")
    @Test
    void theNextRequestWaitsUntilTheResponseHasEnded() {
        after(HEAD_READ, CONTENT_ENDED).because("9112-9.3.2-b")
                .reads(false, "The next request, which may have come already, waits for its turn")
                .refuses(HEAD_READ, "The next request is not read before this one is answered")
                .makes(RESPONSE_BEGUN, "A request that is complete is answered")
                .reads(false, "The next request waits until the response has ended")
                .refuses(HEAD_READ, "The next request is not read before the response has ended");
    }

    @Test
    void afterTheResponseTheNextRequestMayCome() {
        after(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ENDED).reads(true, "The next request may come")
                .mayRespond(false, "The next request has not come yet")
                .refuses(RESPONSE_BEGUN, "The request was answered already, and the next one has not come yet")
                .makes(HEAD_READ, "The next request is read like the first")
                .is(RequestState.BODY, ResponseState.IDLE, "The next request is read like the first")
                .makes(CONTENT_ENDED, "The next request is read like the first")
                .makes(RESPONSE_BEGUN, "The next request is answered like the first")
                .makes(RESPONSE_ENDED, "The next request is answered like the first")
                .isIdle("Again both sides are done");
    }

    @Test
    void theLastResponseClosesTheConnection() {
        after(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN).because("9112-9.6-e")
                .makes(LAST_RESPONSE_ENDED, "A response that has begun may end, and be the last one")
                .isClosed("The server said close with this response, so it closes the connection after it");
    }

    @Test
    void aResponseThatBreaksOffClosesTheConnection() {
        after(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN)
                .makes(RESPONSE_ABORTED, "A response that has begun may break off, for example if its file can't be read")
                .isClosed("The client still waits for the rest, and only the end of the connection tells it that there is none");
    }

    @Proves("9112-9.6-f")
    @Test
    void nothingHappensOnAClosedConnection() {
        Step[][] ways = {{INPUT_ENDED}, {HEAD_READ, RESPONSE_BEGUN, LAST_RESPONSE_ENDED}, {HEAD_READ, RESPONSE_BEGUN, RESPONSE_ABORTED},
                {HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, LAST_RESPONSE_ENDED}};
        for (Step[] way : ways) {
            CheckedCycle closed = after(way).because("9112-9.6-f").isClosed("The connection has ended")
                    .reads(false, "Nothing is read from a connection that is closed")
                    .mayRespond(false, "Nothing is sent on a connection that is closed");
            for (Step step : Step.values()) {
                closed.refuses(step, "Nothing happens on a connection that is closed");
            }
        }
    }

    @Test
    void aResponseMayBeginBeforeTheContentHasEnded() {
        after(HEAD_READ).mayRespond(true, "The head is enough to answer, for example if an upload is too large")
                .makes(RESPONSE_BEGUN, "The head is enough to answer, for example if an upload is too large")
                .is(RequestState.BODY, ResponseState.BODY, "Content and response are under way at the same time")
                .reads(true, "The content still comes");
    }

    @Test
    void theContentMayEndWhileTheResponseIsWritten() {
        after(HEAD_READ, RESPONSE_BEGUN).makes(CONTENT_ENDED, "The content may end while the response is written")
                .is(RequestState.DONE, ResponseState.BODY, "The request is complete, and its response is not")
                .makes(RESPONSE_ENDED, "A response that has begun may end")
                .isIdle("Both sides are done, so the next request may come");
    }

    @Proves("9112-9.3-c")
    @Test
    void aResponseThatHasEndedWaitsForTheRestOfTheContent() {
        after(HEAD_READ, RESPONSE_BEGUN).because("9112-9.3-c")
                .makes(RESPONSE_ENDED, "A response may end before the content does")
                .is(RequestState.BODY, ResponseState.DONE, "The rest of the content is still to come, and must not be taken for a request")
                .reads(true, "The rest of the content is read, and thrown away")
                .mayRespond(false, "This request has been answered")
                .refuses(HEAD_READ, "The rest of the content comes before the next head")
                .makes(CONTENT_ENDED, "The rest of the content may end after the response")
                .isIdle("Now both sides are done, so the next request may come");
    }

    @Proves("9112-9.3-c")
    @Test
    void theLastResponseDoesNotWaitForTheContent() {
        after(HEAD_READ, RESPONSE_BEGUN).because("9112-9.3-c")
                .makes(LAST_RESPONSE_ENDED, "The last response may end before the content does")
                .isClosed("A server need not read the rest of the content if it closes the connection");
    }

    @Proves("9110-10.1.1-d")
    @Test
    void aClientThatWaitsIsAskedForItsContent() {
        after().makes(HEAD_READ_EXPECTING, "A head may say that its sender waits for 100 Continue")
                .is(RequestState.EXPECTS_CONTINUE, ResponseState.IDLE, "The client has not been asked for its content yet")
                .reads(true, "The client may send its content unasked")
                .makes(CONTINUE_SENT, "The server asks for the content with 100 Continue")
                .is(RequestState.BODY, ResponseState.IDLE, "Now the content comes, and 100 Continue is not the final response")
                .makes(CONTENT_ENDED, "Content that was asked for ends like any other")
                .makes(RESPONSE_BEGUN, "After 100 Continue, the final response is still to come")
                .makes(RESPONSE_ENDED, "A response that has begun may end")
                .isIdle("Both sides are done, so the next request may come");
    }

    @Proves("9110-10.1.1-c")
    @Test
    void aClientMaySendItsContentUnasked() {
        after(HEAD_READ_EXPECTING).because("9110-10.1.1-c")
                .makes(CONTENT_BEGUN, "A client need not wait for ever")
                .is(RequestState.BODY, ResponseState.IDLE, "The content is on its way")
                .refuses(CONTINUE_SENT, "Content that is on its way need not be asked for");
        after(HEAD_READ_EXPECTING).makes(CONTENT_ENDED, "The content may end without a byte, if it is chunked")
                .is(RequestState.DONE, ResponseState.IDLE, "The request is complete");
    }

    @Test
    void onlyAClientThatWaitsIsAsked() {
        for (Step[] way : new Step[][] {{}, {HEAD_READ}, {HEAD_READ_EXPECTING, CONTINUE_SENT}, {HEAD_READ_EXPECTING, CONTENT_ENDED}}) {
            after(way).refuses(CONTINUE_SENT, "100 Continue is only sent to a client that waits for it, and once")
                    .refuses(CONTENT_BEGUN, "Only of a client that was to wait is it news that its content has begun");
        }
    }

    @Test
    void aFinalResponseTakesThePlaceOf100Continue() {
        after(HEAD_READ_EXPECTING).mayRespond(true, "A client that waits may be answered at once, for example that it may not upload")
                .makes(RESPONSE_BEGUN, "A client that waits may be answered at once, for example that it may not upload")
                .refuses(CONTINUE_SENT, "100 Continue would now stand in the middle of the final response")
                .is(RequestState.BODY, ResponseState.BODY, "The client does not wait any more: its content may come, or not");
    }

    @Test
    void aHeadThatIsRefusedIsAnswered() {
        after().makes(REFUSED, "A head may break a rule")
                .is(RequestState.ERROR, ResponseState.IDLE, "No response has begun, so there is room for an error response")
                .reads(false, "Nobody knows where the next request would begin, so nothing more is read")
                .mayRespond(true, "The client is told what is wrong")
                .makes(RESPONSE_BEGUN, "The client is told what is wrong")
                .is(RequestState.ERROR, ResponseState.BODY, "The error response is under way");
    }

    @Test
    void contentThatIsRefusedIsAnswered() {
        for (Step head : new Step[] {HEAD_READ, HEAD_READ_EXPECTING}) {
            after(head).makes(REFUSED, "Content may break a rule, for example in the size of a chunk")
                    .is(RequestState.ERROR, ResponseState.IDLE, "No response has begun, so there is room for an error response")
                    .makes(RESPONSE_BEGUN, "The client is told what is wrong");
        }
    }

    @Test
    void theResponseToARefusedRequestIsTheLast() {
        after(REFUSED, RESPONSE_BEGUN)
                .refuses(RESPONSE_ENDED, "After a refusal the connection can't persist: nobody knows where the next request would begin")
                .makes(LAST_RESPONSE_ENDED, "An error response is the last one")
                .isClosed("An error response is the last one");
    }

    @Test
    void aRefusalWithinAResponseBeginsNoSecondOne() {
        after(HEAD_READ, RESPONSE_BEGUN).makes(REFUSED, "Content may break a rule while the response is written")
                .is(RequestState.ERROR, ResponseState.BODY, "The response goes on, as its client reads it")
                .refuses(RESPONSE_BEGUN, "An error response would stand in the middle of the response that has begun")
                .refuses(RESPONSE_ENDED, "After a refusal the connection can't persist: nobody knows where the next request would begin")
                .makes(LAST_RESPONSE_ENDED, "The response that has begun becomes the last one")
                .isClosed("The response that has begun becomes the last one");
    }

    @Test
    void aRefusalAfterTheResponseEndedClosesTheConnection() {
        after(HEAD_READ, RESPONSE_BEGUN, RESPONSE_ENDED).makes(REFUSED, "The rest of the content may break a rule")
                .isClosed("The request has been answered, so it is too late for an error response");
    }

    @Test
    void aRequestThatIsCompleteIsNotRefused() {
        after(HEAD_READ, CONTENT_ENDED).refuses(REFUSED, "Nothing is read after a complete request, so nothing can be refused")
                .makes(RESPONSE_BEGUN, "A request that is complete is answered")
                .refuses(REFUSED, "Nothing is read after a complete request, so nothing can be refused");
    }

    @Test
    void aClientMayLeaveBetweenRequests() {
        after().makes(INPUT_ENDED, "A client may leave between requests")
                .isClosed("A client that leaves between requests gets no response");
        after(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ENDED).makes(INPUT_ENDED, "A client may leave between requests")
                .isClosed("A client that leaves between requests gets no response");
    }

    @Proves("9112-6.3-g")
    @Test
    void aRequestThatBreaksOffIsNotAnswered() {
        for (Step head : new Step[] {HEAD_READ, HEAD_READ_EXPECTING}) {
            after(head).because("9112-6.3-g").makes(INPUT_ENDED, "The input may end in the middle of a request")
                    .isClosed("Half a request is not answered as if it were whole");
        }
    }

    @Test
    void aResponseThatHasBegunIsSentToItsEnd() {
        after(HEAD_READ, RESPONSE_BEGUN).makes(INPUT_ENDED, "The input may end while the response is written")
                .is(RequestState.ERROR, ResponseState.BODY, "The client may still read, so the response goes on")
                .reads(false, "There is nothing more to read")
                .refuses(RESPONSE_ENDED, "There is no next request, so this response is the last one")
                .makes(LAST_RESPONSE_ENDED, "The response goes on to its end")
                .isClosed("There is no next request, so this response is the last one");
    }

    @Test
    void theEndOfTheInputAfterTheResponseClosesTheConnection() {
        after(HEAD_READ, RESPONSE_BEGUN, RESPONSE_ENDED).makes(INPUT_ENDED, "The input may end before the rest of the content has come")
                .isClosed("The request has been answered, and no other one can follow");
    }

    @Proves("9112-9.6-h")
    @Test
    void aClientThatHasSentAllMayEndItsSide() {
        after(HEAD_READ, CONTENT_ENDED).because("9112-9.6-h")
                .refuses(INPUT_ENDED, "After a complete request nothing is read, not even its end: the response comes first")
                .makes(RESPONSE_BEGUN, "A request that is complete is answered")
                .refuses(INPUT_ENDED, "The end of the input is read after the response, and not within it")
                .makes(RESPONSE_ENDED, "A response that has begun may end")
                .makes(INPUT_ENDED, "After the response, the end of the input is read")
                .isClosed("A client that leaves between requests gets no response");
    }
}
