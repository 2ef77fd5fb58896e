package org.earlyexit.cli;

import com.google.inject.AbstractModule;

/** What the program can do. */
final class VerbModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ListVerb.class);
        bind(CheckVerb.class);
        bind(PlanVerb.class);
        bind(BenchVerb.class);
        bind(RowVerb.class);
        bind(TckVerb.class);
        bind(ReportVerb.class);
        bind(PredictVerb.class);
        bind(SelfbenchVerb.class);
        bind(VerifyVerb.class);
        bind(DiffVerb.class);
        bind(SubmitVerb.class);
        bind(DataVerb.class);
        bind(ModelVerb.class);
        bind(Listings.class);
        bind(SurroundingsCheck.class);
        bind(InstallationCheck.class);
    }
}
