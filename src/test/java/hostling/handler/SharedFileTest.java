package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Body;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFileTest {
    @TempDir
    private Path temp;
    private SharedFile file;

    @BeforeEach
    void makeTheFile() throws IOException {
        file = new SharedFile(FileChannel.open(Files.writeString(temp.resolve("file"), "content")));
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

    /** Any holder of the channel can close it; the file must then be opened again. */
    @Test
    void itIsSeenWhenSomebodyElseClosesIt() throws Exception {
        file.keep();
        assertTrue(file.isOpen());
        file.lend(0, 7).channel().close();
        assertFalse(file.isOpen());
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
    void whatIsNeitherKeptNorLentIsClosed() throws Exception {
        file.closeUnlessNeeded();
        assertFalse(file.isOpen());
    }

    @Test
    void whatIsKeptOrLentStaysOpen() throws Exception {
        file.keep();
        file.closeUnlessNeeded();
        assertTrue(file.isOpen());
        Body.File one = file.lend(0, 7);
        file.forget();
        file.closeUnlessNeeded();
        assertTrue(file.isOpen());
        one.loan().close();
        assertFalse(file.isOpen());
    }
}
