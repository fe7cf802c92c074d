package hostling.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The whole content of a request, as bytes, as text or as a form. */
public final class Content {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ByteBuffer bytes;
    private final Optional<Parameters> type;

    /**
     * @param request has the Content-Type
     * @param bytes   the content, ready to be read
     */
    public Content(Request request, ByteBuffer bytes) {
        this.bytes = bytes.asReadOnlyBuffer();
        this.type = request.field("Content-Type").flatMap(value -> Parameters.parse(value, Parameters.Escapes.ANY));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    /**
     * The content as text, in the charset that Content-Type names, or else in UTF-8 (RFC 9110 section 8.3.2).
     *
     * @throws HttpException 415 if this server does not know the charset, 400 if the bytes are not text in it
     */
    public String text() throws HttpException {
        try {
            return charset().newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new HttpException(Status.BAD_REQUEST, "the content is not text in its charset");
        }
    }

    private Charset charset() throws HttpException {
        String name = type.flatMap(parameters -> parameters.get("charset")).orElse("UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new HttpException(Status.UNSUPPORTED_MEDIA_TYPE, "this server does not know the charset of the content");
        }
    }

    /**
     * The content as a form without files, which browsers send by default.
     *
     * @throws HttpException 415 if Content-Type is not {@code application/x-www-form-urlencoded}, 400 if there are too
     *                       many fields
     */
    public Form form() throws HttpException {
        if (type.filter(parameters -> parameters.value().equals(FORM)).isEmpty()) {
            throw new HttpException(Status.UNSUPPORTED_MEDIA_TYPE, "this takes a form, of type " + FORM);
        }
        return Form.parse(StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
    }
}
