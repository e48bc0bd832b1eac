import java.util.Collection;
import java.util.List;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * Runs an OpenSearch node that only this machine can reach, without security and without installed plugins.
 *
 * usage: java -cp <jars> Serve.java <folder> <port>
 */
public class Serve {
  /** A node whose plugins are on the class path. */
  private static final class LocalNode extends Node {
    LocalNode(Environment environment, Collection<Class<? extends Plugin>> plugins) {
      super(environment, plugins, false);
    }
  }

  public static void main(String[] args) throws Exception {
    Settings settings =
        Settings.builder()
            .put("path.home", args[0])
            .put("http.port", args[1])
            .put("network.host", "127.0.0.1")
            .put("transport.port", "0")
            .put("discovery.type", "single-node")
            .put("cluster.name", "trailkeeper")
            .put("node.name", "local")
            // Tests also run on a disk that is nearly full
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    Node node = new LocalNode(new Environment(settings, null), List.of(Netty4Plugin.class));
    node.start();
    Thread.currentThread().join();
  }
}
