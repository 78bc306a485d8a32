package io.intentstream.cli.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The permissions that docs/security.md lists, read from its commands. */
final class GrantsOfTheDocument {
    private static final Path DOCUMENT = Path.of("..", "docs", "security.md");
    private static final Pattern PRINCIPAL = Pattern.compile("--allow-principal (\\S+)");
    private static final Pattern OPERATION = Pattern.compile("--operation (\\S+)");
    private static final Pattern RESOURCE = Pattern.compile("--(topic|group|transactional-id) (\\S+)");
    private static final Map<String, ResourceType> TYPES = Map.of(
            "topic", ResourceType.TOPIC,
            "group", ResourceType.GROUP,
            "transactional-id", ResourceType.TRANSACTIONAL_ID);
    private static final Map<String, AclOperation> OPERATIONS = Map.of(
            "READ", AclOperation.READ,
            "WRITE", AclOperation.WRITE,
            "CREATE", AclOperation.CREATE,
            "DELETE", AclOperation.DELETE,
            "DESCRIBE", AclOperation.DESCRIBE,
            "DESCRIBECONFIGS", AclOperation.DESCRIBE_CONFIGS);

    private GrantsOfTheDocument() {}

    static List<AclBinding> all() throws IOException {
        List<AclBinding> grants = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("kafka-acls.sh")) {
                addGrants(line, grants);
            }
        }
        return grants;
    }

    private static void addGrants(String line, List<AclBinding> grants) {
        Matcher resource = found(RESOURCE, line);
        PatternType pattern =
                line.contains("--resource-pattern-type prefixed") ? PatternType.PREFIXED : PatternType.LITERAL;
        ResourcePattern target = new ResourcePattern(TYPES.get(resource.group(1)), resource.group(2), pattern);
        String principal = found(PRINCIPAL, line).group(1);
        Matcher operation = OPERATION.matcher(line);
        while (operation.find()) {
            AclOperation granted = OPERATIONS.get(operation.group(1).toUpperCase(Locale.ROOT));
            grants.add(
                    new AclBinding(target, new AccessControlEntry(principal, "*", granted, AclPermissionType.ALLOW)));
        }
    }

    private static Matcher found(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + line);
        }
        return matcher;
    }
}
