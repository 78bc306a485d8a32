package io.intentstream.cli.security;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's authorizer, which records what it has allowed to whom. The broker creates it by its class name. */
public final class RecordingAuthorizer extends StandardAuthorizer {
    private static final Set<GrantUse> USES = ConcurrentHashMap.newKeySet();

    private record GrantUse(String principal, AclOperation operation, ResourceType type, String name) {
        private boolean needs(AclBinding grant) {
            String granted = grant.pattern().name();
            return grant.entry().principal().equals(principal)
                    && grant.entry().operation() == operation
                    && grant.pattern().resourceType() == type
                    && (grant.pattern().patternType() == PatternType.PREFIXED
                            ? name.startsWith(granted)
                            : name.equals(granted));
        }
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext request, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(request, actions);
        for (int i = 0; i < actions.size(); i++) {
            if (results.get(i) == AuthorizationResult.ALLOWED) {
                Action action = actions.get(i);
                USES.add(new GrantUse(
                        request.principal().toString(),
                        action.operation(),
                        action.resourcePattern().resourceType(),
                        action.resourcePattern().name()));
            }
        }
        return results;
    }

    /** Whether anyone has used this grant. */
    static boolean hasSeenUseOf(AclBinding grant) {
        return USES.stream().anyMatch(use -> use.needs(grant));
    }
}
