package org.earlyexit.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import org.earlyexit.report.ReportWriter;

/** Tables, figures, the page. */
final class ReportModule extends AbstractModule {

    @Provides
    static ReportWriter reports() {
        return new ReportWriter();
    }
}
