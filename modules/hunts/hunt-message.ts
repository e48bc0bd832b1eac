/** Strings about a hunt in a message. */
export interface HuntText {
  readonly name: string;
  readonly severity: "page" | "notify";

  /** Description of what the hunt finds. */
  readonly description: string;

  /** Meaning of a row. */
  readonly meaning: string;

  /** First step of a responder. */
  readonly first: string;

  /** Numbers from which a row is unusual. */
  readonly threshold: string;

  /** Names of the values of the subject, in their order. */
  readonly subject: readonly string[];

  /** Days during which no one is notified again of the same row. */
  readonly quietDays: number;

  /** Name of the saved query that returns the rows. */
  readonly queryName: string;

  /** Parameters of that query other than the days and the account, such as `least = 60`. */
  readonly parameters: string;

  /** URL of the runbook. */
  readonly runbook: string;
}

export interface HuntMessageProps {
  /** Prefix of the subjects of messages. */
  readonly prefix: string;
}

/** Position of each field of a row. The values of the subject follow these fields. */
const field = { notice: 0, more: 1, first: 2, last: 3, events: 4, measure: 5, regions: 6, addresses: 7, ids: 8 };
const subjectAt = Object.keys(field).length;

/** A row, from an array of the result. */
export const rowOf = `function($cells) {
  { 'notice': $cells[${field.notice}], 'more': $cells[${field.more}], 'cells': $cells }
}`;

/** The new rows. If a hunt has more rows than one run reads, the last row contains the number of all rows. */
const freshRows = (condition: string): string => `$filter($fresh, function($i) { $rows[$i].more ${condition} '' })`;

/**
 * The name of the account of a value: an account id, or an ARN in a row without an account. Empty if no name is known. A name is the
 * configuration's, so the caller did not choose it.
 */
const nameOf = `function($column, $value) {(
    $id := $substring($column, -7) = 'account' ? $value
      : $substring($value, 0, 4) = 'arn:' and $not('account' in $hunt.subject) ? $split($value, ':')[4] : '';
    $known := $lookup($accounts, $string($id));
    $exists($known) ? ($id = $value ? $known : '(' & $known & ')') : ''
  )}`;

/** Subject of the message. SNS accepts 100 characters. */
export const huntSubject = (prefix: string): string => `'${prefix}: hunt ' & $name`;

/**
 * The message: a JSON object, like the message of an urgent event. A value that a caller chose contains no character with a
 * meaning in JSON, HTML or chat, because the statement replaces such characters.
 */
export const huntMessage = `(
  $nameOf := ${nameOf};
  $shown := $map(${freshRows("=")}, function($i) {(
    $cells := $rows[$i].cells;
    $merge([
      $map($hunt.subject, function($column, $k) {(
        $value := $cells[${subjectAt} + $k];
        $known := $nameOf($column, $value);
        { $column: $known = '' ? $value : $value & ' ' & $known }
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
      'Unusual from': $hunt.threshold = '' ? 'one such row' : $hunt.threshold,
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

/** Limits of a chat message: rows, and characters of a value and of a measure. Slack shows 3,000 characters in a section. */
const chat = { rows: 3, value: 100, measure: 180 };

/**
 * The same message in the format that Amazon Q Developer shows in chat channels. Amazon Q drops messages in other formats. A
 * value that a caller may have chosen is formatted as code, because chat programs show no links in code. Backticks in the value
 * are replaced, so that the code does not end early.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const huntChatMessage = (prefix: string): string => `(
  $nameOf := ${nameOf};
  $code := function($text, $length) { '\`' & $substring($replace($text, '\`', '?'), 0, $length) & '\`' };
  $shown := [${freshRows("=")}];
  $lines := $map($filter($shown, function($i, $k) { $k < ${chat.rows} }), function($i) {(
    $cells := $rows[$i].cells;
    '- ' & $join($append(
      $map($hunt.subject, function($column, $k) {(
        $value := $cells[${subjectAt} + $k];
        $known := $nameOf($column, $value);
        $column & ' ' & $code($value, ${chat.value}) & ($known = '' ? '' : ' ' & $known)
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
