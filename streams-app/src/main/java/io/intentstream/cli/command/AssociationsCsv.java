package io.intentstream.cli.command;

import io.intentstream.core.recommendation.Association;
import java.util.List;

/** Association rules as comma-separated values (RFC 4180), the head first. Numbers are exact, shares are from 0 to 1. */
final class AssociationsCsv {
    private static final String HEAD =
            "level,basket,antecedent,antecedent2,consequent,baskets,users,support,confidence,"
                    + "lift,textbook_lift,g2";

    private AssociationsCsv() {}

    static String of(List<Association> rules) {
        StringBuilder csv = new StringBuilder(HEAD).append("\r\n");
        for (Association rule : rules) {
            List<String> antecedent = rule.antecedent();
            csv.append(rule.level()).append(',').append(rule.basket()).append(',');
            text(antecedent.get(0), csv);
            csv.append(',');
            if (antecedent.size() > 1) {
                text(antecedent.get(1), csv);
            }
            csv.append(',');
            text(rule.consequent(), csv);
            csv.append(',').append(rule.baskets()).append(',').append(rule.users());
            csv.append(',').append(rule.support()).append(',').append(rule.confidence());
            csv.append(',').append(rule.lift()).append(',').append(rule.textbookLift());
            csv.append(',').append(rule.significance()).append("\r\n");
        }
        return csv.toString();
    }

    /** An id comes from events, which anybody may send: a spreadsheet must not run it. */
    private static void text(String id, StringBuilder csv) {
        csv.append('"');
        if (!id.isEmpty() && "=+-@\t\r\n".indexOf(id.charAt(0)) >= 0) {
            csv.append('\'');
        }
        csv.append(id.replace("\"", "\"\"")).append('"');
    }
}
