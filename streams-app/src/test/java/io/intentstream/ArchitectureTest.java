package io.intentstream;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Holds every package to its ring, as docs/architecture.md shows them. */
@AnalyzeClasses(packages = "io.intentstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.intentstream.";

    /** Every package of the product; one that is not listed fails the test. */
    private static final Set<String> PACKAGES = Set.of(
            "cli",
            "cli.command",
            "cli.option",
            "cli.console",
            "cli.demo",
            "server.http",
            "server.json",
            "server.prometheus",
            "server.privacy",
            "server.collect",
            "embedded",
            "stream",
            "stream.packing",
            "stream.processing",
            "stream.store",
            "stream.query",
            "stream.telemetry",
            "stream.topics",
            "offline.input",
            "offline.input.simulator",
            "offline.replay",
            "offline.replay.topic",
            "offline.replay.compare",
            "offline.backtest",
            "offline.audience",
            "offline.training",
            "offline.training.data",
            "offline.training.network",
            "offline.training.baseline",
            "offline.training.bundle",
            "offline.training.items",
            "offline.evaluation",
            "offline.evaluation.report",
            "offline.evaluation.items",
            "offline.stats",
            "kafka",
            "wire",
            "wire.format",
            "config",
            "files",
            "core.event",
            "core.text",
            "core.avro",
            "core.state",
            "core.session",
            "core.feature",
            "core.model",
            "core.model.torchscript",
            "core.intent",
            "core.profile",
            "core.condition",
            "core.audience",
            "core.recommendation",
            "core.engine",
            "schema");

    /** The rings that each ring may use besides itself; files and schema use none. */
    private static final Map<String, Set<String>> RINGS = Map.of(
            "cli",
                    Set.of(
                            "server",
                            "embedded",
                            "stream",
                            "offline",
                            "kafka",
                            "wire",
                            "wire.format",
                            "config",
                            "core",
                            "files",
                            "schema"),
            "server", Set.of("stream", "kafka", "wire", "config", "core", "schema"),
            "embedded", Set.of("files"),
            "stream", Set.of("kafka", "wire", "config", "core", "files", "schema"),
            "offline", Set.of("kafka", "wire", "config", "core", "files", "schema"),
            "kafka", Set.of("wire", "config", "core", "schema"),
            "wire", Set.of("config", "core", "schema"),
            "config", Set.of("core"),
            "core", Set.of("schema"));

    /** The core's packages; each may use those after it. */
    private static final List<String> CORE = List.of(
            "engine",
            "profile",
            "audience",
            "recommendation",
            "intent",
            "model",
            "feature",
            "state",
            "condition",
            "session",
            "event",
            "avro",
            "text");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_USES_ONLY_THE_RINGS_BELOW_IT =
            classes().should(dependOnlyOnAllowedRings()).as("Every package should use only the rings below its own");

    @ArchTest
    static final ArchRule THE_CORE_HAS_LAYERS =
            classes().that().resideInAPackage(ROOT + "core..").should(dependOnlyOnLaterLayersOfTheCore());

    @ArchTest
    static final ArchRule THE_CORE_HAS_NO_CYCLES =
            SlicesRuleDefinition.slices().matching(ROOT + "core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_STREAM_HAS_NO_CYCLES = SlicesRuleDefinition.slices()
            .matching(ROOT + "stream.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_STREAMS_ROOT_USES_ITS_PARTS_AND_NONE_USES_THE_ROOT = noClasses()
            .that()
            .resideInAPackage(ROOT + "stream.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "stream");

    @ArchTest
    static final ArchRule THE_CORE_IS_FREE_OF_KAFKA = noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule WORK_ON_FILES_NEEDS_NO_KAFKA = noClasses()
            .that()
            .resideInAPackage(ROOT + "offline..")
            .and()
            .resideOutsideOfPackage(ROOT + "offline.replay.topic..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    /** Kafka Streams makes its own clients. */
    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_CREATES_KAFKA_CLIENTS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "kafka..")
            .should()
            .callCodeUnitWhere(target(owner(assignableTo(Consumer.class)
                            .or(assignableTo(Producer.class))
                            .or(assignableTo(Admin.class))))
                    .and(target(nameMatching("<init>|create"))))
            .as("Only kafka should create consumers, producers and admin clients");

    @ArchTest
    static final ArchRule ONLY_THE_STREAM_KNOWS_KAFKA_STREAMS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "stream..", ROOT + "config..", ROOT + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule THE_CORE_READS_NO_CLOCK_AND_NO_RANDOM_SOURCE = noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .and()
            .resideOutsideOfPackage(ROOT + "core.model..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(java.util.Random.class, java.util.UUID.class);

    private static ArchCondition<JavaClass> dependOnlyOnAllowedRings() {
        return new ArchCondition<>("depend only on its own ring and those below") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String home = packageOf(type);
                if (!PACKAGES.contains(home)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in package " + home + ", which no rule places in a ring"));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (dependency.getTargetClass().getPackageName().startsWith(ROOT)) {
                        String ring = ringOf(packageOf(dependency.getTargetClass()));
                        if (!ring.equals(ringOf(home))
                                && !RINGS.getOrDefault(ringOf(home), Set.of()).contains(ring)) {
                            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                        }
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> dependOnlyOnLaterLayersOfTheCore() {
        return new ArchCondition<>("depend only on layers of the core after its own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = layerOf(type);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (target.getPackageName().startsWith(ROOT + "core.") && layerOf(target) < own) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    private static String ringOf(String packageName) {
        return packageName.split("\\.")[0];
    }

    private static int layerOf(JavaClass type) {
        String layer = packageOf(type).split("\\.")[1];
        int index = CORE.indexOf(layer);
        if (index < 0) {
            throw new AssertionError(
                    "core." + layer + " is not listed; the layers are " + Arrays.toString(CORE.toArray()));
        }
        return index;
    }
}
