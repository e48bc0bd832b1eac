import { readDelimitedPattern } from "../../../../detections/filter-pattern/delimited-pattern";
import { compileDelimitedPattern } from "../../../../detections/filter-pattern/delimited-predicate";
import { Reader } from "../../../../detections/filter-pattern/reader";

const matches = (text: string, line: string) => compileDelimitedPattern(readDelimitedPattern(new Reader(text)))(line);

const access = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
const words = "ip, user, username, timestamp, request";

describe("a space-delimited pattern", () => {
  test.each<[string, string, boolean]>([
    // The user guide's
    [`[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]`, access, true],
    ["[..., request =*.html*, status_code = 4*, bytes]", access, true],
    [`[${words} =*.html*, status_code = 404 || status_code = 410, bytes]`, access, true],
    [`[${words} =*.html*, status_code = 403 || status_code = 410, bytes]`, access, false],
    [`[${words}, status_code, bytes > 1000]`, access, true],
    [`[${words}, status_code, bytes > 1534]`, access, false],
    [`[${words}, status_code = 4* && bytes = 1534]`.replace("bytes = 1534", "status_code != 403, b"), access, true],
    ["[w1=ERROR, w2]", "ERROR 09/25/2014 12:00:02 Failed to process request", true],
    ["[w1=ERROR, w2]", "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200", false],
    ["[w1=ERROR || w1=WARNING, w2]", "WARNING 09/25/2014 12:00:02 Invalid user request", true],
    ["[w1!=ERROR && w1!=WARNING, w2]", "WARNING 09/25/2014 12:00:02 Invalid user request", false],
    ["[w1!=ERROR && w1!=WARNING, w2]", "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200", true],
    [
      "[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]",
      "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200",
      true,
    ],
    [
      "[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]",
      "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310",
      false,
    ],
    [
      "[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]",
      "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310",
      true,
    ],
    // How many fields
    ["[]", "", true],
    ["[]", "a b c", true],
    ["[...]", "", true],
    ["[...]", "a b c", true],
    ["[a]", "", false],
    ["[a]", "x", true],
    ["[a]", "x y", true],
    ["[a, b]", "x", false],
    ["[a, b]", "x y", true],
    ["[a, b]", "x y z", true],
    ["[a, ]", "x", false],
    ["[a, ]", "x y", true],
    // The last one takes the rest
    ["[a = x]", "x", true],
    ["[a = x]", "x y", false],
    ['[a = "x y"]', "x y", true],
    ['[a = "x y"]', " x y ", true],
    ['[a, b = "y  z"]', "x y  z", true],
    ['[a, b = "y z"]', 'x "y z"', true],
    ['[a, b = "y z"]', 'x "y z" w', false],
    ['[a, b = "[y z] w"]', "x [y z] w", true],
    ["[a, b = 1]", "x 1", true],
    ["[a, b = 1]", "x 1 2", false],
    ["[a, b > 1000]", "x 1534 extra", false],
    ["[a, b = %extra$%]", "x 1534 extra", true],
    // The ellipsis
    ["[a = x, ...]", "x", true],
    ["[a = x, ...]", "x y z", true],
    ["[a = x, ...]", "y x", false],
    ["[..., a = x]", "x", true],
    ["[..., a = x]", "y z x", true],
    ["[..., a = x]", "x y", false],
    ["[..., a = x, b]", "y x z", true],
    ["[..., a = x, b]", "x", false],
    ["[a = x, ..., b = y]", "x y", true],
    ["[a = x, ..., b = y]", "x 1 2 y", true],
    ["[a = x, ..., b = x]", "x", false],
    ["[a, ..., b]", "x", false],
    ["[a = x, ..., b = y]", "x y z", false],
    ["[a, b = y, ..., c = z]", "x y z", true],
    ["[a, b = y, ..., c = y]", "x y", false],
    // Fields in brackets and quotes
    ['[a = "x y", b]', "[x y] z", true],
    ['[a = "x y", b]', '"x y" z', true],
    ['[a = "\\"x", b]', '"x y', true],
    ["[a, b]", "x\ty", true],
    ["[a = *, b = *]", '"" []', true],
    // Both words and numbers
    ["[a = 4*, b]", "404 x", true],
    ["[a = 404, b]", "404.0 x", true],
    ['[a = "404", b]', "404.0 x", false],
    ["[a != 404, b]", "x y", true],
    ["[a < 5, b]", "- y", false],
    ["[a >= 5 && a <= 7 || a = 9, b]", "6 y", true],
    ["[a >= 5 && a <= 7 || a = 9, b]", "8 y", false],
    ["[a >= 5 && (a <= 7 || a = 9), b]", "9 y", true],
  ])("%s for %j is %p", (text, line, isMatch) => {
    expect(matches(text, line)).toBe(isMatch);
  });
});
