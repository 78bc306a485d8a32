package io.intentstream.core.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.parser.CelUnparserFactory;
import java.util.List;

/**
 * Makes conditions of texts in CEL. CEL's compiler reads them and checks their types; the checked tree becomes our own
 * evaluator. Immutable.
 */
public final class ConditionCompiler {
    /** Longest text of a condition, in letters. */
    public static final int MAX_LENGTH = 2_000;

    /** Most comparisons in a condition; a question such as {@code session.active} or {@code tag("x")} counts as one. */
    public static final int MAX_COMPARISONS = 32;

    private final ConditionNames names;

    /** A compiler of conditions that may ask for these tags and audiences. */
    public ConditionCompiler(ConditionNames names) {
        this.names = names;
    }

    /**
     * Makes a condition.
     *
     * @throws InvalidConditionException when the text is none, or time appears other than compared with a constant
     */
    public CompiledCondition compile(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidConditionException(
                    text,
                    List.of(new ConditionProblem(
                            MAX_LENGTH,
                            "the condition has " + text.length() + " letters; at most " + MAX_LENGTH
                                    + " are allowed. Split it: audience(\"…\") asks for another audience")));
        }
        CelAbstractSyntaxTree tree = ConditionSyntax.check(text);
        TreeCompiler compiler = new TreeCompiler(text, tree, names);
        TruthTerm term = compiler.compile();
        return new CompiledCondition(
                text, CelUnparserFactory.newUnparser().unparse(tree), term, compiler.readings(), compiler.audiences());
    }
}
