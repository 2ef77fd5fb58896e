package org.earlyexit.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDManager;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The borders between modules, and what no class may do, for a root package: ours, or that of planted offenders. */
final class ArchitectureRules {

    private static final int MOST_METHODS = 5;
    private static final List<String> METHODS = List.of("baselines", "consistentee", "smartbert");

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    /** The rules, by the sentence that each of them checks. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("spi depends on the JDK and JSpecify only", spiIsPure());
        rules.put("model adds tensors and nothing else", modelAddsTensors());
        rules.put(
                "packages form no cycles",
                slices().matching(root + ".(**)").should().beFreeOfCycles());
        METHODS.forEach(name -> rules.put(name + " knows neither bench, report nor other methods", standsAlone(name)));
        rules.put("only plugin discovers services", onlyIn("plugin", ServiceLoader.class));
        rules.put("only cli has an injector", onlyIn("cli", Injector.class, Guice.class));
        rules.put("fields and setters are not injected", constructorInjection());
        rules.put("static fields are final", staticFieldsAreFinal());
        rules.put("interfaces of the SPI have at most five methods", smallInterfaces());
        rules.put("public types lie in null-marked packages", nullMarked());
        rules.put("only cli touches the standard streams", outside("cli").should(ACCESS_STANDARD_STREAMS));
        rules.put("exceptions are specific", noClasses().should(THROW_GENERIC_EXCEPTIONS));
        rules.put(
                "logs go through SLF4J",
                noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
        rules.put("only harness has chance", onlyIn("bench.harness", Random.class, ThreadLocalRandom.class));
        rules.put("only harness and selfbench read the clock", clock());
        rules.put("only harness starts the engine", engine());
        rules.put(
                "only hub opens sockets",
                onlyIn(
                        "hub",
                        HttpClient.class,
                        URLConnection.class,
                        Socket.class,
                        ServerSocket.class,
                        DatagramSocket.class,
                        SocketChannel.class));
        return rules;
    }

    /** One of them. */
    ArchRule named(String sentence) {
        ArchRule rule = all().get(sentence);
        if (rule == null) {
            throw new IllegalArgumentException("no rule says: " + sentence);
        }
        return rule;
    }

    private ArchRule spiIsPure() {
        return classes()
                .that()
                .resideInAPackage(root + ".spi..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", root + ".spi..");
    }

    private ArchRule modelAddsTensors() {
        return classes()
                .that()
                .resideInAPackage(root + ".model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", root + ".spi..", root + ".model..", "ai.djl.ndarray..");
    }

    private ArchRule standsAlone(String method) {
        String[] others = Stream.concat(
                        Stream.of("bench", "report", "cli"), METHODS.stream().filter(name -> !name.equals(method)))
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + method + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true); // an offender is planted in one of them
    }

    private GivenClassesConjunction outside(String... packageNames) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(Stream.of(packageNames)
                        .map(name -> root + "." + name + "..")
                        .toArray(String[]::new));
    }

    private ArchRule onlyIn(String packageName, Class<?>... types) {
        DescribedPredicate<JavaClass> named =
                describe("are " + List.of(types), type -> Stream.of(types).anyMatch(type::isEquivalentTo));
        return outside(packageName).should().dependOnClassesThat(named);
    }

    private static ArchRule constructorInjection() {
        return members()
                .that(describe(
                        "are fields or methods", member -> member instanceof JavaField || member instanceof JavaMethod))
                .should()
                .notBeAnnotatedWith(jakarta.inject.Inject.class)
                .andShould()
                .notBeAnnotatedWith(com.google.inject.Inject.class);
    }

    private static ArchRule staticFieldsAreFinal() {
        return fields().that()
                .areStatic()
                .and(describe(
                        "are written by hand", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should()
                .beFinal();
    }

    private ArchRule smallInterfaces() {
        return classes()
                .that()
                .areInterfaces()
                .and()
                .resideInAnyPackage(root + ".spi..", root + ".model..", root + ".train..", root + ".plugin..")
                .and()
                .doNotHaveSimpleName("TrainingBatch") // handed to plugins, never written by them
                .and()
                .doNotHaveSimpleName("GradientSession") // the same
                .and()
                .doNotHaveSimpleName("History") // the same
                .should(new ArchCondition<>("have at most " + MOST_METHODS + " methods of their own") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        long own = type.getMethods().stream()
                                .filter(method -> isOwn(type, method))
                                .count();
                        if (own > MOST_METHODS) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " has " + own));
                        }
                    }
                });
    }

    private static boolean isOwn(JavaClass type, JavaMethod method) {
        boolean inherited = type.getAllRawInterfaces().stream()
                .anyMatch(parent -> parent.tryGetMethod(
                                method.getName(),
                                method.getRawParameterTypes().stream()
                                        .map(JavaClass::getName)
                                        .toArray(String[]::new))
                        .isPresent());
        return !inherited
                && !method.getModifiers().contains(JavaModifier.STATIC)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static ArchRule nullMarked() {
        return classes().that().arePublic().should(new ArchCondition<>("lie in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " does not"));
                }
            }
        });
    }

    private ArchRule clock() {
        return outside("bench.harness", "selfbench")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random");
    }

    private ArchRule engine() {
        return outside("bench.harness").should().callMethodWhere(describe("starts the engine", (JavaCall<?> call) -> {
            AccessTarget target = call.getTarget();
            return target.getName().equals("newBaseManager")
                    && target.getOwner().isAssignableTo(NDManager.class);
        }));
    }
}
