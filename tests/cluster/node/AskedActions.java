import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opensearch.OpenSearchSecurityException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.tasks.Task;

/**
 * Writes the name of each action that a node was asked for, with its indices, into {@code logs/actions}, once, and refuses
 * those whose names are lines of {@code config/refused}.
 *
 * <p>The names are those by which rights are given, so tests can hold what was asked for against the rights that the
 * documentation lists. A refusal has the status and the type that the security plugin gives it.
 */
public final class AskedActions extends Plugin implements ActionPlugin, ActionFilter {
    private final Path written;
    private final Path refused;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public AskedActions(Settings settings) {
        Path home = Path.of(settings.get("path.home"));
        written = home.resolve("logs").resolve("actions");
        refused = home.resolve("config").resolve("refused");
    }

    @Override
    public List<ActionFilter> getActionFilters() {
        return List.of(this);
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public <Q extends ActionRequest, A extends ActionResponse> void apply(
            Task task,
            String action,
            Q request,
            ActionRequestMetadata<Q, A> about,
            ActionListener<A> listener,
            ActionFilterChain<Q, A> chain) {
        try {
            String asked = action + " " + indicesOf(request) + "\n";
            if (!Files.exists(written)) {
                known.clear(); // a test has removed the file to begin anew
            }
            if (known.add(asked)) {
                Files.writeString(written, asked, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            if (Files.exists(refused) && Files.readAllLines(refused).contains(action)) {
                String said = "no permissions for [" + action + "]";
                listener.onFailure(new OpenSearchSecurityException(said, RestStatus.FORBIDDEN));
                return;
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        chain.proceed(task, action, request, listener);
    }

    /** Returns the indices that a request names, with commas between; a star for all, and nothing for none. */
    private static String indicesOf(ActionRequest request) {
        if (!(request instanceof IndicesRequest named)) {
            return "";
        }
        String[] indices = named.indices();
        return indices == null || indices.length == 0 ? "*" : String.join(",", indices);
    }
}
