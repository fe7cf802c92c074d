package hostling.handler;

import hostling.http.MultipartReader;
import hostling.wire.Limits;
import java.nio.file.Path;
import java.util.Set;

/**
 * What may be uploaded, and where to.
 *
 * @param folder          an existing folder, for uploads alone
 * @param path            where the site shows the folder; begins and ends with a slash
 * @param fileBytesMax    the size of one file
 * @param requestBytesMax the size of a request's content, with all its files and what is around them
 * @param overwrites      whether a file that is there may be replaced
 * @param extensions      which extensions names may have, in lower case without the dot; empty where any will do
 * @param form            how many parts a form may have, and how much may stand around their content
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

    /** 16 MiB a file and 64 MiB a request, with any name; what is there is not replaced. */
    public static UploadSettings of(Path folder, String path) {
        return new UploadSettings(folder, path, FILE_BYTES_MAX, REQUEST_BYTES_MAX, false, Set.of());
    }
}
