import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.File;
import software.amazon.event.ruler.JsonRuleCompiler;

/**
 * Finds event patterns that Event Ruler, the matcher of EventBridge, cannot parse, and the reasons.
 *
 * usage: java -cp <jars> Check.java <input file> <output file>
 *
 * The input is {"patterns": [pattern]}. The output is a list with a problem or null for each pattern.
 */
public class Check {
  public static void main(String[] args) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode problems = mapper.createArrayNode();
    for (JsonNode pattern : mapper.readTree(new File(args[0])).get("patterns")) {
      problems.add(JsonRuleCompiler.check(pattern.asText()));
    }
    mapper.writeValue(new File(args[1]), problems);
  }
}
