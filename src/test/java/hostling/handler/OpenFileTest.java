package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileTest {
    @TempDir
    private Path temp;
    private OpenFile file;

    @BeforeEach
    void makeTheFile() throws IOException {
        file = new OpenFile(Files.writeString(temp.resolve("file"), "content"));
    }

    @Test
    void itIsClosedBehindTheLastLoan() throws Exception {
        Body.File one = file.lend(0, 7);
        Body.File other = file.lend(2, 3);
        assertSame(one.channel(), other.channel());
        one.loan().close();
        assertTrue(other.channel().isOpen());
        other.loan().close();
        assertFalse(other.channel().isOpen());
    }

    @Test
    void aLoanThatIsClosedTwiceIsOneLoan() throws Exception {
        Body.File one = file.lend(0, 7);
        Body.File other = file.lend(2, 3);
        one.loan().close();
        one.loan().close();
        assertTrue(other.channel().isOpen());
    }

    @Test
    void itIsOpenedAgainWhereItWasClosed() throws Exception {
        Body.File one = file.lend(0, 7);
        one.loan().close();
        Body.File next = file.lend(0, 7);
        assertNotSame(one.channel(), next.channel());
        assertTrue(next.channel().isOpen());
        next.loan().close();
    }

    /** Whoever has the channel can close it; that must not spoil the file for others to come. */
    @Test
    void itIsOpenedAgainWhereSomebodyElseClosedIt() throws Exception {
        file.keep();
        Body.File one = file.lend(0, 7);
        one.channel().close();
        assertTrue(file.lend(0, 7).channel().isOpen());
    }

    @Test
    void whoKeepsItKeepsItOpenUntilItIsForgotten() throws Exception {
        file.keep();
        Body.File one = file.lend(0, 7);
        one.loan().close();
        assertTrue(one.channel().isOpen());
        Body.File other = file.lend(0, 7);
        assertSame(one.channel(), other.channel());
        file.forget();
        assertTrue(other.channel().isOpen(), "it is still being sent");
        other.loan().close();
        assertFalse(other.channel().isOpen());
    }

    @Test
    void whatWasNeverOpenedNeedsNoClosing() throws Exception {
        file.keep();
        file.forget();
        Body.File one = file.lend(0, 7);
        one.loan().close();
        assertFalse(one.channel().isOpen());
    }
}
