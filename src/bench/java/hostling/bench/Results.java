package hostling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All measurements, in a file of lines separated by tabs: case, contestant, round, metric, value. */
public final class Results {
    private record Row(String on, String contestant, int round, String metric, String value) { }

    private final Path file;
    private final List<Row> rows = new ArrayList<>();

    private Results(Path file) {
        this.file = file;
    }

    /** Reads the results in the file, so that more can be added to them. */
    static Results read(Path file) throws IOException {
        Results results = new Results(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split("\t");
                results.rows.add(new Row(fields[0], fields[1], Integer.parseInt(fields[2]), fields[3], fields[4]));
            }
        }
        return results;
    }

    void clear() {
        rows.clear();
    }

    /** Removes the results of a contestant in a case before it is measured again. */
    public void forget(String on, String contestant) {
        rows.removeIf(row -> row.on.equals(on) && row.contestant.equals(contestant));
    }

    public void add(String on, String contestant, int round, String metric, double value) {
        rows.add(new Row(on, contestant, round, metric, String.valueOf(value)));
    }

    void addProblem(String on, String contestant, int round, String what) {
        rows.add(new Row(on, contestant, round, Metric.PROBLEM, what.replaceAll("\\s+", " ")));
    }

    /** Saves the results, so that nothing is lost if a later measurement fails. */
    public void save() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, rows.stream().map(row -> String.join("\t", row.on, row.contestant, String.valueOf(row.round),
                row.metric, row.value)).toList());
    }

    int rounds(String on) {
        return rows.stream().filter(row -> row.on.equals(on)).mapToInt(Row::round).max().orElse(-1) + 1;
    }

    /** The contestants of a case, in the order in which they were measured. */
    List<String> contestants(String on) {
        return rows.stream().filter(row -> row.on.equals(on)).map(Row::contestant).distinct().toList();
    }

    OptionalDouble value(String on, String contestant, int round, String metric) {
        return rows.stream().filter(row -> row.on.equals(on) && row.contestant.equals(contestant) && row.round == round
                && row.metric.equals(metric)).mapToDouble(row -> Double.parseDouble(row.value)).findFirst();
    }

    Spread spread(String on, String contestant, String metric) {
        return Spread.of(rows.stream().filter(row -> row.on.equals(on) && row.contestant.equals(contestant)
                && row.metric.equals(metric)).mapToDouble(row -> Double.parseDouble(row.value)).toArray());
    }

    public boolean isMeasured(String on) {
        return rows.stream().anyMatch(row -> row.on.equals(on));
    }

    public double median(String on, String contestant, String metric) {
        return spread(on, contestant, metric).median();
    }

    /** A spread in the format of the tables. */
    public String text(String on, String contestant, String metric, int decimals) {
        return spread(on, contestant, metric).text(decimals);
    }

    /** A number in the format of the tables. */
    public static String number(double value, int decimals) {
        return Spread.number(value, decimals);
    }

    /** A metric as a multiple of another contestant's, round by round. */
    Spread ratio(String on, String contestant, String base, String metric) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds(on); round++) {
            OptionalDouble own = value(on, contestant, round, metric);
            OptionalDouble other = value(on, base, round, metric);
            if (own.isPresent() && other.isPresent() && other.getAsDouble() > 0) {
                ratios.add(own.getAsDouble() / other.getAsDouble());
            }
        }
        return Spread.of(ratios.stream().mapToDouble(Double::doubleValue).toArray());
    }

    Optional<String> problem(String on, String contestant) {
        return rows.stream().filter(row -> row.on.equals(on) && row.contestant.equals(contestant)
                && row.metric.equals(Metric.PROBLEM)).map(Row::value).findFirst();
    }
}
