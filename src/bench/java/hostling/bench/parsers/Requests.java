package hostling.bench.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** The three requests that are parsed. */
final class Requests {
    /** Their names, in the order of the tables. */
    static final List<String> NAMES = List.of("minimal", "browser", "cookies");
    /** The size of the request in the published figures of picohttpparser. */
    private static final int BROWSER_BYTES = 703;
    private static final int COOKIE_BYTES = 2048;

    private static final List<String> BROWSER = List.of("GET /images/photographs/harbour-in-the-morning.jpg HTTP/1.1",
            "Host: www.example.org", "Connection: keep-alive", "Cache-Control: max-age=0",
            "sec-ch-ua: \"Chromium\";v=\"142\", \"Not_A Brand\";v=\"99\"", "sec-ch-ua-mobile: ?0",
            "sec-ch-ua-platform: \"Linux\"",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0",
            "Accept: image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "Sec-Fetch-Site: same-origin",
            "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image", "Referer: https://www.example.org/gallery/",
            "Accept-Encoding: gzip, deflate, br, zstd", "Accept-Language: en-GB,en;q=0.9");

    private Requests() { }

    static byte[] bytes(String name) {
        return switch (name) {
            case "minimal" -> request(List.of("GET / HTTP/1.1", "Host: a")).getBytes(US_ASCII);
            case "browser" -> withCookie(BROWSER_BYTES - request(BROWSER).length() - "Cookie: \r\n".length());
            case "cookies" -> withCookie(COOKIE_BYTES);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static byte[] withCookie(int bytes) {
        StringBuilder cookie = new StringBuilder("Cookie: ");
        int end = cookie.length() + bytes;
        for (int i = 0; cookie.length() < end; i++) {
            cookie.append(i == 0 ? "" : "; ").append("name").append(i).append("=dmFsdWUgbnVtYmVyIA-").append(i * 7919);
        }
        cookie.setLength(end);
        return request(List.of(String.join("\r\n", BROWSER), cookie.toString())).getBytes(US_ASCII);
    }

    private static String request(List<String> lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }
}
