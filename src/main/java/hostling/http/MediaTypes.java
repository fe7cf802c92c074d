package hostling.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The media type of a file, from the extension of its name (RFC 9110 section 8.3). Types are as registered with IANA, if
 * registered at all. Text types state their charset, because a browser would guess another. All types are in lower case;
 * they are case-insensitive (RFC 9110 section 8.3.1).
 */
public final class MediaTypes {
    /** The type of files with an unknown extension: browsers offer to save them. */
    public static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = table("""
            text/html; charset=utf-8                 html htm
            text/css; charset=utf-8                  css
            text/javascript; charset=utf-8           js mjs
            text/plain; charset=utf-8                txt text log conf ini toml java c h cc cpp rs go py sh pl rb
            text/markdown; charset=utf-8             md markdown
            text/csv; charset=utf-8                  csv
            text/tab-separated-values; charset=utf-8  tsv
            text/calendar; charset=utf-8             ics
            text/vcard; charset=utf-8                vcf
            text/vtt; charset=utf-8                  vtt
            application/json                         json map
            application/ld+json                      jsonld
            application/geo+json                     geojson
            application/manifest+json                webmanifest
            application/xml                          xml xsl xsd
            application/xhtml+xml                    xhtml
            application/rss+xml                      rss
            application/atom+xml                     atom
            application/yaml                         yaml yml
            application/wasm                         wasm
            application/pdf                          pdf
            application/rtf                          rtf
            application/epub+zip                     epub
            application/zip                          zip
            application/gzip                         gz tgz
            application/zstd                         zst
            application/x-bzip2                      bz2
            application/x-xz                         xz
            application/x-7z-compressed              7z
            application/x-tar                        tar
            application/java-archive                 jar
            application/sql                          sql
            application/vnd.oasis.opendocument.text          odt
            application/vnd.oasis.opendocument.spreadsheet   ods
            application/vnd.oasis.opendocument.presentation  odp
            application/vnd.openxmlformats-officedocument.wordprocessingml.document    docx
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet          xlsx
            application/vnd.openxmlformats-officedocument.presentationml.presentation  pptx
            image/png                                png
            image/apng                               apng
            image/jpeg                               jpg jpeg
            image/gif                                gif
            image/webp                               webp
            image/avif                               avif
            image/svg+xml                            svg
            image/bmp                                bmp
            image/tiff                               tif tiff
            image/vnd.microsoft.icon                 ico
            font/woff                                woff
            font/woff2                               woff2
            font/ttf                                 ttf
            font/otf                                 otf
            audio/mpeg                               mp3
            audio/mp4                                m4a
            audio/ogg                                oga ogg opus
            audio/flac                               flac
            audio/wav                                wav
            audio/aac                                aac
            audio/midi                               mid midi
            video/mp4                                mp4 m4v
            video/webm                               webm
            video/ogg                                ogv
            video/mpeg                               mpeg mpg
            video/quicktime                          mov
            video/matroska                           mkv
            video/mp2t                               ts
            """);

    private MediaTypes() { }

    private static Map<String, String> table(String lines) {
        Map<String, String> types = new HashMap<>();
        for (String line : lines.split("\n")) {
            int gap = line.indexOf("  ");
            for (String extension : line.substring(gap).strip().split(" ")) {
                types.put(extension, line.substring(0, gap));
            }
        }
        return Map.copyOf(types);
    }

    /** The media type of a file with this name. */
    public static String of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? UNKNOWN
                : BY_EXTENSION.getOrDefault(fileName.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
