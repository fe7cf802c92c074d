package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.cases.FindingText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes grades for spreadsheets, for build servers, and for people. */
final class GradeFiles {
    /** A spreadsheet takes a cell for a formula if it begins so. */
    private static final String FORMULA = "=+-@\t\r";
    private static final String NOT_IN_XML = "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]";

    private GradeFiles() { }

    /** Writes all files into a folder. */
    static void write(List<Grades> all, Path folder) throws IOException {
        Path students = Files.createDirectories(folder.resolve("students"));
        List<String> files = new ArrayList<>();
        for (Grades each : all) {
            String file = file(each.student(), files);
            files.add(file);
            Files.writeString(students.resolve(file), GradePages.of(each), UTF_8);
        }
        Files.writeString(folder.resolve("index.html"), GradePages.index(all, files.stream().map(each -> "students/" + each).toList()), UTF_8);
        Files.writeString(folder.resolve("grades.csv"), csv(all), UTF_8);
        Files.writeString(folder.resolve("junit.xml"), junit(all), UTF_8);
    }

    private static String file(String student, List<String> taken) {
        String plain = student.replaceAll("[^A-Za-z0-9_-]+", "_");
        String file = plain + ".html";
        for (int i = 2; taken.contains(file); i++) {
            file = plain + "_" + i + ".html";
        }
        return file;
    }

    /** A row for each student (RFC 4180). */
    static String csv(List<Grades> all) {
        String head = Stream.of(Stream.of("student", "points", "of"), all.get(0).grades().stream().map(Grade::name), Stream.of("remarks"))
                .flatMap(cells -> cells).map(GradeFiles::cell).collect(Collectors.joining(","));
        return head + "\r\n" + all.stream().map(each -> Stream.of(Stream.of(each.student(), Points.text(each.points()), Points.text(each.most())),
                each.grades().stream().map(grade -> Points.text(grade.points())), Stream.of(String.join("; ", each.remarks())))
                .flatMap(cells -> cells).map(GradeFiles::cell).collect(Collectors.joining(",")) + "\r\n").collect(Collectors.joining());
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** A suite for each student, and a test for each exercise. */
    static String junit(List<Grades> all) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Grades each : all) {
                suite(each, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);             // nothing can fail that is written to memory
        }
        return text + "\n";
    }

    private static void suite(Grades grades, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", inXml(grades.student()));
        xml.writeAttribute("tests", String.valueOf(grades.grades().size()));
        xml.writeAttribute("failures", String.valueOf(grades.grades().stream().filter(grade -> !grade.isFull()).count()));
        for (Grade grade : grades.grades()) {
            xml.writeCharacters("\n");
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", inXml(grades.student()));
            xml.writeAttribute("name", grade.name() + ": " + grade.title());
            if (!grade.isFull()) {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", inXml(grade.result() + ": " + grade.all().heading()));
                xml.writeCharacters(inXml(FindingText.of(grade.all(), false)));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static String inXml(String text) {
        return text.replaceAll(NOT_IN_XML, "\uFFFD");
    }
}
