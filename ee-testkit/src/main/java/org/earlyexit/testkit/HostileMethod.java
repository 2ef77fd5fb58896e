package org.earlyexit.testkit;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Methods from jars of their own that load well and misbehave when they are used: the corpus by which it is tested that
 * such a method costs its own row and no other.
 */
public enum HostileMethod {
    /** The constructor ends the process. */
    EXITS_WHEN_MADE(Place.CONSTRUCTOR, "System.exit(0);", "must say what it offers, did not"),
    /** The constructor never returns. */
    LOOPS_WHEN_MADE(Place.CONSTRUCTOR, "while (true) { Thread.onSpinWait(); }", "must say what it offers, did not"),
    /** Settings are accepted, and no method comes of them. */
    CREATES_NULL(Place.CREATE, "if (true) return null;", "NullPointerException"),
    /** Settings are accepted, and then they are not. */
    THROWS_WHEN_CREATED(Place.CREATE, "if (true) throw new IllegalStateException(\"no licence\");", "no licence"),
    /** Asking for the recipe ends the process. */
    EXITS_WHEN_CREATED(Place.CREATE, "System.exit(0);", "its process ended by itself before the row was made"),
    /** A loss throws. */
    THROWS_IN_TRAINING(Place.LOSS, "if (true) throw new IllegalStateException(\"not today\");", "not today"),
    /** A loss throws an error. */
    THROWS_AN_ERROR(Place.LOSS, "if (true) throw new AssertionError(\"never\");", "AssertionError: never"),
    /** A loss calls itself for ever. */
    OVERFLOWS_THE_STACK(Place.LOSS, "if (true) return values(layer, batch);", "StackOverflowError"),
    /** A loss keeps all the memory that there is. */
    TAKES_ALL_MEMORY(
            Place.LOSS,
            "var all = new java.util.ArrayList<long[]>(); while (COUNT.get() >= 0) all.add(new long[1 << 20]);",
            "OutOfMemoryError"),
    /** A loss keeps memory of the engine, outside the heap. */
    TAKES_NATIVE_MEMORY(
            Place.LOSS,
            "while (COUNT.get() >= 0) batch.labels().getManager().getParentManager().ones(new ai.djl.ndarray.types.Shape(1 << 22));",
            "and was stopped"),
    /** A loss never returns. */
    LOOPS_IN_TRAINING(Place.LOSS, "while (COUNT.get() >= 0) { Thread.onSpinWait(); }", "it must end within"),
    /** A loss waits for a lock that nobody gives back. */
    WAITS_FOR_EVER(
            Place.LOSS,
            "try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException e) { }",
            "it must end within"),
    /** A loss ends the process as if all were well. */
    EXITS_IN_TRAINING(Place.LOSS, "System.exit(0);", "its process ended by itself before the row was made"),
    /** A loss halts the process. */
    HALTS_IN_TRAINING(Place.LOSS, "Runtime.getRuntime().halt(3);", "its process ended with exit code 3"),
    /** A loss kills its own process, as the system does when memory runs out. */
    IS_KILLED(
            Place.LOSS,
            "try { new ProcessBuilder(\"kill\", \"-KILL\", \"\" + ProcessHandle.current().pid()).start().waitFor(); }"
                    + " catch (Exception e) { throw new IllegalStateException(e); }",
            "its process was killed by signal 9"),
    /** A loss is no number. */
    LOSES_NAN(
            Place.LOSS,
            "if (true) return new TaskLoss().values(layer, batch).mul(Float.NaN);",
            "the loss must be finite"),
    /** A loss has another shape than one number a row. */
    HAS_ANOTHER_SHAPE(Place.LOSS, "if (true) return new TaskLoss().values(layer, batch).get(\"0:3\");", "Exception"),
    /** A loss is missing. */
    LOSES_NOTHING(Place.LOSS, "if (true) return null;", "NullPointerException"),
    /** A decision throws. */
    THROWS_IN_A_DECISION(Place.DECIDE, "if (true) throw new IllegalStateException(\"undecided\");", "undecided"),
    /** A decision is missing. */
    DECIDES_NULL(Place.DECIDE, "if (true) return null;", "NullPointerException"),
    /** A rule remembers earlier samples, so that a live run differs from the replay. */
    SHARES_ITS_STATE(
            Place.DECIDE,
            "if (COUNT.incrementAndGet() % 3 == 0) return ExitDecision.exitWith(evidence.prediction());",
            "live execution must leave where the replay does"),
    /** It prints whatever comes to its mind. */
    PRINTS(Place.LOSS, "System.out.println(\"{}{}{}\"); System.err.println(\"ee: all is lost\");", ""),
    /** It moves to Turkey, where an I has no dot, and forgets the time. */
    CHANGES_LOCALE_AND_TIME_ZONE(
            Place.CONSTRUCTOR,
            "java.util.Locale.setDefault(new java.util.Locale(\"tr\", \"TR\"));"
                    + " java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(\"Pacific/Apia\"));",
            ""),
    /** It leaves threads behind that never end. */
    STARTS_THREADS(
            Place.LOSS,
            "new Thread(() -> { while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } } }).start();",
            "");

    private final Place place;
    private final String statement;
    private final String said;

    HostileMethod(Place place, String statement, String said) {
        this.place = place;
        this.statement = statement;
        this.said = said;
    }

    private enum Place {
        CONSTRUCTOR,
        CREATE,
        LOSS,
        DECIDE
    }

    /** The method's id. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Part of the sentence that tells what went wrong; empty where nothing does, apart from itself. */
    public String said() {
        return said;
    }

    /** Whether the jar cannot even be asked what it offers. */
    public boolean isUnknown() {
        return place == Place.CONSTRUCTOR && !said.isEmpty();
    }

    /**
     * Builds the jar.
     *
     * @param folder where to; the jar has the name of the constant
     */
    public Path build(Path folder) {
        String source = TEMPLATE.replace("NAME", name()).replace("METHOD_ID", id());
        for (Place each : Place.values()) {
            source = source.replace("/*" + each + "*/", each == place ? statement : "");
        }
        return PluginJars.compile(folder, name(), "hostile." + name(), source);
    }

    private static final String TEMPLATE = """
            package hostile;
            import ai.djl.ndarray.NDArray;
            import java.util.*;
            import org.earlyexit.head.PooledLinear;
            import org.earlyexit.plugin.EarlyExitPlugin;
            import org.earlyexit.spi.*;
            import org.earlyexit.train.*;
            public final class NAME implements EarlyExitPlugin {
                static final java.util.concurrent.atomic.AtomicInteger COUNT = new java.util.concurrent.atomic.AtomicInteger();
                public NAME() { /*CONSTRUCTOR*/ }
                public record None() {}
                public record Loss() implements LossTerm {
                    @Override public NDArray values(int layer, TrainingBatch batch) {
                        /*LOSS*/
                        return new TaskLoss().values(layer, batch);
                    }
                }
                public static final class Rule implements ExitStrategyFactory<None> {
                    @Override public ComponentId id() { return new ComponentId("METHOD_ID-rule"); }
                    @Override public Class<None> configType() { return None.class; }
                    @Override public ExitStrategy create(None config, TaskKind kind, int layerCount) {
                        return () -> evidence -> {
                            /*DECIDE*/
                            return ExitDecision.PROCEED;
                        };
                    }
                    @Override public List<Knob> knobs(TaskKind kind, int layerCount) { return List.of(); }
                }
                public static final class Method implements MethodFactory<None> {
                    @Override public ComponentId id() { return new ComponentId("METHOD_ID"); }
                    @Override public Class<None> configType() { return None.class; }
                    @Override public MethodCard card() {
                        return new MethodCard("METHOD_ID", "hostile", "", "", Set.of(MethodCard.Ability.CLASSIFICATION));
                    }
                    @Override public Map<String, None> presets() { return Map.of("paper", new None()); }
                    @Override public EarlyExitMethod create(None config, MethodContext context) {
                        /*CREATE*/
                        Stage stage = new Stage("hostile", Selector.everything(), context.steps(),
                                Objective.of(new Loss(), LayerWeighting.UNIFORM), context.optimizer());
                        return () -> Recipe.passive(context.layers(), new PooledLinear(0.1), List.of(stage),
                                StrategyChoice.of("METHOD_ID-rule", Map.of()));
                    }
                }
                @Override public List<MethodFactory<?>> methods() { return List.of(new Method()); }
                @Override public List<ExitStrategyFactory<?>> exitStrategies() { return List.of(new Rule()); }
            }
            """;
}
