package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of the bytes of a token. */
class TokenTableTest {
    private static final int TCHARS = 10 + 26 + 26 + 15;

    @Test
    void aTokenHasLettersDigitsAndFifteenSigns() {
        String members = IntStream.range(0, 256).filter(b -> TokenTable.isToken(new byte[] {(byte) b}))
                .mapToObj(Character::toString).collect(Collectors.joining());
        assertEquals(TCHARS, members.length());
        assertEquals("!#$%&'*+-.^_`|~", members.replaceAll("[0-9A-Za-z]", ""));
    }

    @Test
    void itPrintsTheTableAndJudgesWords() throws ReflectiveOperationException {
        assertEquals("""
                   0 1 2 3 4 5 6 7 8 9 a b c d e f
                0
                1
                2    !   # $ % & '     * +   - .
                3  0 1 2 3 4 5 6 7 8 9
                4    A B C D E F G H I J K L M N O
                5  P Q R S T U V W X Y Z       ^ _
                6  ` a b c d e f g h i j k l m n o
                7  p q r s t u v w x y z   |   ~
                GET is a token
                G@T is no token
                na\u00efve is no token
                 is no token
                """, Programs.print("TokenTable", "GET", "G@T", "na\u00efve", ""));
    }
}
