package hostling.project.fuzz;

import hostling.http.MultipartReader;
import hostling.cases.Bytes;
import hostling.wire.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The input of a target that reads messages: three control bytes, then the bytes of the message. Zeros mean: in one
 * piece, with the default limits.
 */
final class FuzzInput {
    private static final int CONTROL_BYTES = 3;
    private static final int BYTE_VALUES = 256;

    private final byte[] control;
    private final byte[] message;

    FuzzInput(byte[] input) {
        control = Arrays.copyOf(input, CONTROL_BYTES);
        message = Arrays.copyOfRange(input, Math.min(CONTROL_BYTES, input.length), input.length);
    }

    /** An input with this message and zeros as control bytes. */
    static byte[] seed(byte[] message) {
        return Bytes.join(new byte[CONTROL_BYTES], message);
    }

    byte[] message() {
        return message;
    }

    /** The message in up to three segments. */
    List<byte[]> segments() {
        return cut(message);
    }

    /** Cuts any bytes in proportion to the message. */
    List<byte[]> cut(byte[] bytes) {
        return Bytes.cut(bytes, place(0, bytes.length), place(1, bytes.length));
    }

    /** The places of the cuts as indexes of the message. */
    List<Integer> cuts() {
        return Stream.of(place(0, message.length), place(1, message.length)).sorted().toList();
    }

    private int place(int index, int length) {
        return (control[index] & 0xff) * (length + 1) / BYTE_VALUES;
    }

    /** The limits of a server, each of them either the default or so low that any request may exceed it. */
    Limits limits() {
        int low = control[2] & 0xff;
        Limits usual = Limits.DEFAULT;
        return new Limits(low % 2 == 0 ? usual.requestLineBytesMax() : 16 + low / 8,
                low % 4 < 2 ? usual.fieldSectionBytesMax() : 16 + low / 4,
                low % 8 < 4 ? usual.fieldCountMax() : 1 + low / 64,
                low % 16 < 8 ? usual.bodyBytesMax() : low / 16,
                low % 32 < 16 ? usual.chunkExtensionBytesMax() : low / 32,
                low % 64 < 32 ? usual.trailerBytesMax() : low / 8);
    }

    /** The limits of a form, in the same way. */
    MultipartReader.Limits multipartLimits() {
        int low = control[2] & 0xff;
        return low == 0 ? MultipartReader.Limits.DEFAULT : new MultipartReader.Limits(low, 1 + low / 16);
    }
}
