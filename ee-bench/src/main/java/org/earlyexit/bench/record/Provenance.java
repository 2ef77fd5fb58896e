package org.earlyexit.bench.record;

/**
 * With what a run was made. It holds no time of day, so that a run that was resumed leaves the same bytes as one that
 * was not.
 *
 * @param toolkitVersion the toolkit's version
 * @param commit its commit, or {@code unknown}
 * @param dirty whether it had changes on top of that commit
 * @param java the Java runtime
 * @param os the operating system
 * @param arch the machine's architecture
 * @param processor the processor's name
 * @param cores how many cores the program saw
 * @param engine the tensor engine
 * @param engineVersion its version
 * @param kernel the arithmetic the engine used, such as {@code cpu/avx2} or {@code cuda}
 * @param threads threads of the engine
 * @param pluginSha256 the hash of the plugin's code
 * @param suiteSha256 the hash of the suite's effective configuration
 */
public record Provenance(
        String toolkitVersion,
        String commit,
        boolean dirty,
        String java,
        String os,
        String arch,
        String processor,
        int cores,
        String engine,
        String engineVersion,
        String kernel,
        int threads,
        String pluginSha256,
        String suiteSha256) {

    public Provenance {
        Checks.filled("provenance.toolkitVersion", toolkitVersion);
        Checks.text("provenance.commit", commit);
        Checks.text("provenance.java", java);
        Checks.text("provenance.os", os);
        Checks.text("provenance.arch", arch);
        Checks.text("provenance.processor", processor);
        Checks.notNegative("provenance.cores", cores);
        Checks.text("provenance.engine", engine);
        Checks.text("provenance.engineVersion", engineVersion);
        Checks.text("provenance.kernel", kernel);
        Checks.notNegative("provenance.threads", threads);
        Checks.text("provenance.pluginSha256", pluginSha256);
        Checks.text("provenance.suiteSha256", suiteSha256);
    }
}
