/** The style sheet of the page: light and dark mode, screen and paper. It loads no other files. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de; --accent: #0072b2; --warn: #9a3412;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9da7b3; --page: #0d1117; --card: #161b22; --line: #30363d; --accent: #56b4e9; --warn: #fdba74; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main, header, footer { max-width: 1040px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 21px; margin: 0 0 4px; }
h3 { font-size: 16px; margin: 24px 0 4px; }
p { margin: 4px 0 12px; }
.soft { color: var(--soft); }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 24px 0; padding: 0; list-style: none; }
.numbers li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
.numbers b { display: block; overflow-wrap: anywhere; font-size: 22px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.numbers .warn { border-left: 6px solid var(--warn); }
nav ul { columns: 2; padding-left: 20px; margin: 8px 0 24px; }
a { color: var(--accent); }
section { border-top: 1px solid var(--line); padding: 28px 0 20px; }
figure { margin: 12px 0; }
svg { display: block; width: 100%; height: auto; max-width: 760px; overflow: visible; }
svg text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; color: var(--soft); padding: 4px 0; }
th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; overflow-wrap: break-word; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.problem { border-left: 6px solid var(--warn); background: var(--card); padding: 8px 16px; overflow-wrap: anywhere; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: 14px; padding-top: 16px; padding-bottom: 40px; }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #333; --page: #fff; --card: #fff; --line: #999; --accent: #000; --warn: #000; }
  @page { margin: 16mm; }
  body { font-size: 11pt; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  nav { display: none; }
  .table { overflow-x: visible; }
  figure, tr, .numbers li { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  thead { display: table-header-group; }
  svg path, svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}`;
