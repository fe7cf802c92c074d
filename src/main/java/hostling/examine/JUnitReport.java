package hostling.examine;

import hostling.cases.FindingText;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report in the XML of JUnit, which the machines that build software show. A stage is a suite, and a check is a test. */
public final class JUnitReport {
    private final XMLStreamWriter xml;
    private final boolean isStrict;

    private JUnitReport(XMLStreamWriter xml, boolean isStrict) {
        this.xml = xml;
        this.isStrict = isStrict;
    }

    /**
     * The report.
     *
     * @param isStrict whether a broken SHOULD is a failure; else it counts as skipped, with its reason
     */
    public static String of(ExamReport report, boolean isStrict) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            new JUnitReport(xml, isStrict).write(report);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);             // nothing can fail that is written to memory
        }
        return text + "\n";
    }

    private void write(ExamReport report) throws XMLStreamException {
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", report.url());
        for (StageReport stage : report.stages()) {
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", stage.number() + " " + stage.title());
            xml.writeAttribute("tests", String.valueOf(stage.results().size()));
            xml.writeAttribute("failures", String.valueOf(stage.results().stream().filter(this::isFailure).count()));
            xml.writeAttribute("skipped", String.valueOf(stage.results().stream().filter(this::isSkipped).count()));
            xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", stage.time().toMillis() / 1000.0));
            for (Result result : stage.results()) {
                write(stage, result);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private void write(StageReport stage, Result result) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", stage.name());
        xml.writeAttribute("name", result.id() + ": " + result.finding().heading());
        if (isFailure(result)) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", result.reason());
            xml.writeCharacters(FindingText.of(result.finding(), false));
            xml.writeEndElement();
        } else if (isSkipped(result)) {
            xml.writeStartElement("skipped");
            xml.writeAttribute("message", result.verdict().words() + ": " + result.reason());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private boolean isFailure(Result result) {
        return result.verdict() == Verdict.FAILED || isStrict && result.verdict() == Verdict.WEAK;
    }

    private boolean isSkipped(Result result) {
        return result.verdict() != Verdict.PASSED && !isFailure(result);
    }
}
