package hostling.learn;

import hostling.cases.Finding;

/**
 * The points for one exercise, or for one stage of the examiner.
 *
 * @param name   one word
 * @param title  what it is about
 * @param points the points that were reached
 * @param most   the points that there are
 * @param result in a few words
 * @param told   the first failure, as the student may see it; with an empty heading if there is none
 * @param all    the first failure, as the teacher may see it
 */
record Grade(String name, String title, double points, double most, String result, Finding told, Finding all) {
    boolean isFull() {
        return told.heading().isEmpty();
    }
}
