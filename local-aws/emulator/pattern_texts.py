"""The exact strings of one field, as Event Ruler 1.8.1 stores them. They show whether it finds a string again.

Event Ruler stores the rest of an exact string as a shortcut. It does not find a shortcut next to an asterisk that was
added later, and then adds the string a second time. `aws-semantics/event-pattern/text-machine.ts` does the same.

https://github.com/aws/event-ruler
"""

ASTERISK = -1


class _State:
    """A state after a common prefix of values."""

    def __init__(self):
        self.states, self.shortcuts, self.ends, self.is_before_asterisk = {}, {}, set(), False

    def state_on(self, byte):
        return self.states.setdefault(byte, _State())


class TextMachine:
    def __init__(self):
        self._start, self._whole = _State(), {}

    def add_text(self, text, candidate):
        """Returns the existing continuation of an exact string in quotation marks. If there is none, adds and returns the candidate."""
        symbols = text.encode()
        if symbols in self._whole:
            return self._whole[symbols]
        state, i = self._follow(symbols, symbols)
        if not state.is_before_asterisk and symbols[i] in state.shortcuts:
            return state.shortcuts[symbols[i]][1]
        if i < len(symbols) - 1 and not state.is_before_asterisk:
            state.shortcuts[symbols[i]] = symbols, candidate
        else:
            self._whole[symbols] = candidate
            _store(state, symbols[i:], False)
        return candidate

    def add_other(self, symbols):
        """Adds the bytes of another pattern, which can contain asterisks."""
        has_asterisk = ASTERISK in symbols
        beginning = symbols[: symbols.index(ASTERISK)] if has_asterisk else symbols
        state, i = self._follow(beginning)
        last = _store(state, beginning[i:], has_asterisk)
        last.is_before_asterisk = last.is_before_asterisk or has_asterisk

    def _follow(self, symbols, text=None):
        """Follows the states as far as they exist, and splits the shortcut of another string with the same prefix."""
        state, i = self._start, 0
        for i, byte in enumerate(symbols):
            known = state.shortcuts.get(byte)
            if known and not state.is_before_asterisk and known[0] != text:
                self._divide(state, known, symbols, i)
            if i == len(symbols) - 1 or (byte not in state.states and byte not in state.ends):
                break
            state = state.state_on(byte)
        return state, i

    def _divide(self, state, known, symbols, i):
        """Replaces the common prefix of a shortcut and other bytes with states."""
        text, following = known
        del state.shortcuts[text[i]]
        while i < len(text) - 1 and i < len(symbols) and text[i] == symbols[i]:
            state = state.state_on(text[i])
            i += 1
        if i < len(text) - 1:
            state.shortcuts[text[i]] = known
        else:
            state.ends.add(text[i])
            self._whole[text] = following


def _store(state, symbols, is_continued):
    """Adds a state after each byte. Adds a state after the last byte only if more bytes follow. Returns the last state."""
    for byte in symbols if is_continued else symbols[:-1]:
        state = state.state_on(byte)
    if not is_continued:
        state.ends.add(symbols[-1])
    return state
