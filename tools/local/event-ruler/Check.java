import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.File;
import software.amazon.event.ruler.JsonRuleCompiler;

/**
 * Asks Event Ruler, the matcher of EventBridge, which event patterns it does not understand, and why.
 *
 * usage: java -cp <jars> Check.java <input file> <output file>
 *
 * The input has {"patterns": [pattern]}, the output a problem or null for each pattern.
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
