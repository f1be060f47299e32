import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * Runs one OpenSearch node for tests: {@code SearchNode HOME OWNER}.
 *
 * <p>HOME is a folder with {@code config/opensearch.yml} in it; all that the node writes goes below it. OWNER is the
 * number of a process: when it is gone, however it ended, the node ends too. Else a test run that is killed would leave
 * nodes behind.
 */
public final class SearchNode extends Node {
    private static final List<Class<? extends Plugin>> MODULES = List.of(
            Netty4ModulePlugin.class,
            CommonAnalysisModulePlugin.class,
            PainlessModulePlugin.class,
            ReindexModulePlugin.class,
            AskedActions.class);

    private SearchNode(Path home) {
        super(
                InternalSettingsPreparer.prepareEnvironment(
                        Settings.EMPTY,
                        Map.of("path.home", home.toString()),
                        home.resolve("config"),
                        () -> home.getFileName().toString()),
                MODULES.stream().map(SearchNode::described).toList(),
                true);
    }

    /** Returns what OpenSearch wants to know of a module that is on the class path and not in a folder. */
    private static PluginInfo described(Class<? extends Plugin> module) {
        String name = module.getName();
        String java = System.getProperty("java.specification.version");
        return new PluginInfo(name, name, Version.CURRENT.toString(), Version.CURRENT, java, name, null, List.of(), false);
    }

    private static Stream<Path> foldersOf(Path home) {
        return Stream.of("data", "logs", "modules", "plugins").map(home::resolve);
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        ProcessHandle owner = ProcessHandle.of(Long.parseLong(arguments[1]))
                .orElseThrow(() -> new IllegalStateException("the process that wants the node is gone"));
        for (Path folder : foldersOf(home).toList()) {
            folder.toFile().mkdirs();
        }
        CountDownLatch closed = new CountDownLatch(1);
        SearchNode node = new SearchNode(home);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, closed), "close"));
        owner.onExit().thenRun(() -> System.exit(0));
        node.start();
        closed.await();
    }

    private static void close(Node node, CountDownLatch closed) {
        try {
            node.close();
            node.awaitClose(10, TimeUnit.SECONDS);
        } catch (Exception fault) {
            fault.printStackTrace();
        } finally {
            closed.countDown();
        }
    }
}
