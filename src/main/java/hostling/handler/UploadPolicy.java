package hostling.handler;

import hostling.http.MultipartReader;
import hostling.wire.Limits;
import java.util.Set;

/**
 * Which uploads are accepted.
 *
 * @param fileBytesMax    the maximum size of one file
 * @param requestBytesMax the maximum size of a request's content, with all its files and the form data around them
 * @param overwrites      whether an existing file may be replaced
 * @param extensions      the allowed file name extensions, in lower case without the dot; empty to allow any
 * @param form            the limits for the number of parts of a form and for their headers
 */
public record UploadPolicy(long fileBytesMax, long requestBytesMax, boolean overwrites, Set<String> extensions,
                           MultipartReader.Limits form) {
    /** 16 MiB per file and 64 MiB per request, with any extension; existing files are not replaced. */
    public static final UploadPolicy DEFAULT = new UploadPolicy(16L << 20, 64L << 20, false, Set.of());

    /** Throws IllegalArgumentException if a limit is negative, or larger than what the parser accepts. */
    public UploadPolicy {
        if (fileBytesMax < 0 || requestBytesMax < 0 || requestBytesMax > Limits.BODY_BYTES_LIMIT) {
            throw new IllegalArgumentException("an upload has 0 to " + Limits.BODY_BYTES_LIMIT + " bytes, not "
                    + fileBytesMax + " in a file and " + requestBytesMax + " in a request");
        }
        extensions = Set.copyOf(extensions);
    }

    /** Forms of up to 100 parts, with heads of up to 8 KiB. */
    public UploadPolicy(long fileBytesMax, long requestBytesMax, boolean overwrites, Set<String> extensions) {
        this(fileBytesMax, requestBytesMax, overwrites, extensions, MultipartReader.Limits.DEFAULT);
    }
}
