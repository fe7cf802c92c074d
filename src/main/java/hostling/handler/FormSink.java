package hostling.handler;

import hostling.http.Accept;
import hostling.http.Exchange;
import hostling.http.MultipartEvent;
import hostling.http.MultipartEvent.PartContent;
import hostling.http.MultipartEvent.PartEnd;
import hostling.http.MultipartEvent.PartHead;
import hostling.http.MultipartException;
import hostling.http.MultipartReader;
import hostling.http.PercentCoding;
import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Receives a form with files, as browsers send it. Its files are published together, at the end. Several files of one
 * field are several parts with the same name (RFC 7578 section 4.3); text fields are skipped, whatever their charset
 * (RFC 7578 section 4.5).
 */
final class FormSink extends UploadSink {
    private static final String FIELD = "file";
    /** Bytes of each further file that are held in memory: one buffer of content may have a hundred files in it. */
    private static final int MEMORY_BYTES_MAX = 2 * 1024;
    /** The number of files published in one turn of the loop. */
    private static final int PORTION = 4;
    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";

    private record Arrival(TempFile file, Path target) {
        String name() {
            return target.getFileName().toString();
        }
    }

    private final UploadFolder folder;
    private final String path;
    private final UploadPolicy policy;
    private final MultipartReader reader;
    private final List<Arrival> arrivals = new ArrayList<>();
    /** The file of the current part; null if the part is not a file. */
    private TempFile current;
    /** The number of published files. */
    private int published;

    FormSink(Exchange exchange, UploadCounter counter, UploadFolder folder, String path, UploadPolicy policy, MultipartReader reader) {
        super(exchange, counter);
        this.folder = folder;
        this.path = path;
        this.policy = policy;
        this.reader = reader;
    }

    @Override
    void take(ByteBuffer bytes) throws IOException, UploadRejectedException {
        try {
            for (MultipartEvent event = reader.next(bytes); event != null; event = reader.next(bytes)) {
                take(event);
            }
        } catch (MultipartException e) {
            throw new UploadRejectedException(Status.BAD_REQUEST, e.getMessage());
        }
    }

    private void take(MultipartEvent event) throws IOException, UploadRejectedException {
        if (event instanceof PartHead head) {
            begin(head);
        } else if (event instanceof PartContent content && current != null) {
            requireRoom(content.bytes().remaining());
            current.write(content.bytes());
        } else if (event instanceof PartEnd && current != null) {
            current.end();
            current = null;
        }
    }

    /** A browser sends an empty file name if no file was chosen. Fields with other names are skipped. */
    private void begin(PartHead head) throws IOException, UploadRejectedException {
        String given = head.fileName().orElse("");
        if (!head.name().equals(FIELD) || given.isEmpty()) {
            return;
        }
        Path target = folder.resolve(FileNames.safe(given).orElseThrow(() ->
                new UploadRejectedException(Status.BAD_REQUEST, "a file has an invalid name")));
        folder.requireAllowed(target);
        if (arrivals.stream().anyMatch(other -> other.target().equals(target))) {
            throw new UploadRejectedException(Status.CONFLICT, "two files have the same name");
        }
        current = folder.begin(arrivals.size() < PORTION ? 0 : MEMORY_BYTES_MAX);
        arrivals.add(new Arrival(current, target));
    }

    private void requireRoom(int bytes) throws UploadRejectedException {
        if (bytes > policy.fileBytesMax() - current.size()) {
            throw new UploadRejectedException(Status.CONTENT_TOO_LARGE,
                    "a file may have at most " + policy.fileBytesMax() + " bytes");
        }
    }

    @Override
    void finish() throws IOException, UploadRejectedException {
        try {
            reader.end();
        } catch (MultipartException e) {
            throw new UploadRejectedException(Status.BAD_REQUEST, e.getMessage());
        }
        if (arrivals.isEmpty()) {
            throw new UploadRejectedException(Status.BAD_REQUEST, "there is no file in the field '" + FIELD + "'");
        }
        exchange().onEnd(this::stop);
        publish();
    }

    // region: publish-portion
    /**
     * Publishes some of the files and schedules the others for the next turn: the file system takes a while for each.
     * Either all files are published or none, with one exception: a file that replaced another before a failure stays.
     */
    private void publish() throws IOException, UploadRejectedException {
        boolean good = false;
        try {
            int end = Math.min(published + PORTION, arrivals.size());
            for (; published < end; published++) {
                Arrival arrival = arrivals.get(published);
                folder.requireAllowed(arrival.target());
                folder.publish(arrival.file(), arrival.target(), exchange().request());
            }
            good = true;
        } finally {
            if (!good) {
                arrivals.forEach(arrival -> arrival.file().undo());
            }
        }
        if (published == arrivals.size()) {
            succeed(created(), arrivals.stream().map(arrival -> arrival.file().size()).toList());
        } else {
            inNextTurn(this::publish);
        }
    }
    // endregion

    /** The client has disconnected before its answer, or the server stops. */
    private void stop() {
        if (published < arrivals.size()) {
            arrivals.forEach(arrival -> arrival.file().undo());
            aborted();
        }
    }

    private Response created() {
        Response response = Response.of(Status.CREATED).with("Location", href(arrivals.get(0))).varyingBy("Accept");
        boolean asJson = Accept.best(exchange().request().fields(), List.of(TEXT, JSON)).equals(JSON);
        return asJson ? response.withContent(JSON, json().getBytes(StandardCharsets.UTF_8))
                : response.withText(arrivals.stream().map(arrival -> href(arrival) + "\n")
                        .collect(Collectors.joining()));
    }

    private String json() {
        return arrivals.stream().map(arrival -> "{\"name\": " + Json.string(arrival.name()) + ", \"href\": "
                + Json.string(href(arrival)) + ", \"size\": " + arrival.file().size() + "}")
                .collect(Collectors.joining(", ", "{\"files\": [", "]}\n"));
    }

    private String href(Arrival arrival) {
        return path + PercentCoding.encode(arrival.name());
    }

    @Override
    void discard() {
        arrivals.forEach(arrival -> arrival.file().discard());
    }
}
