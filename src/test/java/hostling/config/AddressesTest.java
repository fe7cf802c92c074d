package hostling.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({"8080,127.0.0.1:8080", "Localhost:0,127.0.0.1:0", "*:80,*:80", "0.0.0.0:80,*:80", "[::]:80,*:80",
        "[::1]:80,[::1]:80", "[2001:DB8:0:0:1::]:80,[2001:db8:0:0:1::]:80", "192.168.0.1:65535,192.168.0.1:65535"})
    void anAddressIsWhatItSays(String text, String means) throws InvalidValueException {
        assertEquals(means, Addresses.text(Addresses.read(text)));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,ADDRESS_WITHOUT_PORT", "127.0.0.1:,ADDRESS_WITHOUT_PORT", "127.1:80,ADDRESS_FORM",
        "127.0.0.01:80,ADDRESS_FORM", "127.0.0.1:65536,PORT_RANGE", "127.0.0.1:+80,ADDRESS_WITHOUT_PORT",
        "example.org:80,ADDRESS_IS_NAME", "::1:80,ADDRESS_WITHOUT_BRACKETS",
        "[::1%lo]:80,ADDRESS_FORM", "[1::2::3]:80,ADDRESS_FORM", "[127.0.0.1]:80,ADDRESS_FORM"})
    void anotherTextIsRefusedForWhatIsWrongWithIt(String text, DiagnosticKind kind) {
        assertEquals(kind, assertThrows(InvalidValueException.class, () -> Addresses.read(text)).kind());
    }
}
