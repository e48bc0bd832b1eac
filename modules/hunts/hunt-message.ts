/** Texts about a hunt in a message. */
export interface HuntText {
  readonly name: string;
  readonly severity: "page" | "notify";

  /** What the hunt finds. */
  readonly description: string;

  /** What a row means. */
  readonly meaning: string;

  /** What to do first. */
  readonly first: string;

  /** From which numbers on a row is unusual. */
  readonly threshold: string;

  /** Names of the values of the subject, in their order. */
  readonly subject: readonly string[];

  /** Days for which the same row notifies nobody again. */
  readonly quietDays: number;

  /** Name of the saved query that returns the rows. */
  readonly queryName: string;

  /** Parameters of that query besides the days and the account, such as `least = 60`. */
  readonly parameters: string;

  /** URL of the runbook. */
  readonly runbook: string;
}

export interface HuntMessageProps {
  /** Prefix of the subject of its messages. */
  readonly prefix: string;
}

/** Place of each field of a row. The values of the subject follow. */
const field = { notice: 0, more: 1, first: 2, last: 3, events: 4, measure: 5, regions: 6, addresses: 7, ids: 8 };
const subjectAt = Object.keys(field).length;

/** A row, from an array of the result. */
export const rowOf = `function($cells) {
  { 'notice': $cells[${field.notice}], 'more': $cells[${field.more}], 'cells': $cells }
}`;

/** The new rows. Of a hunt with more rows than one run looks at, the last one says how many there are. */
const freshRows = (condition: string): string => `$filter($fresh, function($i) { $rows[$i].more ${condition} '' })`;

/** Subject of the message. SNS accepts 100 characters. */
export const huntSubject = (prefix: string): string => `'${prefix}: hunt ' & $name`;

/**
 * The message: a JSON object, as that of an urgent event. A value that a caller chose has no character with a meaning in
 * JSON, HTML or chat, because the statement replaces them.
 */
export const huntMessage = `(
  $shown := $map(${freshRows("=")}, function($i) {(
    $cells := $rows[$i].cells;
    $merge([
      $map($hunt.subject, function($column, $k) {(
        $value := $cells[${subjectAt} + $k];
        $known := $column = 'account' ? $lookup($accounts, $value);
        { $column: $exists($known) ? $value & ' ' & $known : $value }
      )}),
      {
        'how unusual': $cells[${field.measure}],
        'events': $cells[${field.events}],
        'first (UTC)': $cells[${field.first}],
        'last (UTC)': $cells[${field.last}],
        'regions': $cells[${field.regions}],
        'addresses': $cells[${field.addresses}],
        'event ids': $cells[${field.ids}]
      }
    ])
  )});
  $more := $map(${freshRows("!=")}, function($i) { $rows[$i].more });
  $ids := $distinct($map($shown, function($one) { $substring($one.account, 0, 12) }));
  $string($merge([
    {
      'What': $hunt.description,
      'Meaning': $hunt.meaning,
      'Unusual from': $hunt.threshold,
      'What to do first': $hunt.first,
      'Rows': [$shown]
    },
    $exists($more) ? { 'Further rows': $more & ' more: this is only a part, run the query below' } : {},
    {
      'Runbook': $hunt.runbook,
      'Query for all rows': $hunt.queryName & ' with from = ' & $from & ', to = ' & $to
        & ', account = ' & ($count($ids) = 1 ? $ids : '%') & $hunt.parameters,
      'Hunt': $name
    }
  ]), true)
)`;

/** Rows that a message in a chat channel has at most, and characters of a value and of a measure. Slack shows 3,000 in a section. */
const chat = { rows: 3, value: 100, measure: 100 };

/**
 * The same message in the form that Amazon Q Developer shows in chat channels. It drops messages of any other form. A value
 * that a caller may have chosen is formatted as code, in which chat programs show no links. Backticks in it are replaced,
 * so that the code does not end early.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const huntChatMessage = (prefix: string): string => `(
  $code := function($text, $length) { '\`' & $substring($replace($text, '\`', '?'), 0, $length) & '\`' };
  $shown := [${freshRows("=")}];
  $lines := $map($filter($shown, function($i, $k) { $k < ${chat.rows} }), function($i) {(
    $cells := $rows[$i].cells;
    '- ' & $join($append(
      $map($hunt.subject, function($column, $k) {(
        $value := $cells[${subjectAt} + $k];
        $known := $column = 'account' ? $lookup($accounts, $value);
        $column & ' ' & $code($value, ${chat.value}) & ($exists($known) ? ' ' & $known : '')
      )}),
      [$code($cells[${field.measure}], ${chat.measure}), $cells[${field.first}] & ' to ' & $cells[${field.last}] & ' UTC']
    ), ', ')
  )});
  $left := $map(${freshRows("!=")}, function($i) { $number($rows[$i].more) });
  $others := $count($shown) - $count($lines) + $sum($append([0], $left));
  $string({
    'version': '1.0',
    'source': 'custom',
    'content': {
      'textType': 'client-markdown',
      'title': ${huntSubject(prefix)},
      'description': $join($append($append(
        [$hunt.description, $hunt.meaning],
        $lines
      ), [
        $others > 0 ? '- and ' & $others & ' more',
        'What to do first: ' & $hunt.first,
        'Runbook: ' & $hunt.runbook,
        'Query for all rows: ' & $hunt.queryName & ' with from = ' & $from & ', to = ' & $to
      ]), '\\n')
    }
  })
)`;
