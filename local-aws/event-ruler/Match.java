import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.File;
import java.util.Map;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Finds the event patterns that match each event, with Event Ruler, the matcher of EventBridge.
 *
 * usage: java -cp <jars> Match.java <input file> <output file>
 *
 * The input is {"patterns": {name: pattern}, "events": [event]}. The output is a list of names for each event: [[name]].
 */
public class Match {
  public static void main(String[] args) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode input = mapper.readTree(new File(args[0]));
    Machine machine = new Machine();
    for (Map.Entry<String, JsonNode> entry : input.get("patterns").properties()) {
      String pattern = entry.getValue().asText();
      String problem = JsonRuleCompiler.check(pattern);
      if (problem != null) throw new IllegalArgumentException(entry.getKey() + ": " + problem);
      machine.addRule(entry.getKey(), pattern);
    }

    ArrayNode matches = mapper.createArrayNode();
    for (JsonNode event : input.get("events")) {
      ArrayNode names = matches.addArray();
      machine.rulesForJSONEvent(mapper.writeValueAsString(event)).forEach(names::add);
    }
    mapper.writeValue(new File(args[1]), matches);
  }
}
