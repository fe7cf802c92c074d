package hostling.learn;


/**
 * How hard a class is tried.
 *
 * @param patienceSeconds how much time of the processor a check may take
 * @param secondsMax      how long all of it may take
 * @param tries           how often a property is tried that does not say so itself
 * @param seed            from which the properties make what they try, a number; empty for another one each time
 * @param heldBack        cases that the student does not know
 * @param lenient         a folder with lenient parsers that no exercise names; empty for ours
 */
record Effort(int patienceSeconds, int secondsMax, int tries, String seed, HeldBack heldBack, String lenient) {
    /** For an answer at once: {@code mvn test} tries more. Far more time than a check takes. */
    static final Effort OF_THE_TUTOR = new Effort(2, 30, 200, "", HeldBack.NONE, "");

    /** The same with another patience. */
    Effort withPatience(int seconds) {
        return new Effort(seconds, secondsMax, tries, seed, heldBack, lenient);
    }
}
