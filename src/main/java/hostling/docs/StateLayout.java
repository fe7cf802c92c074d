package hostling.docs;

import hostling.docs.StateDiagram.Arrow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the parts of a diagram of states are. The states stand below each other. An arrow to the next state goes straight
 * down. All others leave their state at the side, each at a height of its own, with the label right there: those that lead
 * down on the right, those that lead up on the left. Arrows to one state share a vertical line, its lane, so no label and no
 * line lies on another label. Lengths are in pixels.
 */
final class StateLayout {
    static final int ROW = 18;
    /** Between an arrow that goes straight down and its label. */
    static final int BESIDE = 9;
    /** The widths of a character in tenths of a pixel: of labels and of the names of states. */
    private static final int LABEL_TENTHS = 67;
    private static final int NAME_TENTHS = 73;
    private static final int BOX_PADDING = 16;
    private static final int BOX_HEIGHT_MIN = 30;
    private static final int GAP = 34;
    private static final int LANE = 10;
    private static final int MARGIN = 9;

    /** A state: its left, top, width and height. */
    record Box(String name, int x, int y, int width, int height) {
        int right() {
            return x + width;
        }

        int bottom() {
            return y + height;
        }
    }

    /** An arrow that leaves at the side, at this height, and enters at another; the lane is between. */
    record Detour(Arrow arrow, boolean isRight, int start, int end, int lane) { }

    /** The two sides of the drawing: arrows down on the right, arrows up on the left. */
    private final class Side {
        private final boolean isRight;
        private final List<Arrow> arrows;
        private final Map<String, Integer> lanes = new HashMap<>();
        private int lanesCount;

        Side(boolean isRight) {
            this.isRight = isRight;
            arrows = diagram.arrows().stream()
                    .filter(arrow -> isRight ? row(arrow.to()) > row(arrow.from()) + 1 : row(arrow.to()) <= row(arrow.from()))
                    .toList();
            assignLanes();
        }

        /** Short lanes are inside, and two that do not meet may be one below the other. */
        private void assignLanes() {
            List<List<String>> taken = new ArrayList<>();
            arrows.stream().map(Arrow::to).distinct().sorted(Comparator.comparingInt(this::length)).forEach(to -> {
                int lane = 0;
                while (lane < taken.size() && taken.get(lane).stream().anyMatch(other -> meet(other, to))) {
                    lane++;
                }
                if (lane == taken.size()) {
                    taken.add(new ArrayList<>());
                }
                taken.get(lane).add(to);
                lanes.put(to, lane);
            });
            lanesCount = taken.size();
        }

        private int farthest(String to) {
            return arrows.stream().filter(arrow -> arrow.to().equals(to)).mapToInt(arrow -> row(arrow.from()))
                    .reduce(isRight ? Integer::min : Integer::max).orElseThrow();
        }

        private int length(String to) {
            return Math.abs(row(to) - farthest(to));
        }

        private boolean meet(String one, String other) {
            return Math.min(row(one), farthest(one)) <= Math.max(row(other), farthest(other))
                    && Math.min(row(other), farthest(other)) <= Math.max(row(one), farthest(one));
        }

        /** How far texts reach beyond the boxes; those beside arrows that go straight down are on the right. */
        int textWidth() {
            int atArrows = arrows.stream().mapToInt(StateLayout::labelWidth).max().orElse(0);
            return isRight ? Math.max(atArrows, BESIDE + widestBeside() - (boxRight - boxLeft) / 2) : atArrows;
        }

        int width() {
            return isRight || !arrows.isEmpty() ? textWidth() + MARGIN + lanesCount * LANE : 0;
        }

        boolean isEntered(String state) {
            return arrows.stream().anyMatch(arrow -> arrow.to().equals(state));
        }

        /** The heights that the arrows at a state need on this side, in rows. */
        int rows(String state) {
            return (isEntered(state) ? 1 : 0) + leaving(state).stream().mapToInt(StateLayout::rowsOf).sum();
        }

        List<Arrow> leaving(String state) {
            return arrows.stream().filter(arrow -> arrow.from().equals(state)).toList();
        }

        int laneAt(String to) {
            int distance = textWidth() + MARGIN + lanes.get(to) * LANE;
            return isRight ? boxRight + distance : boxLeft - distance;
        }
    }

    private final StateDiagram diagram;
    private final Side left;
    private final Side right;
    private final int boxLeft;
    private final int boxRight;
    private final Map<String, Box> boxes = new HashMap<>();
    private final List<Detour> detours = new ArrayList<>();
    private int height = MARGIN;

    StateLayout(StateDiagram diagram) {
        this.diagram = diagram;
        int widest = diagram.states().stream().mapToInt(name -> name.length() * NAME_TENTHS / 10 + BOX_PADDING).max().orElse(0);
        left = new Side(false);
        right = new Side(true);
        boxLeft = MARGIN + left.width();
        boxRight = boxLeft + widest;
        diagram.states().forEach(this::place);
        height += MARGIN - GAP;
        diagram.states().forEach(state -> {
            placeDetours(right, state);
            placeDetours(left, state);
        });
    }

    private int row(String state) {
        return diagram.states().indexOf(state);
    }

    static int rowsOf(Arrow arrow) {
        return Math.max(1, arrow.lines().size());
    }

    private int widestBeside() {
        return diagram.states().stream().map(this::next).flatMap(Optional::stream).mapToInt(StateLayout::labelWidth).max().orElse(0);
    }

    private static int labelWidth(Arrow arrow) {
        return arrow.lines().stream().mapToInt(String::length).max().orElse(0) * LABEL_TENTHS / 10;
    }

    private void place(String state) {
        int rows = Math.max(left.rows(state), right.rows(state));
        int boxHeight = Math.max(state.equals(StateDiagram.START) ? ROW : BOX_HEIGHT_MIN, rows * ROW + ROW / 2);
        boxes.put(state, new Box(state, boxLeft, height, boxRight - boxLeft, boxHeight));
        int labels = next(state).map(StateLayout::rowsOf).orElse(1);
        height += boxHeight + GAP + (labels - 1) * ROW;
    }

    /** On the right arrows come from above, so they enter above those that leave; on the left it is the other way round. */
    private void placeDetours(Side side, String state) {
        Box box = boxes.get(state);
        int y = box.y() + (box.height() - side.rows(state) * ROW) / 2 + (side.isRight && side.isEntered(state) ? ROW : 0);
        for (Arrow arrow : side.leaving(state)) {
            y += rowsOf(arrow) * ROW;
            detours.add(new Detour(arrow, side.isRight, y - ROW / 4, entry(side, arrow.to()), side.laneAt(arrow.to())));
        }
    }

    private int entry(Side side, String state) {
        Box box = boxes.get(state);
        int top = box.y() + (box.height() - side.rows(state) * ROW) / 2;
        return side.isRight ? top + ROW / 2 : top + side.rows(state) * ROW - ROW / 2;
    }

    /** The arrow to the state below. */
    Optional<Arrow> next(String state) {
        return diagram.arrows().stream().filter(arrow -> arrow.from().equals(state) && row(arrow.to()) == row(state) + 1)
                .findFirst();
    }

    Box box(String state) {
        return boxes.get(state);
    }

    List<Detour> detours() {
        return detours;
    }

    int width() {
        return boxRight + right.width() + MARGIN;
    }

    int height() {
        return height;
    }
}
