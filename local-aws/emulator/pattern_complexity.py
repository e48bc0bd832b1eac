"""Computes the complexity of an event pattern. EventBridge refuses patterns above its limit, but the emulator has no limit.

It builds the state machine of Event Ruler 1.8.1, as `aws-semantics/event-pattern` does. A test compares the results of
both.

https://github.com/aws/event-ruler
"""

import json

from pattern_texts import ASTERISK, TextMachine

# Counting beyond this number takes exponential time
CAP = 16


def complexity_of(pattern) -> int:
    """Maximum number of wildcard prefixes that one value of a field can match at the same time. 16 means 16 or more."""
    start = _Fields()
    for alternative in _alternatives(pattern):
        # Java sorts strings by their UTF-16 code units
        start.add(sorted(alternative.items(), key=lambda field: field[0].encode("utf-16-be")))
    return _Count().of_fields(start)


def _alternatives(fields, path=(), known=({},)):
    """Expands `$or`: returns alternatives as lists by path. If a field occurs twice, the second replaces the first."""
    for key, value in fields.items():
        inner = (*path, key)
        if key == "$or":
            known = [one for member in value for one in _alternatives(member, path, known)]
        elif isinstance(value, list):
            known = [{**one, ".".join(inner): value} for one in known]
        else:
            known = _alternatives(value, inner, known)
    return known


def _single_patterns(matcher):
    """Strings and wildcards that a value or matcher adds, with a key. Equivalent values have the same key."""
    if isinstance(matcher, (int, float)) and not isinstance(matcher, bool):
        # Event Ruler matches a number as a number and as a string
        return [_single("numeric", ["=", matcher]), _single("value", [matcher])]
    if not isinstance(matcher, dict):
        return [_single("value", [matcher])]
    patterns = []
    for operator, operand in matcher.items():
        if isinstance(operand, dict):
            inner, operand = next(iter(operand.items()))
            operator = f"{operator} {inner}"
        patterns.append(_single(operator, operand if isinstance(operand, list) else [operand]))
    return patterns


def _single(operator, values):
    # The limits of a numeric range are ordered. All other lists are sets
    if operator != "numeric":
        values = list({json.dumps(value): value for value in values}.values())
    wildcards = values if operator in ("wildcard", "anything-but wildcard") else []
    in_order = values if operator == "numeric" else sorted(values, key=json.dumps)
    key = json.dumps([operator, *in_order])
    texts = [value for value in values if isinstance(value, str)]
    return _Pattern(key, operator, texts, _in_hash_order([f'"{text}"' for text in wildcards]))


class _Pattern:
    """The key and the values that Event Ruler adds for a value or matcher. Equivalent matchers have equal keys."""

    def __init__(self, key, operator, texts, wildcards):
        self.key, self.wildcards = key, wildcards
        self.text = f'"{texts[0]}"' if operator == "value" and texts else None
        if operator == "anything-but":
            self.beginnings = [f'"{text}"' for text in texts]
        else:
            self.beginnings = [f'"{text}' for text in texts if operator.split(" ")[-1] == "prefix"]


def _in_hash_order(texts):
    """Strings in the order of Java's HashSet. The order decides which states they share."""
    buckets = 16
    while len(texts) > buckets * 0.75:
        buckets *= 2

    def bucket_of(text):
        units = text.encode("utf-16-be")
        value = 0
        for high, low in zip(units[::2], units[1::2]):
            value = (value * 31 + (high << 8 | low)) & 0xFFFFFFFF
        return (value ^ value >> 16) & (buckets - 1)

    return sorted(texts, key=bucket_of)


class _Fields:
    """The fields that follow a match, by path, and the step that follows if a field is absent."""

    def __init__(self):
        self.machines, self.absent = {}, {}

    def add(self, fields):
        if not fields:
            return
        (path, matchers), *others = fields
        following, candidate = {}, None
        for pattern in (pattern for matcher in matchers for pattern in _single_patterns(matcher)):
            candidate = self._add_pattern(path, pattern, candidate or _Fields())
            following[candidate] = None
        for each in following:
            each.add(others)

    def _add_pattern(self, path, pattern, candidate):
        if pattern.key == _ABSENCE:
            return self.absent.setdefault(path, candidate)
        return self.machines.setdefault(path, _Machine()).add(pattern, candidate)


_ABSENCE = _single("exists", [False]).key


class _Step:
    """A transition of a state: to another state, to the end of a pattern and its next fields, or to both."""

    def __init__(self, state=None, key=None, following=None):
        self.state, self.key, self.following = state, key, following


class _State(_Step):
    """A state of a machine that reads a value byte by byte. If an asterisk follows a state, every byte leads to the asterisk."""

    def __init__(self, is_after_asterisk, is_asterisk=False):
        super().__init__(self)
        self.is_after_asterisk, self.is_asterisk = is_after_asterisk, is_asterisk
        self.asterisk, self.by_byte = None, {}

    def on(self, byte):
        return list(self.by_byte.get(byte, ()))

    def add_step(self, byte, step):
        self.by_byte.setdefault(byte, {})[step] = None

    def steps(self):
        steps = dict.fromkeys([self.asterisk] if self.asterisk else [])
        for each in self.by_byte.values():
            steps.update(each)
        return steps


class _Machine:
    """The patterns of one field. As in Event Ruler, wildcards share the states of their common prefix."""

    def __init__(self):
        self.start, self.after_others = _State(False), {}
        self._others, self._ends, self._texts = {}, {}, TextMachine()

    def add(self, pattern, candidate):
        """Returns the existing continuation of a pattern. If there is none, adds and returns the candidate."""
        for wildcard in pattern.wildcards:
            self._texts.add_other(_symbols(wildcard))
            candidate = self._add_wildcard(pattern.key, wildcard, candidate)
        if pattern.wildcards:
            return candidate
        if pattern.text is not None:
            following = self._texts.add_text(pattern.text, candidate)
        else:
            for beginning in pattern.beginnings:
                self._texts.add_other(list(beginning.encode()))
            following = self._others.setdefault(pattern.key, candidate)
        self.after_others[following] = None
        return following

    def _add_wildcard(self, key, wildcard, candidate):
        """Returns the existing continuation of a wildcard of the same pattern. If there is none, adds and returns the candidate."""
        symbols = _symbols(wildcard)
        state, before = self.start, None
        for i, symbol in enumerate(symbols[:-1]):
            following = _shared(state, symbols, i) or _made(state, before, symbols, i)
            before = state if symbol == ASTERISK else None
            state = following
        byte = symbols[-1]
        for step in state.on(byte):
            if step.key == key:
                return step.following
        end = self._ends.setdefault((key, candidate), _Step(key=key, following=candidate))
        state.add_step(byte, end)
        if before:
            before.add_step(byte, end)
        return candidate


def _symbols(wildcard):
    """The bytes of a wildcard. An asterisk has its own number. A backslash escapes the next character."""
    symbols, is_escaped = [], False
    for byte in wildcard.encode():
        if byte == ord("\\") and not is_escaped:
            is_escaped = True
            continue
        symbols.append(ASTERISK if byte == ord("*") and not is_escaped else byte)
        is_escaped = False
    return symbols


def _is_cased_letter(symbols, i):
    """Whether Event Ruler treats a character as a letter with case. It reads only three bytes, so a character of four bytes is not a letter."""
    byte = symbols[i]
    length = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3
    letter = bytes(symbol for symbol in symbols[i : i + length] if symbol != ASTERISK).decode(errors="replace")
    return letter.lower() != letter.upper()


def _shared(state, symbols, i):
    symbol = symbols[i]
    if symbol == ASTERISK:
        return state.asterisk
    states = [step.state for step in state.on(symbol) if step.state]
    for each in states:
        if not each.is_after_asterisk:
            return each
    is_continuation = 0x80 <= symbol < 0xC0
    is_separate = not is_continuation and (state.asterisk is not None or _is_cased_letter(symbols, i))
    return states[0] if states and not is_separate else None


def _made(state, before, symbols, i):
    symbol = symbols[i]
    if symbol == ASTERISK:
        state.asterisk = _State(True, True)
        return state.asterisk
    made = _State(state.is_after_asterisk)
    known = state.on(symbol)
    if len(known) == 1 and not known[0].state:
        # The end of a pattern can also be a prefix of a longer pattern
        del state.by_byte[symbol][known[0]]
        state.add_step(symbol, _Step(made, known[0].key, known[0].following))
    else:
        state.add_step(symbol, made)
        if before:
            before.add_step(symbol, made)
    return made


class _Count:
    def __init__(self):
        self._known, self._reachable = {}, {}

    def of_fields(self, fields):
        if fields not in self._known:
            machines = fields.machines.values()
            following = dict.fromkeys(each for machine in machines for each in _following(machine))
            self._known[fields] = max(
                [0, *(self._of_states(machine.start) for machine in machines), *map(self.of_fields, following)]
            )
        return self._known[fields]

    def _of_states(self, start):
        """Maximum number of patterns that can be partly matched at the same time. The states that a value reaches are one set."""
        seen, highest, waiting = set(), 0, _steps_from([start])
        while waiting and highest < CAP:
            steps = waiting.pop()
            if steps not in seen:
                seen.add(steps)
                highest = max(highest, self._under_way(steps))
                waiting += _steps_from([step.state for step in steps if step.state])
        return min(highest, CAP)

    def _under_way(self, steps):
        """Number of partly matched patterns. The state of a following asterisk also counts, because an asterisk can match nothing."""
        count = 0
        for step in steps:
            count += len(self._patterns_from(step))
            asterisk = step.state.asterisk if step.state else None
            if asterisk and asterisk not in steps:
                count += len(self._patterns_from(asterisk))
        return count

    def _patterns_from(self, step):
        if step not in self._reachable:
            patterns = {step.key} - {None}
            for following in step.state.steps() if step.state else ():
                patterns |= self._patterns_from(following)
            self._reachable[step] = patterns
        return self._reachable[step]


def _steps_from(states):
    """The states after each byte: one set for each byte of a transition, and one set for all other bytes."""
    always = {state.asterisk for state in states if state.asterisk} | {state for state in states if state.is_asterisk}
    named = {byte for state in states for byte in state.by_byte}
    sets = [frozenset(always.union(*(state.on(byte) for state in states))) for byte in named]
    return [frozenset(always), *sets] if always else sets


def _following(machine):
    """The fields that follow any pattern of a field."""
    following, waiting, seen = dict.fromkeys(machine.after_others), list(machine.start.steps()), set()
    while waiting:
        step = waiting.pop()
        if step in seen:
            continue
        seen.add(step)
        if step.following:
            following[step.following] = None
        if step.state:
            waiting += step.state.steps()
    return following
