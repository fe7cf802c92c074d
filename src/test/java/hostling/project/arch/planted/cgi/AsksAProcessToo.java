package hostling.project.arch.planted.cgi;

/** A process may be asked by its handle. */
final class AsksAProcessToo {
    boolean isAlive(ProcessHandle handle) {
        return handle.isAlive();
    }

    boolean isAlive(Process process) {
        return process.isAlive(); // breaks the-loop-asks-no-process
    }
}
