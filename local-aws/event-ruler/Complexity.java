import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.File;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/**
 * Computes the complexity of event patterns with Event Ruler, the matcher of EventBridge.
 *
 * usage: java -cp <jars> Complexity.java <input file> <output file>
 *
 * The input is {"patterns": [pattern], "most": number}. The output is a list with one number for each pattern.
 */
public class Complexity {
  public static void main(String[] args) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode input = mapper.readTree(new File(args[0]));
    MachineComplexityEvaluator evaluator = new MachineComplexityEvaluator(input.get("most").asInt());
    ArrayNode complexities = mapper.createArrayNode();
    for (JsonNode pattern : input.get("patterns")) {
      Machine machine = new Machine();
      machine.addRule("rule", pattern.asText());
      complexities.add(machine.evaluateComplexity(evaluator));
    }
    mapper.writeValue(new File(args[1]), complexities);
  }
}
