package hostling.project.arch.planted.wire;

/** All of this is in java.lang, and none of it is a value. */
final class KnowsTheMachine {
    // breaks values-know-no-machine, processes-stay-in-cgi-and-one-class

    void threads(ThreadLocal<String> name) {
        name.remove(); // breaks values-know-no-machine
        Thread.currentThread().getName(); // breaks values-know-no-machine
    }

    void processes(ProcessBuilder builder, Process process) {
        builder.command(); // breaks values-know-no-machine, processes-stay-in-cgi-and-one-class
        process.pid(); // breaks values-know-no-machine, processes-stay-in-cgi-and-one-class, the-loop-asks-no-process
    }

    long machine() {
        ClassLoader.getSystemClassLoader(); // breaks values-know-no-machine
        Runtime.version(); // breaks values-know-no-machine
        return Runtime.getRuntime().freeMemory(); // breaks values-know-no-machine
    }
}
