import { createHash } from "node:crypto";
import type { Charts } from "./charts";
import { Html, markup } from "./html";
import type { ReportData } from "./report-data";
import { type KeyNumber, keyNumbers, problemsOf, sectionRows } from "./sections";
import { style } from "./style";

/** Content security policy of the page: only its own style sheet is allowed, and no scripts. */
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** The report as one HTML page that loads no other files. */
export function pageOf(data: ReportData, charts: Charts): string {
  const title = `Audit report of ${data.organization}, ${data.from} to ${data.to}`;
  const { text } = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy.replaceAll('"', "&quot;"))}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>${new Html(style)}</style>
      </head>
      <body>
        <header>
          <h1>Audit report of ${data.organization}</h1>
          <p class="soft">${data.from} to ${data.to}, both included, in UTC. Made at ${data.madeAt}.</p>
          <ul class="numbers">
            ${keyNumbers(data).map(numberItem)}
          </ul>
          <nav aria-label="Sections">
            <ul>
              ${sectionRows.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main>
          ${sectionRows.map(
            ({ id, title: name, about, queries, body }) =>
              markup`<section id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${name}</h2>
                <p class="soft">${about}</p>
                ${problemsOf(data, queries)} ${body(data, charts)}
              </section>`,
          )}
        </main>
        <footer>
          <p>
            Names, addresses and user agents in this report are what callers of AWS sent. It was made by trailkeeper
            from saved queries over the archive, which has every event.
          </p>
        </footer>
      </body>
    </html>
`;
  return text;
}

const numberItem = ({ text, value, isWarning }: KeyNumber): Html =>
  isWarning ? markup`<li class="warn"><b>${value}</b>${text}: review</li>` : markup`<li><b>${value}</b>${text}</li>`;
