package io.intentstream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.intentstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DEPENDENCIES_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy("io.intentstream.cli..")
            .layer("metrics")
            .definedBy("io.intentstream.metrics..")
            .layer("api")
            .definedBy("io.intentstream.api..")
            .layer("json")
            .definedBy("io.intentstream.json..")
            .layer("topology")
            .definedBy("io.intentstream.topology..")
            .layer("control")
            .definedBy("io.intentstream.control..")
            .layer("backtest")
            .definedBy("io.intentstream.backtest..")
            .layer("replay")
            .definedBy("io.intentstream.replay..")
            .layer("evaluation")
            .definedBy("io.intentstream.evaluation..")
            .layer("training")
            .definedBy("io.intentstream.training..")
            .layer("embedded")
            .definedBy("io.intentstream.embedded..")
            .layer("engine")
            .definedBy("io.intentstream.engine..")
            .layer("profile")
            .definedBy("io.intentstream.profile..")
            .layer("intent")
            .definedBy("io.intentstream.intent..")
            .layer("metric")
            .definedBy("io.intentstream.metric..")
            .layer("model")
            .definedBy("io.intentstream.model..")
            .layer("feature")
            .definedBy("io.intentstream.feature..")
            .layer("state")
            .definedBy("io.intentstream.state..")
            .layer("event")
            .definedBy("io.intentstream.event..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("control")
            .mayOnlyBeAccessedByLayers("cli", "api", "json")
            .whereLayer("json")
            .mayOnlyBeAccessedByLayers("cli", "api")
            .whereLayer("topology")
            .mayOnlyBeAccessedByLayers("cli", "api", "metrics")
            .whereLayer("backtest")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("replay")
            .mayOnlyBeAccessedByLayers("cli", "backtest")
            .whereLayer("evaluation")
            .mayOnlyBeAccessedByLayers("cli", "backtest")
            .whereLayer("training")
            .mayOnlyBeAccessedByLayers("cli", "evaluation", "backtest")
            .whereLayer("metric")
            .mayOnlyBeAccessedByLayers("cli", "evaluation", "training", "backtest")
            .whereLayer("embedded")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("cli", "api", "json", "topology", "training", "replay", "backtest")
            .whereLayer("profile")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("intent")
            .mayOnlyBeAccessedByLayers("topology", "replay", "backtest", "engine", "profile")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers(
                    "cli",
                    "api",
                    "metrics",
                    "topology",
                    "evaluation",
                    "training",
                    "replay",
                    "backtest",
                    "engine",
                    "intent")
            .whereLayer("feature")
            .mayOnlyBeAccessedByLayers("api", "topology", "evaluation", "training", "backtest", "engine", "model")
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers(
                    "cli",
                    "json",
                    "topology",
                    "evaluation",
                    "training",
                    "replay",
                    "backtest",
                    "engine",
                    "profile",
                    "intent",
                    "feature");

    @ArchTest
    static final ArchRule THE_CORE_IS_FREE_OF_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.intentstream.engine..",
                    "io.intentstream.profile..",
                    "io.intentstream.intent..",
                    "io.intentstream.feature..",
                    "io.intentstream.model..",
                    "io.intentstream.state..",
                    "io.intentstream.event..",
                    "io.intentstream.avro..",
                    "io.intentstream.input..",
                    "io.intentstream.metric..",
                    "io.intentstream.training..",
                    "io.intentstream.evaluation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule A_REPLAY_FROM_FILES_NEEDS_NO_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.intentstream.replay", "io.intentstream.replay.compare", "io.intentstream.backtest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule ONLY_THE_TOPOLOGY_KNOWS_KAFKA_STREAMS = noClasses()
            .that()
            .resideOutsideOfPackages("io.intentstream.topology..", "io.intentstream.config..", "io.intentstream.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule THE_CORE_READS_NO_CLOCK_AND_NO_RANDOM_SOURCE = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.intentstream.engine..",
                    "io.intentstream.profile..",
                    "io.intentstream.intent..",
                    "io.intentstream.feature..",
                    "io.intentstream.state..",
                    "io.intentstream.event..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(java.util.Random.class, java.util.UUID.class);
}
