package io.intentstream.core.condition;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import java.util.ArrayList;
import java.util.List;

/** The names and types of the language, for CEL's compiler. Loading this class takes some tenths of a second. */
final class ConditionSyntax {
    private static final String SOURCE = "condition";

    /** Deepest nesting of parentheses and operators. */
    static final int MAX_DEPTH = 48;

    /** Names of all variables and functions. */
    static final List<String> NAMES;

    private static final CelCompiler COMPILER;

    static {
        List<String> names = new ArrayList<>();
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .maxParseRecursionDepth(MAX_DEPTH)
                        .maxExpressionCodePointSize(ConditionCompiler.MAX_LENGTH)
                        .build())
                .setStandardMacros(List.of())
                .setResultType(SimpleType.BOOL);
        variables(builder, names);
        functions(builder, names);
        NAMES = List.copyOf(names);
        COMPILER = builder.build();
    }

    private ConditionSyntax() {}

    /** @throws InvalidConditionException when the text has faults of syntax, names or types */
    static CelAbstractSyntaxTree check(String text) {
        CelValidationResult result = COMPILER.compile(text, SOURCE);
        if (result.hasError()) {
            throw new InvalidConditionException(text, new SyntaxProblems(text).of(result.getErrors()));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void variables(CelCompilerBuilder builder, List<String> names) {
        for (Variable.Numeric each : Variable.Numeric.values()) {
            variable(builder, names, each, each.isWhole() ? SimpleType.INT : SimpleType.DOUBLE);
        }
        for (Variable.Moment each : Variable.Moment.values()) {
            variable(builder, names, each, SimpleType.TIMESTAMP);
        }
        for (Variable.Length each : Variable.Length.values()) {
            variable(builder, names, each, SimpleType.DURATION);
        }
        for (Variable.Text each : Variable.Text.values()) {
            variable(builder, names, each, SimpleType.STRING);
        }
        for (Variable.Flag each : Variable.Flag.values()) {
            variable(builder, names, each, SimpleType.BOOL);
        }
    }

    private static void variable(CelCompilerBuilder builder, List<String> names, Variable variable, CelType type) {
        builder.addVar(variable.cel(), type);
        names.add(variable.cel());
    }

    private static void functions(CelCompilerBuilder builder, List<String> names) {
        for (Variable.Keyed each : Variable.Keyed.values()) {
            CelType type = each.isWhole() ? SimpleType.INT : SimpleType.DOUBLE;
            function(builder, names, each.cel(), newGlobalOverload(each.name(), type, SimpleType.STRING));
        }
        function(
                builder,
                names,
                Function.COUNT,
                newGlobalOverload("COUNT", SimpleType.INT, SimpleType.STRING),
                newGlobalOverload("COUNT_IN", SimpleType.INT, SimpleType.STRING, SimpleType.DURATION));
        function(builder, names, Function.SINCE, newGlobalOverload("SINCE", SimpleType.DURATION, SimpleType.TIMESTAMP));
        function(
                builder,
                names,
                Function.MISSING,
                newGlobalOverload("MISSING", SimpleType.BOOL, TypeParamType.create("T")));
        function(builder, names, Function.TAG, newGlobalOverload("TAG", SimpleType.BOOL, SimpleType.STRING));
        function(builder, names, Function.AUDIENCE, newGlobalOverload("AUDIENCE", SimpleType.BOOL, SimpleType.STRING));
        for (String operator : List.of("_==_", "_!=_")) {
            builder.addFunctionDeclarations(newFunctionDeclaration(
                    operator,
                    newGlobalOverload(operator + "INT_DOUBLE", SimpleType.BOOL, SimpleType.INT, SimpleType.DOUBLE),
                    newGlobalOverload(operator + "DOUBLE_INT", SimpleType.BOOL, SimpleType.DOUBLE, SimpleType.INT)));
        }
        names.add(Function.DURATION);
        names.add(Function.TIMESTAMP);
    }

    private static void function(
            CelCompilerBuilder builder, List<String> names, String name, CelOverloadDecl... overloads) {
        CelFunctionDecl function = newFunctionDeclaration(name, overloads);
        builder.addFunctionDeclarations(function);
        names.add(name);
    }

    /** Names of functions that are no {@link Variable}. */
    static final class Function {
        static final String COUNT = "count";
        static final String SINCE = "since";
        static final String MISSING = "missing";
        static final String TAG = "tag";
        static final String AUDIENCE = "audience";
        static final String DURATION = "duration";
        static final String TIMESTAMP = "timestamp";

        private Function() {}
    }
}
