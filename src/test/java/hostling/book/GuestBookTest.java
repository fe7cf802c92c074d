package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a visitor types stays a text: in the form that brings it, and in the page that shows it. */
class GuestBookTest {
    @Test
    void aFormHasNamesAndValues() {
        assertEquals(Map.of("name", "Ann", "text", "Hello there"), GuestBook.form("name=Ann&text=Hello+there"));
    }

    @Test
    void whatAVisitorTypedCutsNothing() {
        assertEquals(Map.of("text", "1+1=2 & name=Bob"), GuestBook.form("text=1%2B1%3D2+%26+name%3DBob"));
    }

    @Test
    void aFieldWithoutAValueIsEmpty() {
        assertEquals(Map.of("text", ""), GuestBook.form("text"));
    }

    @Test
    void theFirstOfTwoFieldsWithOneNameCounts() {
        assertEquals("Ann", GuestBook.form("name=Ann&name=Bob").get("name"));
    }

    @Test
    void aPercentSignAloneIsNoForm() {
        assertThrows(IllegalArgumentException.class, () -> GuestBook.form("text=100%"));
    }

    @Test
    void aPastedTextIsAPartOfThePage() {
        assertEquals("<li>Eve: <script></li>", GuestBook.pasted(Map.of("name", "Eve", "text", "<script>")));
    }

    @Test
    void anEscapedTextIsOnlyShown() {
        assertEquals("<li>Eve: &lt;a title=&quot;it&#39;s&quot;&gt;</li>",
                GuestBook.escaped(Map.of("name", "Eve", "text", "<a title=\"it's\">")));
    }

    /** Were the ampersand replaced last, the text would show what replaced the others. */
    @Test
    void anAmpersandIsEscapedOnce() {
        assertEquals("<li>somebody: &amp;lt; is &lt;</li>", GuestBook.escaped(Map.of("text", "&lt; is <")));
    }
}
