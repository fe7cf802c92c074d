package hostling.handler;

import hostling.http.MultipartReader;
import hostling.wire.Limits;
import java.nio.file.Path;
import java.util.Set;

/**
 * The target folder and the limits of uploads.
 *
 * @param folder          an existing folder, used for uploads only
 * @param path            the path at which the site serves the folder; begins and ends with a slash
 * @param fileBytesMax    the maximum size of one file
 * @param requestBytesMax the maximum size of a request's content, with all its files and the form data around them
 * @param overwrites      whether an existing file may be replaced
 * @param extensions      the allowed file name extensions, in lower case without the dot; empty to allow any
 * @param form            the limits for the number of parts of a form and for their headers
 */
public record UploadSettings(Path folder, String path, long fileBytesMax, long requestBytesMax, boolean overwrites,
                             Set<String> extensions, MultipartReader.Limits form) {
    private static final long FILE_BYTES_MAX = 16L << 20;
    private static final long REQUEST_BYTES_MAX = 64L << 20;

    /** Checks the form of the path and the limits. */
    public UploadSettings {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("a path of uploads begins and ends with a slash: " + path);
        }
        if (fileBytesMax < 0 || requestBytesMax < 0 || requestBytesMax > Limits.BODY_BYTES_LIMIT) {
            throw new IllegalArgumentException("no limits: " + fileBytesMax + ", " + requestBytesMax);
        }
        extensions = Set.copyOf(extensions);
    }

    /** Forms of up to 100 parts, with heads of up to 8 KiB. */
    public UploadSettings(Path folder, String path, long fileBytesMax, long requestBytesMax, boolean overwrites,
                          Set<String> extensions) {
        this(folder, path, fileBytesMax, requestBytesMax, overwrites, extensions, MultipartReader.Limits.DEFAULT);
    }

    /** 16 MiB per file and 64 MiB per request, with any extension; existing files are not replaced. */
    public static UploadSettings of(Path folder, String path) {
        return new UploadSettings(folder, path, FILE_BYTES_MAX, REQUEST_BYTES_MAX, false, Set.of());
    }
}
